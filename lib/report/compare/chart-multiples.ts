import type { Comparison } from '../../planning/comparison';
import { colours, common, type Draw, numberIn, short } from './chart';

/** Each criterion by itself, from its worst to its best. */
export const multiplesChart: Draw = (comparison, say) => {
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
    title: say.chartMultiples,
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
