import { unknown } from '../../planning/figure';
import { colours, common, type Draw, short } from './chart';

/** Cost to the right, sovereignty upwards, each with its interval. */
export const sovereigntyChart: Draw = (comparison, say) => {
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
    title: say.chartSovereignty,
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
