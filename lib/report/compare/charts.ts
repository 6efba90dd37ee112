import type { Comparison } from '../../planning/comparison';
import { unknown } from '../../planning/figure';
import { costLayers } from '../../planning/quantity';
import type { Messages } from './language/page-en';

/** A drawing as a Vega-Lite specification, with what it says in words. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly spec: object;
}

const width = 470;
const common = {
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
const colours = ['#0072B2', '#56B4E9', '#009E73', '#E69F00', '#CC79A7', '#D55E00'];

/** Every drawing for which there is something to draw. */
export const chartsOf = (comparison: Comparison, say: Messages): readonly Chart[] =>
  [layersChart, sovereigntyChart, tornadoChart, multiplesChart, breakEvenChart]
    .map((chart) => chart(comparison, say))
    .filter((chart) => chart !== undefined);

type Draw = (comparison: Comparison, say: Messages) => Chart | undefined;

const numberIn = ({ figures }: Comparison, id: string | undefined): number | undefined => {
  const value = figures[id ?? '']?.value;
  return value === undefined || value === unknown ? undefined : Number(value);
};

/** Short enough for an axis. */
const short = (title: string): string => title.replace(/ \(.*\)$/, '').replace(/,.*$/, '');

const layersChart: Draw = (comparison, say) => {
  const values = comparison.profiles.flatMap((profile) =>
    costLayers.flatMap((layer) => {
      const cost = numberIn(comparison, profile.layers[layer]);
      return cost === undefined || cost === 0
        ? []
        : [{ profile: short(profile.title), layer, cost, order: costLayers.indexOf(layer) }];
    }),
  );
  if (values.length === 0) return undefined;
  return {
    id: 'layers',
    title: say.month,
    spec: {
      ...common,
      height: { step: 44 },
      data: { values },
      mark: 'bar',
      encoding: {
        y: { field: 'profile', type: 'nominal', title: null, sort: null },
        x: { field: 'cost', type: 'quantitative', title: `${comparison.currency}`, axis: { tickCount: 5 } },
        color: {
          field: 'layer',
          type: 'nominal',
          title: null,
          sort: [...costLayers],
          scale: { domain: [...costLayers], range: colours },
          legend: { orient: 'bottom', columns: 2 },
        },
        order: { field: 'order' },
      },
    },
  };
};

const sovereigntyChart: Draw = (comparison, say) => {
  const values = comparison.profiles.flatMap((profile) => {
    const [cost, score] = [comparison.figures[profile.month], comparison.figures[profile.sovereignty.score]];
    if (cost === undefined || score === undefined || cost.value === unknown || score.value === unknown) return [];
    const high = cost.high === unknown ? Number(cost.value) : Number(cost.high);
    return [
      {
        profile: short(profile.title),
        cost: Number(cost.value),
        low: Number(cost.low),
        high,
        score: Number(score.value),
        least: Number(score.low),
        most: Number(score.high),
      },
    ];
  });
  if (values.length === 0) return undefined;
  const y = { type: 'quantitative', title: `${say.score} (%)`, scale: { domain: [0, 100] } } as const;
  const legend = { orient: 'bottom', columns: 1, title: null } as const;
  const color = { field: 'profile', type: 'nominal', sort: null, scale: { range: colours }, legend } as const;
  return {
    id: 'sovereignty',
    title: `${say.month} / ${say.score}`,
    spec: {
      ...common,
      height: 260,
      data: { values },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 3, opacity: 0.5 },
          encoding: {
            x: { field: 'low', type: 'quantitative', title: comparison.currency },
            x2: { field: 'high' },
            y: { field: 'score', ...y },
            color,
          },
        },
        {
          mark: { type: 'rule', strokeWidth: 3, opacity: 0.5 },
          encoding: {
            x: { field: 'cost', type: 'quantitative' },
            y: { field: 'least', ...y },
            y2: { field: 'most' },
            color,
          },
        },
        {
          mark: { type: 'point', filled: true, size: 130, opacity: 1 },
          encoding: {
            x: { field: 'cost', type: 'quantitative' },
            y: { field: 'score', ...y },
            color,
            shape: { field: 'profile', type: 'nominal', sort: null, legend: null },
          },
        },
      ],
    },
  };
};

