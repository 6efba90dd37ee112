import type { ToldInput, ToldProfile } from './comparison-input';
import { inputAt, product } from './cost';
import { energyTermsOf, powerId, powerNames } from './energy';
import type { FigureBook } from './figures';
import type { Inputs } from './input';
import { type Interval, intervalOf, scaled, sum, times } from './interval';
import { phrase } from './phrase';

/** Figures of a profile's emissions in a month. */
export interface Carbon {
  readonly electricity: string;
  readonly operation: string;
  /** `unknown` in the figures: not counted. */
  readonly embodied: string;
  readonly kilograms: Interval | null;
}

/** Electricity of the machines × power usage effectiveness × carbon of the country's electricity. */
export const carbonOf = (input: ToldInput, profile: ToldProfile, book: FigureBook): Carbon => {
  const { inputs } = input;
  const { pue, grid, embodied } = profile.carbon;
  const energy = energyOf(inputs, profile);
  const electricity = `energy:${profile.id}`;
  const from =
    profile.carbon.electricity === null ? ['cpuLoad', 'hoursPerMonth', ...powerNames.map(powerId)] : [profile.carbon.electricity];
  const described = { label: phrase('Electricity of the machines, cooling not counted'), unit: 'kWh/month', from };
  if (energy === null) book.missing(electricity, described);
  else book.derive(electricity, energy, described);
  const operation = `carbon:${profile.id}`;
  const ofOperation = {
    label: phrase('Emissions of operation'),
    unit: 'kg CO2e/month',
    from: [electricity, ...[pue, grid].filter((id) => id !== null)],
  };
  const known = energy !== null && pue !== null && grid !== null;
  const kilograms = known ? scaled(times(times(energy, inputAt(inputs, pue)), inputAt(inputs, grid)), '0.001') : null;
  if (kilograms === null) book.missing(operation, ofOperation);
  else book.derive(operation, kilograms, ofOperation);
  const made = `embodied:${profile.id}`;
  const ofMaking = {
    label: phrase('Emissions of making the machines'),
    unit: 'kg CO2e/month',
    from: embodied === null ? [] : [embodied],
  };
  if (embodied === null) book.missing(made, ofMaking);
  else book.derive(made, inputAt(inputs, embodied), ofMaking);
  return { electricity, operation, embodied: made, kilograms };
};

/** null: neither measured nor made of machines that are known. */
const energyOf = (inputs: Inputs, { carbon, lines, kind }: ToldProfile): Interval | null => {
  if (carbon.electricity !== null) return inputAt(inputs, carbon.electricity);
  if (kind === 'stay') return null;
  return sum(lines.map((line) => lineEnergy(inputs, line)));
};

const lineEnergy = (inputs: Inputs, line: ToldProfile['lines'][number]): Interval => {
  const { base } = line;
  if (base === null) return sum([]);
  const amount = product(inputs, line.factors, intervalOf(base));
  return sum(energyTermsOf(inputs, line).map(({ times: count, inputs: ids }) => scaled(product(inputs, ids, amount), count)));
};
