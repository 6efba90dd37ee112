import type { Comparison } from '../../lib/planning/comparison';
import type { Figure, Figures } from '../../lib/planning/figure';

/** One row for each figure of a comparison. */
export const figureRows = ({ figures }: Comparison): readonly (readonly string[])[] => figureRowsOf(figures);

/** One row for each figure, with everything that is known of it. */
export const figureRowsOf = (figures: Figures): readonly (readonly string[])[] => [
  ['id', 'label', 'value', 'low', 'high', 'unit', 'source', 'date', 'confidence', 'derived from'],
  ...Object.entries(figures).map(([id, figure]) => [
    id,
    figure.label,
    figure.value,
    figure.low,
    figure.high,
    figure.unit,
    ...originOf(figure),
  ]),
];

const originOf = (figure: Figure): readonly string[] =>
  'derivedFrom' in figure ? ['', '', '', figure.derivedFrom.join(' ')] : [figure.source, figure.date, figure.confidence, ''];

/** One row for each line of each profile. */
export const lineRows = ({ profiles, figures }: Comparison): readonly (readonly string[])[] => [
  [
    'profile',
    'layer',
    'tenant',
    'stage',
    'e-service',
    'item',
    'driver',
    'quantity',
    'unit',
    'cost',
    'low',
    'high',
    'currency',
    'why unknown',
  ],
  ...profiles.flatMap((profile) =>
    profile.lines.map((line) => {
      const [quantity, cost] = [figures[line.quantity], figures[line.cost]];
      return [
        profile.id,
        line.layer,
        line.tenant,
        line.stage,
        line.service,
        line.item,
        line.driver,
        quantity?.value ?? '',
        quantity?.unit ?? '',
        cost?.value ?? '',
        cost?.low ?? '',
        cost?.high ?? '',
        cost?.unit ?? '',
        line.unknown,
      ];
    }),
  ),
];

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[0-9.]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
