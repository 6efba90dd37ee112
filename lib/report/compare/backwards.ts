import { unknown } from '../../planning/figure';
import type { Answer, Change, ProfileAnswer, Wish } from '../../planning/wish';
import { html, type Markup, nothing } from './html';
import { type BackwardsMessages, backwardsMessages } from './language/backwards-page';
import { type Language, languages } from './language/language';
import { list } from './table';

/** What fits a budget, a level and controls, as a section of the page. */
export const backwardsSection = (answer: Answer, language: Language): Markup => {
  const say = sayIn(backwardsMessages[language]);
  const money = moneyIn(answer, language, say);
  return html`<section id="backwards" aria-labelledby="backwards-title">
    <h2 id="backwards-title">${say('title')}</h2>
    <p>${wishText(answer, say)}</p>
    <p class="quiet">${say('delivered')}</p>
    ${answer.profiles.map((profile) => profileAnswer(profile, say, money, languages[language].unknown))}
  </section>`;
};

type Say = (id: keyof BackwardsMessages, places?: Readonly<Record<string, string>>) => string;
type Money = (ref: string) => string;

const sayIn =
  (messages: BackwardsMessages): Say =>
  (id, places = {}) =>
    messages[id].replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);

const moneyIn =
  ({ figures, currency }: Answer, language: Language, say: Say): Money =>
  (ref) => {
    const { low = unknown, value = unknown, high = unknown } = figures[ref] ?? {};
    const number = (text: string): string => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(Number(text));
    if (value === unknown) return languages[language].unknown;
    if (high === unknown) return say('atLeast', { amount: `${number(low)} ${currency}` });
    return low === high ? `${number(value)} ${currency}` : `${number(value)} ${currency} (${number(low)} – ${number(high)})`;
  };

const wishText = ({ wish, currency }: Answer, say: Say): string =>
  [
    ...(wish.budget === null ? [] : [budgetText(wish.budget.expected, wish, currency, say)]),
    ...(wish.minSeal === null ? [] : [say('seal', { level: String(wish.minSeal) })]),
    ...(wish.controls === null
      ? []
      : [say('controls', { controls: wish.controls === 'all' ? say('all') : wish.controls.join(', ') })]),
  ].join('; ');

const budgetText = (amount: string, { payer }: Wish, currency: string, say: Say): string =>
  payer === null ? say('budget', { amount, currency }) : say('budgetFor', { amount, currency, tenant: payer.tenant });

/** Sentences, not cells: a table of them does not fit a phone. */
const profileAnswer = (profile: ProfileAnswer, say: Say, money: Money, notKnown: string): Markup =>
  html`<article class="card">
    <h3>${profile.title}: ${say(profile.verdict)}</h3>
    <dl>
      <dt>${say('cost')}</dt>
      <dd>${money(profile.cost)}</dd>
      <dt>${say('change')}</dt>
      <dd>${changeText(profile, say, money)}</dd>
    </dl>
    ${list([
      ...profile.reasons.map(({ verdict, text }) => `${say(verdict)}: ${text}`),
      ...profile.unwritten.map((text) => `${notKnown}: ${text}`),
    ])}
  </article>`;

const changeText = ({ change, verdict }: ProfileAnswer, say: Say, money: Money): Markup | string =>
  change === null ? say(verdict === 'fits' ? 'nothing' : 'noChange') : changeOf(change, say, money);

const changeOf = (change: Change, say: Say, money: Money): Markup =>
  html`${list([
    ...(change.left.length > 0 ? [say('without', { partners: change.left.join(', ') })] : []),
    ...change.tiers.map(({ service, from, to }) => `${service}: ${from} → ${to}`),
    ...change.choices.map(({ title }) => title),
  ])}
  ${say('then', { verdict: say(change.verdict), cost: money(change.cost) })}${change.setup === null ? nothing : html`, ${say('once', { cost: money(change.setup) })}`}`;
