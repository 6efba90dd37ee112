import type { Requirement } from '../../lib/preflight/requirement';
import type { Table } from '../workbook';

/** The sheet as one table, as a spreadsheet takes it. */
export const requirementTables = (requirements: readonly Requirement[]): readonly Table[] => [
  {
    name: 'requirements',
    rows: [
      ['target', 'section', 'where', 'item', 'need', 'granted', 'driver', 'ask', 'by', 'source', 'date', 'confidence'],
      ...requirements.map((one) => [
        one.target,
        one.section,
        one.where,
        one.item,
        one.need === null ? 'unknown' : String(one.need),
        grantedText(one),
        one.driver,
        one.ask,
        one.by,
        one.source,
        one.date,
        one.confidence,
      ]),
    ],
  },
];

/** Empty where nothing bounds it or nobody knows. */
export const grantedText = ({ granted }: Requirement): string =>
  granted === null ? '' : granted === -1 ? 'without bound' : String(granted);
