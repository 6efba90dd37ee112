import type { ProfileResult } from '../../planning/comparison';
import { unknown } from '../../planning/figure';
import { html, type Markup, nothing } from './html';
import { codes } from './overview';
import { list } from './table';
import type { View } from './view';

/** What a mayor reads: one sentence, what to do next, one card for each profile. */
export const summarySection = (view: View): Markup => {
  const { comparison, say } = view;
  const lacking = comparison.profiles.reduce((count, { unpriced }) => count + unpriced.length, 0);
  return html`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title" class="hidden">${say('title')}</h2>
    <p class="lead">${sentences(view)}</p>
    ${comparison.profiles.some(({ examplePrices }) => examplePrices) ? html`<p class="warning">${say('exampleWarning')}</p>` : nothing}
    ${
      comparison.nextSteps.length === 0
        ? nothing
        : html`<div class="warning">
            ${lacking > 0 ? html`<p>${say('unknownWarning', { count: String(lacking) })}</p>` : nothing}
            <h3>${say('nextSteps')}</h3>
            ${list(comparison.nextSteps)}
          </div>`
    }
    <div class="cards">${inOrder(view).map((profile) => card(view, profile))}</div>
  </section>`;
};

const sentences = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const [first] = comparison.ranking.order;
  const ranked =
    first === undefined
      ? html`${say('noRankingYet')} `
      : html`${say('first', { profile: html`<strong>${titleOf(view, first.profile)}</strong>`, chance: figure(first.first) })} `;
  return html`${ranked}${cheapest(view)}`;
};

/** Only among profiles that can be ranked by their cost; a bare lower bound is nobody's price. */
const cheapest = (view: View): Markup => {
  const { comparison, say, figure } = view;
  const valueOf = (id: string): number => Number(comparison.figures[id]?.value);
  const priced = comparison.profiles.filter(
    ({ month, pricedShare, refused }) =>
      refused.length === 0 && comparison.figures[month]?.value !== unknown && valueOf(pricedShare) >= 80,
  );
  const [least] = [...priced].sort((a, b) => valueOf(a.month) - valueOf(b.month));
  if (least === undefined) return nothing;
  const saving = valueOf(least.saving);
  const against =
    comparison.figures[least.saving]?.high === unknown || least.kind === 'stay' || !priced.some(({ kind }) => kind === 'stay')
      ? undefined
      : saving;
  return html`${say('cheapest', {
    profile: html`<strong>${least.title}</strong>`,
    cost: figure(least.month),
    low: figure(least.month, 'low'),
    high: figure(least.month, 'high'),
  })}${against === undefined || against < 0 ? nothing : html` ${say('saves', { saving: figure(least.saving) })}`}`;
};

/** As ranked; without a ranking, and what may not be ranked at the end, as the blueprint has them. */
const inOrder = ({ comparison: { profiles, ranking } }: View): readonly ProfileResult[] => {
  const place = ({ id, refused }: ProfileResult): number =>
    refused.length > 0 ? profiles.length : ranking.order.findIndex(({ profile }) => profile === id);
  return [...profiles].sort((a, b) => place(a) - place(b));
};

const titleOf = ({ comparison }: View, id: string): string =>
  comparison.profiles.find((profile) => profile.id === id)?.title ?? id;

const card = (view: View, profile: ProfileResult): Markup => {
  const { say, figure, comparison } = view;
  const rank = comparison.ranking.order.findIndex(({ profile: id }) => id === profile.id) + 1;
  const isKnown = (id: string): boolean => comparison.figures[id]?.value !== unknown;
  const { level, cappedBy, unjudged } = profile.sovereignty;
  return html`<article class="card">
    <h3>${rank > 0 ? html`<span class="rank">${rank}</span> ` : nothing}${profile.title}</h3>
    <div>
      ${
        profile.refused.length === 0
          ? nothing
          : html`<p class="warning"><strong>${say('refused')}</strong>: ${profile.refused.join('; ')}</p>`
      }
      ${profile.dominatedBy === null ? nothing : html`<p class="warning">${say('dominated', { profile: titleOf(view, profile.dominatedBy) })}</p>`}
    </div>
    <p class="big">${figure(profile.month)} <small>${say('perMonth')}</small></p>
    <p class="quiet">
      ${isKnown(profile.month) ? say('between', { low: figure(profile.month, 'low'), high: figure(profile.month, 'high') }) : nothing}
    </p>
    <dl>
      <dt>${say('cardLevel')}</dt>
      <dd>${figure(level)}</dd>
      ${unjudged.length > 0 ? nothing : html`<dd class="wide quiet">${say('cardCapped', { objectives: codes(cappedBy) })}</dd>`}
      <dt>${say('cardCarbon')}</dt>
      <dd>${figure(profile.carbon.operation)}</dd>
      ${
        profile.kind === 'stay'
          ? nothing
          : html`<dt>${say('parity')}</dt>
              <dd>${figure(profile.parityShare)}</dd>`
      }
      <dt>${say('priced')}</dt>
      <dd>${figure(profile.pricedShare)}</dd>
    </dl>
    <div>
      <p class="quiet">${say('access')}:</p>
      ${list(profile.access.slice(0, 2))}
    </div>
  </article>`;
};
