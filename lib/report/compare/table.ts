import { html, type Markup, nothing } from './html';

export type Cells = readonly (Markup | string)[];

/** Rows under a head of their own. */
export interface RowGroup {
  readonly title: Markup;
  readonly rows: readonly Cells[];
}

/** A table with a head row; the first cell of each row is its head. It scrolls by itself where the page is narrow. */
export const table = (caption: Markup | string, head: Cells, rows: readonly Cells[]): Markup =>
  framed(
    caption,
    false,
    head,
    html`<tbody>
      ${rows.map(rowOf)}
    </tbody>`,
  );

/** The same in groups; its caption is the heading above it already. */
export const groupedTable = (caption: Markup | string, head: Cells, groups: readonly RowGroup[]): Markup =>
  framed(
    caption,
    true,
    head,
    html`${groups.map(
      ({ title, rows }) =>
        html`<tbody>
          <tr class="group">
            <th scope="rowgroup" colspan="${head.length}">${title}</th>
          </tr>
          ${rows.map(rowOf)}
        </tbody>`,
    )}`,
  );

const framed = (caption: Markup | string, hidden: boolean, head: Cells, bodies: Markup): Markup =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption${hidden ? html` class="hidden"` : nothing}>${caption}</caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      ${bodies}
    </table>
  </div>`;

const rowOf = ([first = '', ...rest]: Cells): Markup =>
  html`<tr>
    <th scope="row">${first}</th>
    ${rest.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;

export const list = (items: readonly (Markup | string)[]): Markup =>
  items.length === 0
    ? nothing
    : html`<ul class="plain">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
