import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Comparison } from '../../lib/planning/comparison';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import type { Answer } from '../../lib/planning/wish';
import { type Language, languages } from '../../lib/report/compare/messages';
import { renderPage } from '../../lib/report/compare/page';
import { localized } from '../../lib/report/compare/view';
import { packageRoot } from '../package-root';
import { answerRows } from './answer-table';
import { csvText, figureRows, lineRows } from './csv';
import { drawingsOf } from './drawings';
import { workbookOf } from './xlsx';

/** Everything that a comparison is handed over as, by file name. */
export const filesOf = async (
  input: ComparisonInput,
  comparison: Comparison,
  language: Language,
  answer?: Answer,
): Promise<Readonly<Record<string, string | Buffer>>> => ({
  'index.html': renderPage(
    input,
    comparison,
    language,
    await drawingsOf(localized(comparison, language), languages[language]),
    pageScript(),
  ),
  'comparison.json': `${JSON.stringify(comparison, null, 1)}\n`,
  'lines.csv': csvText(lineRows(comparison)),
  'figures.csv': csvText(figureRows(comparison)),
  'comparison.xlsx': await workbookOf(comparison),
  ...(answer === undefined
    ? {}
    : { 'answer.json': `${JSON.stringify(answer, null, 1)}\n`, 'answer.csv': csvText(answerRows(answer)) }),
});

/** The same comparison, compiled for the browser when the package was built. */
const pageScript = (): string =>
  readFileSync(path.join(packageRoot, 'dist/page/compare.js'), 'utf8').replaceAll('</script', '<\\/script');
