import { colours, common, type Draw, numberIn } from './chart';

const longest = 22;

/** Broken between words into three lines at most, so that an axis has room for it. */
const inLines = (text: string, left = 3): string => {
  if (text.length <= longest) return text;
  const space = text.lastIndexOf(' ', longest);
  if (left === 1 || space < 0) return `${text.slice(0, longest - 1)}…`;
  return `${text.slice(0, space)}\n${inLines(text.slice(space + 1), left - 1)}`;
};

/** How far each assumption moves the difference in cost. */
export const tornadoChart: Draw = (comparison, say) => {
  const { between, swings } = comparison.sensitivity;
  if (between === null || swings.length === 0) return undefined;
  const values = swings.slice(0, 8).map(({ label, low, high }) => ({
    label: inLines(label),
    low: numberIn(comparison, low) ?? 0,
    high: numberIn(comparison, high) ?? 0,
  }));
  return {
    id: 'tornado',
    title: say.costGap,
    spec: {
      ...common,
      height: { step: 54 },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 16 },
          encoding: {
            y: {
              field: 'label',
              type: 'nominal',
              title: null,
              sort: null,
              axis: { labelLimit: 260, labelExpr: "split(datum.label, '\\n')" },
            },
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
