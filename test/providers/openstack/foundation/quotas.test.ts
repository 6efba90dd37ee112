import schema from '../../../../lib/providers/openstack/schema/openstack-3.4.0.json';
import { QuotasStack } from '../../../../lib/providers/openstack/foundation/quotas';
import { plan, resources, targetWith, templateOf } from '../synthesis';

const quotas = templateOf((app) => new QuotasStack(app, 'quotas', { plan, target: targetWith() }));
const types = ['compute_quotaset_v2', 'blockstorage_quotaset_v3', 'networking_quota_v2', 'lb_quota_v2', 'dns_quota_v2'] as const;

/** Names of arguments that Nova no longer counts itself (networks left it). */
const gone = ['fixed_ips', 'floating_ips', 'security_groups', 'security_group_rules'];

interface Schema {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly resource_schemas: Readonly<
          Record<string, { readonly block: { readonly attributes: Readonly<Record<string, { readonly type: unknown }>> } }>
        >;
      }
    >
  >;
}
const numbersOf = (type: string): readonly string[] => {
  const [provider] = Object.values((schema as unknown as Schema).provider_schemas);
  return Object.entries(provider?.resource_schemas[`openstack_${type}`]?.block.attributes ?? {})
    .filter(([name, attribute]) => attribute.type === 'number' && !(type === 'compute_quotaset_v2' && gone.includes(name)))
    .map(([name]) => name);
};

describe('The quotas', () => {
  test.each(types)('of %s set every value for every project, since what is left out keeps whatever it was', (type) => {
    const sets = resources(quotas, type);
    expect(sets).toHaveLength(7);
    for (const set of sets) for (const name of numbersOf(type)) expect([name, typeof set[name]]).toEqual([name, 'number']);
  });

  test('are those that the region decided, in the units of the cloud', () => {
    const quota = plan.spaces['city-production']?.quota;
    const [compute] = Object.entries(quotas.resource?.openstack_compute_quotaset_v2 ?? {}).filter(([id]) =>
      id.startsWith('city-production_'),
    );
    expect(compute?.[1]).toMatchObject({ instances: quota?.servers, cores: quota?.vcpus, ram: (quota?.memoryGiB ?? 0) * 1024 });
  });

  test('allow no volume of the unencrypted type where there is an encrypted one', () => {
    for (const set of resources(quotas, 'blockstorage_quotaset_v3')) {
      expect(set.volume_type_quota).toEqual({ volumes_standard: '0', gigabytes_standard: '0', snapshots_standard: '0' });
    }
    const plain = templateOf(
      (app) => new QuotasStack(app, 'quotas', { plan, target: targetWith({ encryptedVolumeType: false }) }),
    );
    expect(resources(plain, 'blockstorage_quotaset_v3').some((set) => 'volume_type_quota' in set)).toBe(false);
  });

  test('stay the same when links come and go', () => {
    const unlinked = templateOf((app) => new QuotasStack(app, 'quotas', { plan: { ...plan, links: {} }, target: targetWith() }));
    expect(unlinked).toEqual(quotas);
  });

  test('let no space share a network with anybody', () => {
    const shared = Object.entries(quotas.resource?.openstack_networking_quota_v2 ?? {}).map(([id, set]) => [
      id.split('_')[0],
      set.rbac_policy,
    ]);
    expect(Object.fromEntries(shared)).toEqual({
      backup: 0,
      'city-production': 0,
      'city-staging': 0,
      'county-production': 0,
      'county-staging': 0,
      logs: 0,
      shared: 136,
    });
  });
});
