import { html, type Markup, nothing } from './html';
import type { Criterion } from '../../model/criteria';
import type { MessageId } from './language/page-en';
import { list } from './table';
import type { View } from './view';

const criterionText: Readonly<Record<Criterion, MessageId>> = {
  cost: 'criterionCost',
  sovereignty: 'criterionSovereignty',
  carbon: 'criterionCarbon',
  parity: 'criterionParity',
  controls: 'criterionControls',
};

/** Best first, or why there is none. */
export const rankingSection = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const { ranking } = comparison;
  const titles = new Map(comparison.profiles.map(({ id, title }) => [id, title]));
  return html`<section id="ranking" aria-labelledby="ranking-title">
    <h2 id="ranking-title">${say('ranking')}</h2>
    ${
      ranking.withheld.length > 0
        ? html`<p>${say('noRankingYet')} ${say('because')}</p>
            ${list(ranking.withheld)}`
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
                  <span>${figure(score)}</span>
                  <span class="quiet">${say('inDraws', { chance: figure(first) })}</span>
                </li>`,
            )}
          </ol>`
    }
    ${
      ranking.notCounted.length === 0
        ? nothing
        : html`<p class="quiet">
            ${say('notCounted')}:
            ${ranking.notCounted.map(({ criterion, reason }) => `${say(criterionText[criterion]).text} (${reason})`).join('; ')}
          </p>`
    }
  </section>`;
};
