import fc from 'fast-check';
import { keyOf } from '../../lib/preflight/need';
import { planOf, referenceBlueprint } from '../plans';
import { synthesized } from '../conformance/synthesized';
import { tries } from '../property';
import { claimsIn } from './claims';

const hosting = Object.keys(referenceBlueprint().hosting).sort();

const needsWith = (services: readonly string[], target: string): ReadonlyMap<string, number> => {
  const plan = planOf('reference/municipal.yaml', (blueprint) => {
    blueprint.network.links = [];
    blueprint.stages = { production: blueprint.stages.production ?? {} };
    blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => services.includes(id)));
  });
  return new Map(claimsIn(synthesized(plan, target)).map(({ need }) => [keyOf(need), need.amount]));
};

test.each(['aws', 'openstack'])('adding an e-service never lowers a need on %s', (target) => {
  fc.assert(
    fc.property(fc.shuffledSubarray(hosting, { minLength: 1 }), (services) => {
      const before = needsWith(services.slice(1), target);
      const after = needsWith(services, target);
      const lower = [...before].filter(([key, amount]) => (after.get(key) ?? 0) < amount);
      expect(lower).toEqual([]);
      expect(after.size).toBeGreaterThan(before.size);
    }),
    tries(2),
  );
});
