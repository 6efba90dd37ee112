import type { Planning } from '../model/planning';
import type { TargetPlan } from '../plan/target-plan';
import type { CarbonInput } from './comparison-input';
import { type Factors, published } from './factors';
import { type Input, ownInput, type Written } from './input';
import { phrase } from './phrase';

type Own = NonNullable<Planning['profiles']>[string];

/** Carbon of the electricity of the place where the machines stand. */
export const gridOf = (factors: Factors, country: string | undefined): Input | undefined => {
  const known = factors.grid[country ?? ''];
  return known === undefined || country === undefined
    ? undefined
    : published(`grid:${country}`, phrase('Carbon of the electricity of {country}', { country }), known);
};

/** What turns the electricity of a profile's machines into emissions. */
export const carbonFor = (
  factors: Factors,
  target: TargetPlan,
  own: Own | undefined,
  written: Written,
): { readonly ids: CarbonInput; readonly inputs: readonly Input[] } => {
  const pueId = `pue:${target.id}`;
  const general = target.provider === 'aws' ? factors.pue.aws : factors.pue.cloud;
  const pue =
    own?.pue === undefined
      ? published(
          pueId,
          target.provider === 'aws'
            ? phrase('Power usage effectiveness, AWS worldwide')
            : phrase('Power usage effectiveness, mean of public clouds'),
          general,
        )
      : ownInput(pueId, phrase('Power usage effectiveness, {target}', { target: target.id }), 'ratio', own.pue, written);
  const grid = gridOf(factors, target.cloud.country);
  const embodied =
    own?.embodied === undefined
      ? undefined
      : ownInput(`making:${target.id}`, phrase('Emissions of making the machines'), 'kg CO2e/month', own.embodied, written);
  return {
    ids: { pue: pue.id, grid: grid?.id ?? null, electricity: null, embodied: embodied?.id ?? null },
    inputs: [pue, ...(grid === undefined ? [] : [grid]), ...(embodied === undefined ? [] : [embodied])],
  };
};
