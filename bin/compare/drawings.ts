import type { Comparison } from '../../lib/planning/comparison';
import { chartsOf } from '../../lib/report/compare/charts';
import type { Messages } from '../../lib/report/compare/messages';
import type { Drawn } from '../../lib/report/compare/page';

/** The drawings of a comparison as SVG, without a browser. */
export const drawingsOf = async (comparison: Comparison, say: Messages): Promise<readonly Drawn[]> => {
  // They are large, and only a page needs them.
  const vega = require('vega') as typeof import('vega');
  const lite = require('vega-lite') as typeof import('vega-lite');
  const drawings: Drawn[] = [];
  for (const { title, spec } of chartsOf(comparison, say)) {
    const compiled = lite.compile(spec as Parameters<typeof lite.compile>[0]).spec;
    const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
    drawings.push({ title, svg: plain(await view.toSVG()) });
    view.finalize();
  }
  return drawings;
};

/** Style attributes are what the page's policy refuses; classes and attributes say the same. */
const plain = (svg: string): string => svg.replace(/ style="[^"]*"/g, '').replace(/^<\?xml[^>]*>\s*/, '');
