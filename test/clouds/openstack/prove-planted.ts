import type { Answer, OpenstackSession, RequestOptions, ServiceName } from '../../../bin/cloud/openstack-session';
import { names } from '../../../lib/providers/openstack/names';
import { bodyOf } from './people';
import type { Proof } from './proof';
import { allOf, listOf, text } from './read/estate';

/** Something that somebody changes behind our back, and how it is taken back. */
interface Plant {
  readonly what: string;
  /** The kind of thing in which the comparison has to find it. */
  readonly type: string;
  readonly plant: () => Promise<() => Promise<unknown>>;
}

/** A comparison that finds nothing proves nothing unless it finds what is wrong: here it is made to. */
export const provePlanted = async (proof: Proof): Promise<void> => {
  for (const { what, type, plant } of await plantsOf(proof)) {
    const undo = await plant();
    const compared = await proof.compare().finally(undo);
    const found = compared.filter(({ missing, unexpected }) => missing.length + unexpected.length > 0);
    const types = found.map((one) => one.type);
    const lines = found.flatMap(({ missing, unexpected }) => [
      ...missing.map((line) => `- ${line}`),
      ...unexpected.map((line) => `+ ${line}`),
    ]);
    const wrong = types.length === 1 && types[0] === type ? [] : [`found in ${types.join(', ') || 'nothing'}`];
    proof.findings.expectNone('planted', `the read-back finds ${what}`, wrong, lines.join(' | ').slice(0, 300));
  }
  const left = (await proof.compare()).flatMap(({ missing, unexpected }) => [...missing, ...unexpected]);
  proof.findings.expectNone('planted', 'all of it is taken back', left);
};

const plantsOf = async (proof: Proof): Promise<readonly Plant[]> => {
  const [space = ''] = proof.spaces;
  const estate = await proof.estate();
  const member = await proof.member(space);
  const { admin } = proof;
  const { region } = proof.region.plan;
  const project = [...estate.projects].find(([, name]) => name === names.project(region.id, space))?.[0] ?? '';
  const ask = async <T>(
    session: OpenstackSession,
    service: ServiceName,
    method: string,
    path: string,
    options: RequestOptions = {},
  ) => bodyOf((await session.request<T>(service, method, path, options)) as Answer<T>);
  return [
    {
      what: 'a rule that opens a port to the world',
      type: 'networking_secgroup_rule_v2',
      plant: async () => {
        const [group] = (await listOf(estate, 'network', '/security-groups', 'security_groups')).filter(
          ({ name, project_id: owner }) => text(name) !== 'default' && owner === project,
        );
        const rule = {
          security_group_id: group?.id,
          direction: 'ingress',
          ethertype: 'IPv4',
          protocol: 'tcp',
          port_range_min: 22,
          port_range_max: 22,
        };
        const made = await ask<{ security_group_rule: { id: string } }>(member, 'network', 'POST', '/security-group-rules', {
          body: { security_group_rule: rule },
        });
        return () => ask(member, 'network', 'DELETE', `/security-group-rules/${made.security_group_rule.id}`);
      },
    },
    {
      what: 'a quota that grew',
      type: 'quotas of the plan',
      plant: async () => {
        const path = `/os-quota-sets/${project}`;
        const set = (cores: number) => ask(admin, 'compute', 'PUT', path, { body: { quota_set: { cores, force: true } } });
        const { quota_set: before } = await ask<{ quota_set: { cores: number } }>(admin, 'compute', 'GET', path);
        await set(before.cores + 1);
        return () => set(before.cores);
      },
    },
    {
      what: 'a container that everybody may read',
      type: 'objectstorage_container_v1',
      plant: async () => {
        const [container] = await ask<readonly { readonly name: string }[]>(member, 'object-store', 'GET', '?format=json');
        const path = `/${container?.name ?? ''}`;
        const before = (await member.head('object-store', path)).headers['x-container-read'] ?? '';
        const set = (rights: string) => ask(member, 'object-store', 'POST', path, { headers: { 'x-container-read': rights } });
        await set('.r:*');
        return () => set(before);
      },
    },
    {
      what: 'a group that got a role more',
      type: 'identity_role_assignment_v3',
      plant: async () => {
        const [domain] = await allOf(admin, 'identity', `/domains?name=${estate.domain}`, 'domains');
        const auditors = names.group(region.id, 'auditor');
        const [group] = await allOf(admin, 'identity', `/groups?domain_id=${text(domain?.id)}&name=${auditors}`, 'groups');
        const [role] = await allOf(admin, 'identity', '/roles?name=member', 'roles');
        const path = `/projects/${project}/groups/${text(group?.id)}/roles/${text(role?.id)}`;
        await ask(admin, 'identity', 'PUT', path);
        return () => ask(admin, 'identity', 'DELETE', path);
      },
    },
    {
      what: 'a record that leads elsewhere',
      type: 'dns_recordset_v2',
      plant: async () => {
        const [zone] = await allOf(member, 'dns', '/zones', 'zones');
        const path = `/zones/${text(zone?.id)}/recordsets`;
        const made = await ask<{ id: string }>(member, 'dns', 'POST', path, {
          body: { name: `planted.${text(zone?.name)}`, type: 'A', ttl: 300, records: ['192.0.2.66'] },
        });
        return () => ask(member, 'dns', 'DELETE', `${path}/${made.id}`);
      },
    },
  ];
};
