import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Service } from '../../../lib/model/service';
import type { Plan, SpacePlan } from '../../../lib/plan/plan';
import type { ServicePlan } from '../../../lib/plan/service-plan';
import { provider } from '../../../lib/providers/openstack/provider';
import { resolved } from '../../plans';
import { type Credential, Estate, type State } from './estate';
import { endpoints, hosts } from './outside';
import type { Keystone } from './services';

const target = 'testbed';

/** The one e-service of the proof: web, interface, job, database, mail. */
const chosen = { tenant: 'alpha', service: 'appointments' } as const;

/** Debian 12 brings PostgreSQL 15; the archive of other versions is on no mirror that this machine reaches. */
const debianVersion = '15';

/** The reference region of the proof, with one tenant and one e-service in pairs. */
export class HostsRegion {
  readonly plan: Plan;
  readonly states: readonly State[];

  constructor(work: string, releaseKey: string) {
    const plan = resolved(
      'reference/provider.yaml',
      (blueprint) => {
        const { testbed } = blueprint.targets;
        if (testbed === undefined) throw new Error('the region has no test bed');
        testbed.options = { ...testbed.options, acmeDirectory: `https://${hosts.acme}/dir`, releaseKey };
        blueprint.targets = { testbed };
        blueprint.tenants = Object.fromEntries(Object.entries(blueprint.tenants).filter(([id]) => id === chosen.tenant));
        blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => id === chosen.service));
        // In pairs, as from tier A2 on.
        for (const hosted of Object.values(blueprint.hosting)) hosted.tier = 'A2';
        for (const stage of Object.values(blueprint.stages)) stage.scale = 'full';
        blueprint.storage = {};
        blueprint.network.links = [];
        blueprint.network.egress.allow.push(hosts.registry);
      },
      undefined,
      withDebianDatabase,
    );
    if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'));
    this.plan = plan.value;
    const out = path.join(work, 'out');
    mkdirSync(out);
    this.states = provider.synthesize(this.plan, target, out).map(({ name, file }) => ({
      name,
      template: JSON.parse(readFileSync(path.join(out, file), 'utf8')) as State['template'],
    }));
  }

  get space(): SpacePlan {
    const found = Object.values(this.plan.spaces)[0];
    if (found === undefined) throw new Error('the region has no space');
    return found;
  }

  get service(): ServicePlan {
    const found = this.space.services[chosen.service];
    if (found === undefined) throw new Error(`no service ${chosen.service}`);
    return found;
  }

  /** The cloud's name server, as its profile says. */
  get nameserver(): string {
    const cloud = this.plan.targets[target];
    if (cloud?.provider !== 'openstack') throw new Error(`${target} is no target on OpenStack`);
    return cloud.cloud.nameservers[0] ?? '';
  }

  /** Makes what only a cloud can: projects, an owner, credentials. Returns the estate with all of it filled in. */
  async settle(keystone: Keystone): Promise<Settled> {
    const projects = {
      own: await keystone.project(this.space.name),
      backup: await keystone.project('backup'),
      records: await keystone.project('logs'),
    };
    const password = randomBytes(18).toString('base64url');
    const owner = { id: await keystone.user('owner', password, projects.own), password };
    await keystone.grant(projects.own, owner.id, ['member', 'creator', 'load-balancer_member']);
    const operator = { id: await keystone.user('operator', password, projects.backup), password };
    for (const project of [projects.backup, projects.records]) await keystone.grant(project, operator.id, ['member']);
    const credentials: Record<string, Credential> = {};
    for (const state of this.states)
      for (const body of Object.values(state.template.resource?.openstack_identity_application_credential_v3 ?? {}))
        credentials[String(body.name)] = await keystone.credential(owner, projects.own, body);
    const store = (project: string): string => `${endpoints['object-store']}/v1/AUTH_${project}`;
    const estate = new Estate(this.states, {
      endpoints: { ...endpoints, 'object-store': store(projects.own) },
      objectStoreOf: (kind) => store(kind === 'backup' ? projects.backup : projects.records),
      credentials,
    });
    return { estate, projects, owner, operator, credentials };
  }
}

export interface Settled {
  readonly estate: Estate;
  readonly projects: { readonly own: string; readonly backup: string; readonly records: string };
  readonly owner: { readonly id: string; readonly password: string };
  readonly operator: { readonly id: string; readonly password: string };
  readonly credentials: Readonly<Record<string, Credential>>;
}

const withDebianDatabase = (service: Service): Service => ({
  ...service,
  parts: Object.fromEntries(
    Object.entries(service.parts).map(([id, part]) => [
      id,
      part.kind === 'database' ? { ...part, version: debianVersion } : part,
    ]),
  ),
});
