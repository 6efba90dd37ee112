import type { Duplicates } from '../../lib/planning/duplicates';
import { figureRowsOf } from '../compare/csv';
import type { Table } from '../workbook';

/** One row for each payer and profile, then what one instead of several would save. */
export const duplicateTables = ({ duplicates, figures }: Duplicates): readonly Table[] => {
  const cells = (ref: string): readonly string[] => [
    figures[ref]?.value ?? '',
    figures[ref]?.low ?? '',
    figures[ref]?.high ?? '',
    figures[ref]?.unit ?? '',
  ];
  return [
    {
      name: 'duplicates',
      rows: [
        ['capability', 'region', 'tenant', 'what', 'profile', 'value', 'low', 'high', 'unit'],
        ...duplicates.flatMap(({ capability, buyers, savings }) => [
          ...buyers.flatMap(({ region, tenant, what, costs }) =>
            costs.length === 0
              ? [[capability, region, tenant, what, '', '', '', '', 'comes with the cloud']]
              : costs.map(({ profile, cost }) => [capability, region, tenant, what, profile, ...cells(cost)]),
          ),
          ...savings.map(({ profile, saving }) => [capability, '', '', 'saving', profile, ...cells(saving)]),
        ]),
      ],
    },
    { name: 'figures', rows: figureRowsOf(figures) },
  ];
};
