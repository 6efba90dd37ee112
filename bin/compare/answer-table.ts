import type { Answer } from '../../lib/planning/wish';
import type { Table } from '../workbook';
import { stepsOf, verdictWords } from './answer-text';

/** Every combination that was judged, and the changes, one in a row. */
export const answerRows = (answer: Answer): Table['rows'] => {
  const { figures } = answer;
  const cells = (ref: string): readonly string[] => [
    figures[ref]?.value ?? '',
    figures[ref]?.low ?? '',
    figures[ref]?.high ?? '',
    answer.currency,
  ];
  return [
    ['profile', 'what', 'partners', 'verdict', 'cost of a month', 'low', 'high', 'currency', 'why, or what changes'],
    ...answer.profiles.flatMap((profile) => [
      ...profile.tiers.map(({ partners, tier, verdict, cost }) => [
        profile.id,
        tier === 'written' ? 'as written' : `tiers ${tier}`,
        partners.join(' '),
        verdictWords[verdict],
        ...cells(cost),
        tier === 'written' && cost === profile.cost ? profile.reasons.map(({ text }) => text).join('; ') : '',
      ]),
      ...(profile.change === null
        ? []
        : [
            [
              profile.id,
              'cheapest change',
              profile.change.partners.join(' '),
              verdictWords[profile.change.verdict],
              ...cells(profile.change.cost),
              stepsOf(profile.change).join('; '),
            ],
          ]),
    ]),
  ];
};
