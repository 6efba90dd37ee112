import type { Comparison, ProfileResult } from '../../planning/comparison';
import { html, type Markup, nothing } from './html';
import type { View } from './view';
import type { MessageId } from './language/page-en';

/** A table with a head row; the first cell of each row is its head. It scrolls by itself where the page is narrow. */
export const table = (
  caption: Markup | string,
  head: readonly (Markup | string)[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** Best first, or why there is none. */
export const rankingSection = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const { ranking } = comparison;
  const titles = new Map(comparison.profiles.map(({ id, title }) => [id, title]));
  return html`<section id="ranking" aria-labelledby="ranking-title">
    <h2 id="ranking-title">${say('ranking')}</h2>
    ${
      ranking.withheld.length > 0
        ? html`<p>${say('noRanking')} ${say('because')}</p>
            <ul>
              ${ranking.withheld.map((reason) => html`<li>${reason}</li>`)}
            </ul>`
        : html`<ol class="ranking">
            ${ranking.order.map(
              ({ profile, score, first }) =>
                html`<li>
                  <strong>${titles.get(profile) ?? profile}</strong>
                  <meter
                    min="0"
                    max="100"
                    value="${comparison.figures[score]?.value ?? '0'}"
                    aria-label="${titles.get(profile) ?? profile}"
                  ></meter>
                  ${figure(score)} · P(1) ${figure(first)}
                </li>`,
            )}
          </ol>`
    }
    ${ranking.notCounted.length === 0 ? nothing : html`<p class="quiet">${say('notCounted')}: ${ranking.notCounted.map(({ criterion, reason }) => `${criterion} (${reason})`).join('; ')}</p>`}
  </section>`;
};

type Cell = (profile: ProfileResult) => Markup | string;

/** Every profile beside the others. */
export const overviewSection = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const row = (id: MessageId, cell: Cell): readonly (Markup | string)[] => [say(id), ...comparison.profiles.map(cell)];
  const rows = [
    row('month', ({ month }) => figure(month)),
    row('range', ({ month }) => figure(month, 'range')),
    row('withVat', ({ monthWithVat }) => figure(monthWithVat)),
    row('fixed', ({ fixed }) => figure(fixed)),
    row('variable', ({ variable }) => figure(variable)),
    row('years', ({ years }) => html`${figure(years)} <span class="quiet">(${figure(years, 'range')})</span>`),
    row('saving', ({ saving, kind }) => (kind === 'stay' ? '–' : figure(saving))),
    row('perThousand', ({ perThousand }) => figure(perThousand)),
    row('paying', ({ payingTenants, kind }) => (kind === 'stay' ? '–' : figure(payingTenants))),
    row('priced', ({ pricedShare }) => figure(pricedShare)),
    row('level', ({ sovereignty }) => figure(sovereignty.level)),
    row('capped', ({ sovereignty }) => sovereignty.cappedBy.join(', ')),
    row('score', ({ sovereignty }) => html`${figure(sovereignty.score)}`),
    row('carbon', ({ carbon }) => figure(carbon.operation)),
    row('embodied', ({ carbon, kind }) =>
      comparison.figures[carbon.embodied]?.value === 'unknown' && kind !== undefined
        ? html`<span class="unknown">${say('notCountedShort')}</span>`
        : figure(carbon.embodied),
    ),
    row('parity', ({ parityShare }) => figure(parityShare)),
    row('controls', ({ controls }) => (controls === null ? '–' : figure(controls.share))),
    row('zones', ({ zones }) => (zones === null ? '–' : figure(zones))),
    row('distance', ({ distance, kind }) => (kind === 'stay' ? '–' : figure(distance))),
    row('stored', ({ exit, kind }) => (kind === 'stay' ? '–' : figure(exit.storedGB))),
    row('transfer', ({ exit, kind }) => (kind === 'stay' ? '–' : figure(exit.transfer))),
    row('access', ({ access }) => list(access)),
    row('residency', ({ residency }) => list(residency)),
  ];
  return html`<section id="overview" aria-labelledby="overview-title">
    <h2 id="overview-title">${say('overview')}</h2>
    ${table(say('overview'), [html`<span class="hidden">${say('item')}</span>`, ...comparison.profiles.map(({ title }) => title)], rows)}
  </section>`;
};

export const list = (items: readonly string[]): Markup =>
  items.length === 0
    ? nothing
    : html`<ul class="plain">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;

/** The assumptions that move the gap between the two that stand first. */
export const decidesSection = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const { between, swings } = comparison.sensitivity;
  const title = (id: string): string => titleIn(comparison, id);
  return html`<section id="decides" aria-labelledby="decides-title">
    <h2 id="decides-title">${say('decides')}</h2>
    ${
      between === null || swings.length === 0
        ? html`<p>${say('none')}</p>`
        : html`<p>${say('swingHint', { first: title(between.first), second: title(between.second) })}</p>
            ${table(
              say('decides'),
              [say('item'), '↓', '↑', say('flips')],
              swings
                .slice(0, 5)
                .map(({ label, low, high, even, input }) => [
                  html`${label} <span class="quiet">${figure(input, 'range')}</span>`,
                  figure(low),
                  figure(high),
                  even === null ? '–' : figure(even),
                ]),
            )}`
    }
  </section>`;
};

export const titleIn = ({ profiles }: Comparison, id: string): string =>
  profiles.find((profile) => profile.id === id)?.title ?? id;
