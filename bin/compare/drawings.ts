import type { Comparison } from '../../lib/planning/comparison';
import { chartsOf, numberSigns } from '../../lib/report/compare/charts';
import type { Language } from '../../lib/report/compare/language/language';
import type { Drawn } from '../../lib/report/compare/page';

/** The drawings of a comparison as SVG, without a browser. */
export const drawingsOf = async (comparison: Comparison, language: Language): Promise<readonly Drawn[]> => {
  // They are large, and only a page needs them.
  const vega = require('vega') as typeof import('vega');
  const lite = require('vega-lite') as typeof import('vega-lite');
  const drawings: Drawn[] = [];
  for (const { title, spec } of chartsOf(comparison, language)) {
    const compiled = lite.compile(spec as Parameters<typeof lite.compile>[0], { logger: vega.logger(vega.Error) }).spec;
    const view = new vega.View(vega.parse(compiled, { locale: { number: numberSigns(language) } }), {
      renderer: 'none',
    });
    drawings.push({ title, svg: plain(await view.toSVG()) });
    view.finalize();
  }
  return drawings;
};

/** Style attributes are what the page's policy refuses; the roles of marks say nothing that the drawing's name does not. */
const plain = (svg: string): string =>
  svg.replace(/ (?:style|role|aria-roledescription)="[^"]*"/g, '').replace(/^<\?xml[^>]*>\s*/, '');
