import { unknown } from '../../lib/planning/figure';
import type { Answer, Change, ProfileAnswer, Verdict, Wish } from '../../lib/planning/wish';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  fits: 'fits',
  mayFit: 'may fit',
  doesNotFit: 'does not fit',
};

/** What fits the wish, and what would change it, for people at a terminal. */
export const answerText = (io: Io, answer: Answer): string => {
  const { bold, green, yellow, red } = colorsOf(io, 'out');
  const paint = { fits: green, mayFit: yellow, doesNotFit: red };
  return [
    bold(`Asked backwards: ${wishText(answer)}`),
    ...answer.profiles.flatMap((profile) => [
      `  ${bold(profile.id)} ${paint[profile.verdict](verdictWords[profile.verdict])}: ${range(answer, profile.cost)} ${answer.currency} a month`,
      ...profile.reasons.map(({ condition, verdict, text }) => `    ${condition} ${verdictWords[verdict]}: ${text}`),
      ...tiersText(answer, profile),
      ...changeText(answer, profile),
      ...profile.unwritten.map((text) => `    not known: ${text}`),
    ]),
    ...answer.impossible.map(({ partners, tier, reason }) => `  ${partners.join(' and ')}, ${tier}: cannot be (${reason})`),
    '',
  ].join('\n');
};

const wishText = ({ wish, currency }: Answer): string =>
  [
    ...(wish.budget === null ? [] : [`${wish.budget.expected} ${currency} a month${payerText(wish)}`]),
    ...(wish.minSeal === null ? [] : [`every objective at level ${wish.minSeal}`]),
    ...(wish.controls === null ? [] : [`controls ${wish.controls === 'all' ? 'all' : wish.controls.join(', ')}`]),
  ].join(', ');

const payerText = ({ payer }: Wish): string => (payer === null ? '' : ` for ${payer.tenant}, shared ${payer.key}`);

const range = ({ figures }: Answer, ref: string): string => {
  const { value = unknown, low = unknown, high = unknown } = figures[ref] ?? {};
  if (value === unknown) return unknown;
  return high === unknown ? `at least ${low}` : low === high ? value : `${value} (${low} … ${high})`;
};

/** Only where there is something else than what is written. */
const tiersText = (answer: Answer, { tiers }: ProfileAnswer): readonly string[] =>
  tiers.length < 2
    ? []
    : [
        tableOf(
          tiers.map(({ partners, tier, verdict, cost }) => [
            tier === 'written' ? 'as written' : `tiers ${tier}`,
            partners.join(' + '),
            range(answer, cost),
            verdictWords[verdict],
          ]),
          '      ',
        ),
      ];

const changeText = (answer: Answer, { change, verdict }: ProfileAnswer): readonly string[] => {
  if (change === null) return verdict === 'fits' ? [] : ['    no change that was looked at makes it fit better'];
  return [
    `    cheapest change, with which it ${verdictWords[change.verdict]}: ${stepsOf(change).join('; ')}`,
    `      then ${range(answer, change.cost)} ${answer.currency} a month${change.setup === null ? '' : `, once ${range(answer, change.setup)}`}`,
  ];
};

export const stepsOf = ({ left, tiers, choices }: Change): readonly string[] => [
  ...(left.length > 0 ? [`share without ${left.join(' and ')}`] : []),
  ...tiers.map(({ service, from, to }) => `${service} ${from} → ${to}`),
  ...choices.map(({ title }) => title),
];
