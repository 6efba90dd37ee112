import type { Comparison } from '../../lib/planning/comparison';
import { unknown } from '../../lib/planning/figure';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

/** What somebody at a terminal wants to know first. */
export const summaryText = (io: Io, comparison: Comparison, folder: string): string => {
  const { bold } = colorsOf(io, 'out');
  const { figures, profiles, ranking, currency } = comparison;
  const value = (id: string): string => figures[id]?.value ?? unknown;
  const range = (id: string): string => `${figures[id]?.low ?? unknown} … ${figures[id]?.high ?? unknown}`;
  return [
    bold(`${comparison.region.title}: ${profiles.length} profiles, ${currency} a month without VAT, ${comparison.date}`),
    tableOf(
      profiles.map((profile) => [
        profile.id,
        value(profile.month),
        range(profile.month),
        `${value(profile.pricedShare)} % priced`,
        profile.examplePrices ? 'example prices' : '',
        profile.refused.length > 0 ? 'not allowed' : '',
        profile.dominatedBy === null ? '' : `worse in all than ${profile.dominatedBy}`,
      ]),
    ),
    '',
    ...profiles
      .filter(({ refused }) => refused.length > 0)
      .flatMap(({ id, refused }) => [bold(`${id}: the region does not allow it`), ...refused.map((reason) => `  ${reason}`), '']),
    ...(ranking.withheld.length > 0
      ? [bold('No ranking'), ...ranking.withheld.map((reason) => `  ${reason}`)]
      : [
          bold('Ranking'),
          tableOf(
            ranking.order.map(({ profile, score, first }, index) => [
              index + 1,
              profile,
              `${value(score)} %`,
              `first in ${value(first)} % of the draws`,
            ]),
          ),
        ]),
    '',
    ...(comparison.nextSteps.length === 0
      ? []
      : [bold('What to do next'), ...comparison.nextSteps.map((step) => `  ${step}`), '']),
    ...profiles
      .filter(({ unpriced }) => unpriced.length > 0)
      .flatMap(({ id, unpriced }) => [
        bold(`${id}: ${unpriced.length} lines have no known cost`),
        ...[...new Set(unpriced.map(({ reason }) => reason))].slice(0, 8).map((reason) => `  ${reason}`),
      ]),
    '',
    `${folder}: index.html, comparison.json, lines.csv, figures.csv, comparison.xlsx`,
    '',
  ].join('\n');
};
