import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Estate } from './estate';
import { endpoints } from './outside';
import { HostsRegion } from './region';
import { groupTable } from './security';

const work = mkdtempSync(path.join(tmpdir(), 'hosts-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const region = new HostsRegion(work, 'key');
const credentials = Object.fromEntries(
  region.states.flatMap((state) =>
    Object.values(state.template.resource?.openstack_identity_application_credential_v3 ?? {}).map(({ name }) => [
      String(name),
      { id: `id of ${String(name)}`, secret: `secret of ${String(name)}` },
    ]),
  ),
);
const estate = new Estate(region.states, { endpoints, objectStoreOf: (kind) => `https://objects/${kind}`, credentials });
const server = (end: string) => estate.servers.find(({ name }) => name.endsWith(end));

describe('The estate of the proof', () => {
  test('gives each port an address, fixed ones first and the others from the pool, none twice', () => {
    const addresses = estate.ports.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(server('provider-egress-a-1')?.ports.map(({ address }) => address)).toEqual(['10.128.0.10', '10.128.2.10']);
    expect(server('data-slots-a-1')?.ports.map(({ address }) => address)).toEqual(['10.128.34.16']);
  });

  test('leaves no expression in user data or metadata', () => {
    for (const { userData, metadata } of estate.servers)
      expect([userData, ...Object.values(metadata)].join('\n')).not.toMatch(/\$\{(data\.)?openstack_|\$\{\[for|@[a-z][a-zA-Z]*@/);
    expect(server('data-slots-a-1')?.userData).toContain('storage_url = https://objects/backup');
    expect(server('data-slots-a-1')?.metadata['peers.quorum-slots']).toBe(
      'data-slots-a-1=10.128.34.16 data-slots-b-1=10.128.38.16 witness-slots-a-1=10.128.34.17',
    );
    expect(server('provider-egress-a-1')?.metadata['cloud-000']).toBe('identity.cloud.test keys.cloud.test objects.cloud.test');
  });

  test('knows who may speak to whom as one table, in which everything else is dropped', () => {
    const table = groupTable(estate.ports, estate.rules);
    const setOf = (address: string): string =>
      [...table.matchAll(/set (group\d+) \{ type ipv4_addr; elements = \{ ([^}]*) \}/g)].find(([, , members]) =>
        members?.startsWith(address),
      )?.[1] ?? '';
    const data = setOf('10.128.34.16, 10.128.38.16');
    const entry = setOf('10.128.32.17');
    expect(table).toContain(`ip saddr @${data} ip daddr @${data} tcp dport 5432-5432 return`);
    expect(table).not.toContain(`ip saddr @${entry} ip daddr @${data}`);
    expect(table.match(/counter drop/g)).toHaveLength(2);
  });
});