const tornadoChart: Draw = (comparison, say) => {
  const { between, swings } = comparison.sensitivity;
  if (between === null || swings.length === 0) return undefined;
  const values = swings.slice(0, 8).map(({ label, low, high }) => ({
    label: label.length > 50 ? `${label.slice(0, 49)}…` : label,
    low: numberIn(comparison, low) ?? 0,
    high: numberIn(comparison, high) ?? 0,
  }));
  return {
    id: 'tornado',
    title: say.decides,
    spec: {
      ...common,
      height: { step: 30 },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 16 },
          encoding: {
            y: { field: 'label', type: 'nominal', title: null, sort: null, axis: { labelLimit: 330 } },
            x: { field: 'low', type: 'quantitative', title: comparison.currency, axis: { tickCount: 4 } },
            x2: { field: 'high' },
            color: { value: colours[0] },
          },
        },
        { mark: { type: 'rule', strokeWidth: 2 }, encoding: { x: { datum: 0 }, color: { value: colours[5] } } },
      ],
    },
  };
};

/** Each criterion by itself, from its worst to its best. */
const multiplesChart: Draw = (comparison, say) => {
  const criteria = [
    [say.month, (profile: Comparison['profiles'][number]) => profile.month],
    [say.score, (profile: Comparison['profiles'][number]) => profile.sovereignty.score],
    [say.carbon, (profile: Comparison['profiles'][number]) => profile.carbon.operation],
    [say.parity, (profile: Comparison['profiles'][number]) => profile.parityShare],
  ] as const;
  const values = criteria.flatMap(([criterion, figureOf]) =>
    comparison.profiles.flatMap((profile) => {
      const value = numberIn(comparison, figureOf(profile));
      return value === undefined ? [] : [{ criterion, profile: short(profile.title), value }];
    }),
  );
  if (values.length === 0) return undefined;
  return {
    id: 'multiples',
    title: say.overview,
    spec: {
      ...common,
      width: undefined,
      autosize: undefined,
      data: { values },
      facet: {
        row: {
          field: 'criterion',
          type: 'nominal',
          title: null,
          sort: null,
          header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelFontSize: 13, labelLimit: 420 },
        },
      },
      spec: {
        width: 290,
        height: { step: 20 },
        mark: 'bar',
        encoding: {
          y: { field: 'profile', type: 'nominal', title: null, sort: null },
          x: { field: 'value', type: 'quantitative', title: null, axis: { tickCount: 4 } },
          color: { field: 'profile', type: 'nominal', legend: null, sort: null, scale: { range: colours } },
        },
      },
      resolve: { scale: { x: 'independent' } },
    },
  };
};

const mostTenants = 12;

/** What each of several tenants like today's would pay; only where every line has a cost. */
const breakEvenChart: Draw = (comparison, say) => {
  const stay = comparison.profiles.find(({ kind }) => kind === 'stay');
  const today = numberIn(comparison, stay?.month);
  const count = comparison.tenants.length;
  if (today === undefined || count === 0) return undefined;
  const complete = comparison.profiles.filter(({ kind, unpriced }) => kind !== 'stay' && unpriced.length === 0);
  const values = complete.flatMap((profile) => {
    const shared = profile.lines
      .filter(({ tenant }) => tenant === 'shared')
      .reduce((sum, { cost }) => sum + (numberIn(comparison, cost) ?? 0), 0);
    const each = ((numberIn(comparison, profile.month) ?? 0) - shared) / count;
    return Array.from({ length: mostTenants }, (_, index) => ({
      profile: short(profile.title),
      tenants: index + 1,
      cost: Math.round(shared / (index + 1) + each),
    }));
  });
  if (values.length === 0) return undefined;
  const stays = Array.from({ length: mostTenants }, (_, index) => ({
    profile: short(stay?.title ?? ''),
    tenants: index + 1,
    cost: Math.round(today / count),
  }));
  return {
    id: 'break-even',
    title: say.paying,
    spec: {
      ...common,
      height: 240,
      data: { values: [...values, ...stays] },
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'tenants', type: 'quantitative', title: say.tenant, axis: { tickMinStep: 1 } },
        y: { field: 'cost', type: 'quantitative', title: comparison.currency },
        color: {
          field: 'profile',
          type: 'nominal',
          title: null,
          sort: null,
          scale: { range: colours },
          legend: { orient: 'bottom', columns: 2 },
        },
        strokeDash: { field: 'profile', type: 'nominal', sort: null, legend: null },
      },
    },
  };
};
