import type { Comparison } from '../../lib/planning/comparison';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { csvText, figureRows, lineRows } from './csv';
import { workbookOf } from './xlsx';

/** Everything that a comparison is handed over as, by file name. */
export const filesOf = async (
  _input: ComparisonInput,
  comparison: Comparison,
  _language: string | undefined,
): Promise<Readonly<Record<string, string | Buffer>>> => ({
  'comparison.json': `${JSON.stringify(comparison, null, 1)}\n`,
  'lines.csv': csvText(lineRows(comparison)),
  'figures.csv': csvText(figureRows(comparison)),
  'comparison.xlsx': await workbookOf(comparison),
});
