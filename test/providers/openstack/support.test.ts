import { readFileSync } from 'node:fs';
import path from 'node:path';
import { has, type OpenstackCloud } from '../../../lib/model/cloud';
import { parseCloud } from '../../../lib/model/descriptor';
import { intentIds } from '../../../lib/model/intent';
import { openstackFlags } from '../../../lib/model/openstack-flags';
import { support } from '../../../lib/providers/openstack/support';

const cloud = (name: string): OpenstackCloud => {
  const file = `clouds/${name}.yaml`;
  const parsed = parseCloud(file, readFileSync(path.join(__dirname, '../../../blueprints', file), 'utf8'));
  if (!parsed.ok || parsed.value.value.provider !== 'openstack') throw new Error(`${file} is no OpenStack profile`);
  return parsed.value.value;
};

const clouds = ['scs-reference', 'openstack-modest', 'testbed'].map((name) => [name, cloud(name)] as const);

describe("OpenStack's answers", () => {
  test.each(clouds)('on %s are one for each intent, saying by what and what is lost', (_, profile) => {
    const answers = support(profile);
    expect(Object.keys(answers).sort()).toEqual([...intentIds].sort());
    for (const [intent, { parity, by, lost }] of Object.entries(answers)) {
      expect([intent, lost === '']).toEqual([intent, parity === 'equal']);
      expect([intent, by === '']).toEqual([intent, parity === 'absent']);
    }
  });

  test.each([
    ['network.egress', 'substitute', 'substitute'],
    ['network.links', 'equal', 'weaker'],
    ['network.ipv6', 'absent', 'absent'],
    ['network.zones', 'weaker', 'absent'],
    ['network.connectivity', 'substitute', 'substitute'],
    ['network.privateNames', 'weaker', 'substitute'],
    ['network.flowRecords', 'absent', 'absent'],
    ['cost.budget', 'weaker', 'obligation'],
    ['identity.staff', 'obligation', 'weaker'],
    ['identity.mfa', 'obligation', 'weaker'],
    ['logging.trail', 'obligation', 'obligation'],
    ['storage.keys', 'weaker', 'weaker'],
    ['storage.writeOnce', 'absent', 'absent'],
    ['storage.files', 'absent', 'absent'],
    ['tenancy.isolation', 'equal', 'equal'],
    ['network.tiers', 'equal', 'equal'],
  ] as const)('say that %s is %s on the reference cloud and %s on the modest one', (intent, reference, modest) => {
    expect([support(cloud('scs-reference'))[intent].parity, support(cloud('openstack-modest'))[intent].parity]).toEqual([
      reference,
      modest,
    ]);
  });

  test('get no better when a cloud loses something', () => {
    const rank = ['equal', 'weaker', 'substitute', 'obligation', 'absent'];
    for (const [, profile] of clouds) {
      const before = support(profile);
      for (const flag of openstackFlags.filter((one) => has(profile, one) && one !== 'packetLog')) {
        const after = support({ ...profile, capabilities: { ...profile.capabilities, [flag]: false } });
        for (const intent of intentIds.filter((one) => !(one.startsWith('identity.') && flag === 'federation'))) {
          expect([flag, intent, rank.indexOf(after[intent].parity) >= rank.indexOf(before[intent].parity)]).toEqual([
            flag,
            intent,
            true,
          ]);
        }
      }
    }
  });

  test('take what is unknown for absent, and say what nobody knows', () => {
    const profile = cloud('scs-reference');
    const withFlags = (flags: Partial<OpenstackCloud['capabilities']>): OpenstackCloud => ({
      ...profile,
      capabilities: { ...profile.capabilities, ...flags },
    });
    const unknown = support(withFlags({ barbican: 'unknown', designate: { value: 'unknown' }, dnsIntegration: 'unknown' }));
    const without = support(withFlags({ barbican: false, designate: false, dnsIntegration: false }));
    expect(intentIds.map((intent) => unknown[intent].parity)).toEqual(intentIds.map((intent) => without[intent].parity));
    const marked = intentIds.filter((intent) => JSON.stringify(unknown[intent]) !== JSON.stringify(without[intent]));
    expect(marked.map((intent) => [intent, unknown[intent].lost])).toEqual([
      ['network.privateNames', 'fixed at their first boot; of this cloud is unknown: designate, dnsIntegration'],
      ['hosting.secrets', 'no key manager; of this cloud is unknown: barbican'],
    ]);
    expect(support(withFlags({ trove: 'unknown' }))).toEqual(support(withFlags({ trove: false })));
  });

  test('name the courts that reach the operator', () => {
    const foreign = support({ ...cloud('scs-reference'), operator: { name: 'x', country: 'DE', controlledFrom: 'US' } });
    expect(foreign['jurisdiction.immunity'].parity).toBe('weaker');
  });
});
