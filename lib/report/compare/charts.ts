import type { Comparison } from '../../planning/comparison';
import type { Chart, NumberSigns } from './chart';
import { breakEvenChart, layersChart } from './chart-cost';
import { multiplesChart } from './chart-multiples';
import { sovereigntyChart } from './chart-sovereignty';
import { tornadoChart } from './chart-tornado';
import { type Language, languages } from './language/language';

/** Every drawing for which there is something to draw. */
export const chartsOf = (comparison: Comparison, language: Language): readonly Chart[] =>
  [layersChart, sovereigntyChart, tornadoChart, multiplesChart, breakEvenChart]
    .map((chart) => chart(comparison, languages[language]))
    .filter((chart) => chart !== undefined);

/** Decimal and thousands signs of a language. */
export const numberSigns = (language: Language): NumberSigns => {
  const parts = new Intl.NumberFormat(language, { useGrouping: 'always' }).formatToParts(12345.5);
  const sign = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: sign('decimal'), thousands: sign('group'), grouping: [3], currency: ['', ''] };
};
