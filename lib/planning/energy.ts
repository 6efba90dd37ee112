import Decimal from 'decimal.js';
import type { CostLine } from './comparison-input';
import { inputAt } from './cost';
import type { Inputs } from './input';

const names = ['cpu_min_avg', 'cpu_max_avg', 'memory', 'ssd', 'hdd', 'network'] as const;
export const powerId = (name: (typeof names)[number]): string => `power:${name}`;
export const powerNames: readonly (typeof names)[number][] = names;

/** Electricity of a line in kWh a month is its amount, times a number, times inputs; added up over its terms. */
export interface EnergyTerm {
  readonly times: Decimal;
  /** Ids of inputs. */
  readonly inputs: readonly string[];
}

export const isOutgoing = ({ item }: Pick<CostLine, 'item'>): boolean => /^(?:egress|data_transfer_out\.internet)$/.test(item);

/** One definition for the amount that is printed and for what the simulation draws. */
export const energyTermsOf = (
  inputs: Inputs,
  line: Pick<CostLine, 'base' | 'item' | 'machines' | 'unit'>,
): readonly EnergyTerm[] => {
  if (line.base === null) return [];
  if (isOutgoing(line)) return [{ times: new Decimal(1), inputs: [powerId('network')] }];
  if (line.machines === null) return [];
  const { vcpus, memoryGiB, ssdGB, hddGB } = line.machines;
  // Sizes are kept the whole month; machines come with the hours that they run.
  const hours = line.unit === 'GB-month' ? ['hoursPerMonth'] : [];
  const idle = inputAt(inputs, powerId('cpu_min_avg')).expected;
  const busy = Decimal.max(0, inputAt(inputs, powerId('cpu_max_avg')).expected.minus(idle));
  const term = (count: Decimal.Value, ...ids: readonly string[]): EnergyTerm => ({
    times: new Decimal(count),
    inputs: [...hours, ...ids],
  });
  return [
    // Watts of a processor: idle, and the rest by load.
    term(new Decimal(vcpus).div(1000), powerId('cpu_min_avg')),
    term(new Decimal(vcpus).div(1000).times(busy), 'cpuLoad'),
    term(memoryGiB, powerId('memory')),
    term(new Decimal(ssdGB).div(1_000_000), powerId('ssd')),
    term(new Decimal(hddGB).div(1_000_000), powerId('hdd')),
  ].filter(({ times }) => !times.isZero());
};
