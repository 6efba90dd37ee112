import type { Comparison } from '../../planning/comparison';
import { costLayers } from '../../planning/quantity';
import { colours, common, type Draw, numberIn, short } from './chart';

/** As the figures of the layer are called, in the page's language. */
const nameOf = ({ profiles, figures }: Comparison, layer: (typeof costLayers)[number]): string =>
  profiles.flatMap(({ layers }) => figures[layers[layer] ?? '']?.label ?? [])[0] ?? layer;

export const layersChart: Draw = (comparison, say) => {
  const values = comparison.profiles.flatMap((profile) =>
    costLayers.flatMap((layer) => {
      const cost = numberIn(comparison, profile.layers[layer]);
      return cost === undefined || cost === 0
        ? []
        : [{ profile: short(profile.title), layer: nameOf(comparison, layer), cost, order: costLayers.indexOf(layer) }];
    }),
  );
  if (values.length === 0) return undefined;
  const names = costLayers.map((layer) => nameOf(comparison, layer));
  return {
    id: 'layers',
    title: say.chartLayers,
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
          sort: names,
          scale: { domain: names, range: colours },
          legend: { orient: 'bottom', columns: 1 },
        },
        order: { field: 'order' },
      },
    },
  };
};

const mostTenants = 12;

/** What each of several tenants like today's would pay; only where every line has a cost. */
export const breakEvenChart: Draw = (comparison, say) => {
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
    title: say.chartBreakEven,
    spec: {
      ...common,
      height: 240,
      data: { values: [...values, ...stays] },
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'tenants', type: 'quantitative', title: say.administrations, axis: { tickMinStep: 1 } },
        y: { field: 'cost', type: 'quantitative', title: comparison.currency },
        color: {
          field: 'profile',
          type: 'nominal',
          title: null,
          sort: null,
          scale: { range: colours },
          legend: { orient: 'bottom', columns: 1 },
        },
        strokeDash: { field: 'profile', type: 'nominal', sort: null, legend: null },
      },
    },
  };
};
