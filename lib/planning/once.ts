import type { Planning } from '../model/planning';
import type { CostLine, OnceLine } from './comparison-input';
import { type Input, ownInput, type Written } from './input';
import { phrase } from './phrase';

export interface Once {
  readonly lines: readonly OnceLine[];
  readonly inputs: readonly Input[];
}

const titles = {
  setup: phrase('Setting up'),
  migration: phrase('Migration of data and services'),
  parallel: phrase("Today's systems running beside"),
  exit: phrase('Leaving: rebuilding elsewhere'),
  transfer: phrase('Leaving: carrying the stored data out'),
} as const;

/** What comes once: the region's own words, and the way out of the stored data by the cloud's price of it. */
export const onceOf = (
  target: string,
  lines: readonly CostLine[],
  planning: Planning | undefined,
  written: Written,
  currency: string,
): Once => {
  const own = planning?.profiles?.[target];
  const inputs: Input[] = [];
  const told = (
    id: 'setup' | 'migration' | 'parallel' | 'exit',
    key: 'setup' | 'migration' | 'parallelMonths' | 'exit',
    unit: string,
  ): OnceLine => {
    const amount = own?.[key];
    if (amount === undefined)
      return {
        id,
        title: titles[id],
        terms: null,
        unknown: phrase('not written under profiles.{target}.{key}', { target, key }),
      };
    const input = ownInput(`${key}:${target}`, phrase('{what}, {target}', { what: titles[id], target }), unit, amount, written);
    inputs.push(input);
    return { id, title: titles[id], terms: [[input.id]], unknown: '' };
  };
  return {
    lines: [
      told('setup', 'setup', currency),
      told('migration', 'migration', currency),
      told('parallel', 'parallelMonths', 'months'),
      told('exit', 'exit', currency),
      transferOf(lines),
    ],
    inputs,
  };
};

/** The price of a GB; how many there are follows from the stores. */
const transferOf = (lines: readonly CostLine[]): OnceLine => {
  const priced = lines.find(({ item, unknown }) => /^(?:egress|data_transfer_out\.internet)$/.test(item) && unknown === '');
  return priced === undefined
    ? { id: 'transfer', title: titles.transfer, terms: null, unknown: phrase('the price of outgoing data is not known') }
    : { id: 'transfer', title: titles.transfer, terms: [priced.cost], unknown: '' };
};
