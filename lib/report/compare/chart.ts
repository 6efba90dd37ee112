import type { Comparison } from '../../planning/comparison';
import { unknown } from '../../planning/figure';
import type { Messages } from './language/page-en';

/** A drawing as a Vega-Lite specification, with what it says in words. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly spec: object;
}

/** How numbers on axes are written. */
export interface NumberSigns {
  readonly decimal: string;
  readonly thousands: string;
  readonly grouping: number[];
  readonly currency: [string, string];
}

const width = 470;
export const common = {
  $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
  background: null,
  // The whole drawing is that wide, so that text has one size in all of them.
  autosize: { type: 'fit-x', contains: 'padding' },
  width,
  config: {
    aria: false,
    view: { stroke: null },
    font: 'system-ui, sans-serif',
    axis: { labelFontSize: 13, titleFontSize: 13, labelLimit: 240, titleFontWeight: 'normal' },
    legend: { labelFontSize: 13, titleFontSize: 13, labelLimit: 240 },
  },
} as const;

/** Steps of one hue do not tell layers apart; these do, also without colour vision (Okabe and Ito). */
export const colours = ['#0072B2', '#56B4E9', '#009E73', '#E69F00', '#CC79A7', '#D55E00'];

export type Draw = (comparison: Comparison, say: Messages) => Chart | undefined;

export const numberIn = ({ figures }: Comparison, id: string | undefined): number | undefined => {
  const value = figures[id ?? '']?.value;
  return value === undefined || value === unknown ? undefined : Number(value);
};

/** Short enough for an axis. */
export const short = (title: string): string => title.replace(/ \(.*\)$/, '').replace(/,.*$/, '');
