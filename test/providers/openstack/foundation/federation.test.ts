import { mappingOf } from '../../../../lib/providers/openstack/foundation/federation';
import { plan, targetWith } from '../synthesis';

describe('The mapping of sign-ins', () => {
  const mapping = mappingOf(plan, targetWith());

  test('puts staff into the groups that the issuer says, and nobody into the emergency group', () => {
    expect(mapping.flatMap((rule) => rule.local.flatMap((local) => ('group' in local ? [local.group.name] : [])))).toEqual([
      'reference-auditor',
      'reference-city-service-owner',
      'reference-city-tenant-admin',
      'reference-county-service-owner',
      'reference-county-tenant-admin',
      'reference-operator',
      'reference-planner',
    ]);
  });

  test('takes the word of the one issuer alone', () => {
    for (const rule of mapping) expect(rule.remote[1]).toEqual({ type: 'OIDC-iss', any_one_of: [plan.identity.staff.issuer] });
  });

  test('names each group both as asked and as given', () => {
    for (const { remote, local } of mapping) {
      expect(local).toContainEqual({ group: { name: remote[2]?.any_one_of?.[0], domain: { name: 'reference' } } });
    }
  });
});
