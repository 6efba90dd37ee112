import Decimal from 'decimal.js';
import type { ComparisonInput, CostLine, ProfileInput } from './comparison-input';
import { inputAt, product } from './cost';
import type { FigureBook } from './figures';
import type { Inputs } from './input';
import { type Interval, intervalOf, minus, plus, scaled, sum, times, zero } from './interval';

/** Figures of a profile's emissions in a month. */
export interface Carbon {
  readonly electricity: string;
  readonly operation: string;
  /** `unknown` in the figures: not counted. */
  readonly embodied: string;
  readonly kilograms: Interval | null;
}

const ids = ['cpu_min_avg', 'cpu_max_avg', 'memory', 'ssd', 'hdd', 'network'] as const;
export const powerId = (name: (typeof ids)[number]): string => `power:${name}`;
export const powerNames: readonly (typeof ids)[number][] = ids;

/** Electricity of the machines × power usage effectiveness × carbon of the country's electricity. */
export const carbonOf = (input: ComparisonInput, profile: ProfileInput, book: FigureBook): Carbon => {
  const { inputs } = input;
  const { pue, grid, embodied } = profile.carbon;
  const energy = energyOf(inputs, profile);
  const electricity = `energy:${profile.id}`;
  const from =
    profile.carbon.electricity === null ? ['cpuLoad', 'hoursPerMonth', ...powerNames.map(powerId)] : [profile.carbon.electricity];
  const told = { label: 'Electricity of the machines, cooling not counted', unit: 'kWh/month', from };
  if (energy === null) book.missing(electricity, told);
  else book.derive(electricity, energy, told);
  const operation = `carbon:${profile.id}`;
  const operationTold = {
    label: 'Emissions of operation',
    unit: 'kg CO2e/month',
    from: [electricity, ...[pue, grid].filter((id) => id !== null)],
  };
  const known = energy !== null && pue !== null && grid !== null;
  const kilograms = known ? scaled(times(times(energy, inputAt(inputs, pue)), inputAt(inputs, grid)), '0.001') : null;
  if (kilograms === null) book.missing(operation, operationTold);
  else book.derive(operation, kilograms, operationTold);
  const made = `embodied:${profile.id}`;
  const madeTold = {
    label: 'Emissions of making the machines',
    unit: 'kg CO2e/month',
    from: embodied === null ? [] : [embodied],
  };
  if (embodied === null) book.missing(made, madeTold);
  else book.derive(made, inputAt(inputs, embodied), madeTold);
  return { electricity, operation, embodied: made, kilograms };
};

/** null: neither measured nor made of machines that are known. */
const energyOf = (inputs: Inputs, { carbon, lines, kind }: ProfileInput): Interval | null => {
  if (carbon.electricity !== null) return inputAt(inputs, carbon.electricity);
  if (kind === 'stay') return null;
  return sum(lines.map((line) => lineEnergy(inputs, line)));
};

const lineEnergy = (inputs: Inputs, line: CostLine): Interval => {
  if (line.base === null) return zero;
  const amount = product(inputs, line.factors, intervalOf(line.base));
  if (/^(?:egress|data_transfer_out\.internet)$/.test(line.item)) return times(amount, inputAt(inputs, powerId('network')));
  if (line.machines === null) return zero;
  const { vcpus, memoryGiB, ssdGB, hddGB } = line.machines;
  // Sizes are kept the whole month; machines come with the hours that they run.
  const hours = line.unit === 'GB-month' ? times(amount, inputAt(inputs, 'hoursPerMonth')) : amount;
  const kilo = (perHour: Interval, count: number): Interval => scaled(times(hours, perHour), new Decimal(count).div(1000));
  return sum([
    kilo(processor(inputs), vcpus),
    scaled(times(hours, inputAt(inputs, powerId('memory'))), memoryGiB),
    kilo(inputAt(inputs, powerId('ssd')), ssdGB / 1000),
    kilo(inputAt(inputs, powerId('hdd')), hddGB / 1000),
  ]);
};

/** Watts of one vCPU: idle, and the rest by load. */
const processor = (inputs: Inputs): Interval => {
  const idle = inputAt(inputs, powerId('cpu_min_avg'));
  const { low, expected, high } = minus(inputAt(inputs, powerId('cpu_max_avg')), idle);
  return plus(idle, times({ low: low ?? expected, expected, high: high ?? expected }, inputAt(inputs, 'cpuLoad')));
};
