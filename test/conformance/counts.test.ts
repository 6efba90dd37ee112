import { referencePlan } from '../plans';
import counts from './counts.json';
import { evidenceIn, synthesized } from './synthesized';

const plan = referencePlan();

/** How many resources of each type the reference region has on each target; a change here is a change of the product. */
describe.each(Object.keys(plan.targets))('the reference region on %s', (target) => {
  test('has as many resources of each type as the table says', () => {
    const found: Record<string, number> = {};
    for (const { type } of evidenceIn(synthesized(plan, target)).resources) found[type] = (found[type] ?? 0) + 1;
    expect(found).toEqual((counts as Record<string, Record<string, number>>)[target]);
  });
});
