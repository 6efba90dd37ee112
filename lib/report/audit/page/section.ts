import { type Html, html, type Part } from './html';

/** One part of the page, with its heading and anchor. */
export const section = (id: string, heading: string, ...parts: readonly Part[]): Html =>
  html` <section id="${id}" aria-labelledby="${id}-h">
    <h2 id="${id}-h">${heading}</h2>
    ${parts}
  </section>`;

export const note = (text: string): Html => html`<p class="note">${text}</p>`;

export const empty = (text: string): Html => html`<p class="empty">${text}</p>`;

/** Terms and what they stand for; those without are left out. */
export const terms = (entries: readonly (readonly [term: string, text: Part])[]): Html =>
  html`<dl>
    ${entries
      .filter(([, text]) => text !== '')
      .map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
  </dl>`;

export const code = (text: string): Html => html`<code>${text}</code>`;
