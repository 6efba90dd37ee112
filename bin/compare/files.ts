import { readFileSync } from 'node:fs';
import path from 'node:path';
import { answerTo } from '../../lib/planning/backwards';
import { compare } from '../../lib/planning/compare';
import type { Comparison } from '../../lib/planning/comparison';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import type { Answer, Space } from '../../lib/planning/wish';
import { backwardsSection } from '../../lib/report/compare/backwards';
import type { Language } from '../../lib/report/compare/language/language';
import { speakIn } from '../../lib/report/compare/language/tongue';
import { renderPage } from '../../lib/report/compare/page';
import { packageRoot } from '../package-root';
import { answerRows } from './answer-table';
import { csvText, figureRows, lineRows } from './csv';
import { drawingsOf } from './drawings';
import { workbookOf } from './xlsx';

/** Everything that a comparison is handed over as, by file name: the page in a language, all else in English. */
export const filesOf = async (
  input: ComparisonInput,
  comparison: Comparison,
  language: Language,
  asked?: Space,
): Promise<Readonly<Record<string, string | Buffer>>> => ({
  'index.html': await pageOf(input, language, asked),
  'comparison.json': `${JSON.stringify(comparison, null, 1)}\n`,
  'lines.csv': csvText(lineRows(comparison)),
  'figures.csv': csvText(figureRows(comparison)),
  'comparison.xlsx': await workbookOf(comparison),
  ...(asked === undefined ? {} : answerFiles(answerTo(asked))),
});

const answerFiles = (answer: Answer) => ({
  'answer.json': `${JSON.stringify(answer, null, 1)}\n`,
  'answer.csv': csvText(answerRows(answer)),
});

const pageOf = async (input: ComparisonInput, language: Language, asked?: Space): Promise<string> => {
  const said = compare(input, speakIn(language));
  const sections = asked === undefined ? [] : [backwardsSection(answerTo(asked, speakIn(language)), language)];
  return renderPage(input, said, language, await drawingsOf(said, language), pageScript(), sections);
};

/** The same comparison, compiled for the browser when the package was built. */
const pageScript = (): string =>
  readFileSync(path.join(packageRoot, 'dist/page/compare.js'), 'utf8').replaceAll('</script', '<\\/script');
