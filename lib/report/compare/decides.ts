import type { Comparison } from '../../planning/comparison';
import { html, type Markup, nothing } from './html';
import { table } from './table';
import type { View } from './view';

const shown = 5;

/** The assumptions that move the ranking, and the difference in cost between the two that stand first. */
export const decidesSection = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const { between, swings, movers } = comparison.sensitivity;
  const named =
    between === null ? {} : { first: titleIn(comparison, between.first), second: titleIn(comparison, between.second) };
  const rows = (all: Comparison['sensitivity']['swings']) =>
    all
      .slice(0, shown)
      .map(({ label, low, high, even, input }) => [
        html`${label} <span class="quiet">${figure(input, 'range')}</span>`,
        figure(low),
        figure(high),
        even === null ? '–' : figure(even),
      ]);
  const head = [say('item'), say('lowest'), say('highest'), say('flips')];
  return html`<section id="decides" aria-labelledby="decides-title">
    <h2 id="decides-title">${say('decides')}</h2>
    ${swings.length === 0 && movers.length === 0 ? html`<p>${say('none')}</p>` : nothing}
    ${
      movers.length === 0
        ? nothing
        : html`<p>${say('moversHint', named)}</p>
            ${table(say('movers'), head, rows(movers))}`
    }
    ${
      swings.length === 0
        ? nothing
        : html`<p>${say('swingHint', named)}</p>
            ${table(say('costGap'), head, rows(swings))}`
    }
  </section>`;
};

const titleIn = ({ profiles }: Comparison, id: string): string => profiles.find((profile) => profile.id === id)?.title ?? id;
