import type { Duplicates } from '../../lib/planning/duplicates';
import { unknown } from '../../lib/planning/figure';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

/** What is paid for more than once, for people at a terminal. */
export const duplicatesText = (io: Io, { duplicates, figures }: Duplicates, folder: string): string => {
  const { bold } = colorsOf(io, 'out');
  const money = (ref: string): string => {
    const { value = unknown, low = unknown, high = unknown, unit = '' } = figures[ref] ?? {};
    if (value === unknown) return unknown;
    return `${high === unknown ? `at least ${low}` : low === high ? value : `${value} (${low} … ${high})`} ${unit}`;
  };
  const on = (profile: string): string => (profile === '' ? '' : `on ${profile}: `);
  return [
    duplicates.length === 0
      ? 'Nothing is paid for more than once, as far as the files say.'
      : bold(`${duplicates.length} ${duplicates.length === 1 ? 'capability is' : 'capabilities are'} paid for more than once`),
    ...duplicates.flatMap(({ capability, buyers, savings }) => [
      '',
      bold(capability),
      tableOf(
        buyers.map(({ region, tenant, what, costs }) => [
          region,
          tenant,
          what,
          costs.length === 0
            ? 'comes with the cloud'
            : costs.map(({ profile, cost }) => `${on(profile)}${money(cost)}`).join(', '),
        ]),
      ),
      savings.length === 0
        ? '  saving unknown: no profile is in all of them'
        : `  saving ${savings.map(({ profile, saving }) => `${on(profile)}${money(saving)}`).join(', ')}`,
    ]),
    '',
    `${folder}: duplicates.json, duplicates.csv, figures.csv, duplicates.xlsx`,
    '',
  ].join('\n');
};
