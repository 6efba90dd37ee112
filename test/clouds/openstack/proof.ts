import { openSession, type OpenstackSession } from '../../../bin/cloud/openstack-session';
import type { Artefact } from '../../../lib/providers/provider';
import { names } from '../../../lib/providers/openstack/names';
import { regionProjects } from '../../../lib/providers/openstack/projects';
import type { Findings } from './findings';
import { possessionsOf } from './inventory';
import { bodyOf, People, type Login } from './people';
import { type Estate, readBack, servers } from './read-back';
import { isRun, type Edit, type ProofRegion, type Run } from './region';
import { quotasSeen, quotasWanted } from './quotas';
import { spreadFaults } from './spread';

/** A region while it is proved: its people, and what every part of the proof does with its states. */
export class Proof {
  private readonly people: People;
  private readonly logins = new Map<string, Login>();
  private applied: Artefact[] = [];

  constructor(
    readonly findings: Findings,
    readonly region: ProofRegion,
    private readonly admin: OpenstackSession,
    /** The operator's entry of clouds.yaml. */
    private readonly operator: unknown,
  ) {
    this.people = new People(admin, region.target.domain);
  }

  /** Every state in the plan's order, each with the credentials of its own level. */
  async applyAll(): Promise<boolean> {
    const { region, findings } = this;
    await this.writeClouds();
    const started = Date.now();
    for (const state of region.states) {
      if (!(await this.apply(state))) return false;
    }
    findings.proved('apply', `${region.states.length} states`, seconds(Date.now() - started));
    const plain = region.plainStates();
    if (plain === undefined) findings.skipped('apply', 'states are encrypted', 'only OpenTofu encrypts them');
    else findings.expectNone('apply', 'states are encrypted', plain);
    return true;
  }

  /** One state; who may apply what follows signs in as soon as the groups are there. */
  async apply(state: Artefact): Promise<boolean> {
    if (!this.applied.some(({ name }) => name === state.name)) this.applied.push(state);
    const run = await this.region.apply(state);
    if (run.status !== 0) this.findings.failed('apply', state.name, tail(run));
    if (run.status === 0 && ['foundation/operator', 'foundation/domain'].includes(state.id)) await this.writeClouds();
    return run.status === 0;
  }

  async planAgain(part = 'plan'): Promise<void> {
    const changed: string[] = [];
    for (const state of this.region.states) {
      const changes = await this.region.changes(state);
      if (isRun(changes)) changed.push(`${state.name}: ${tail(changes)}`);
      else
        for (const [kind, addresses] of Object.entries(changes))
          changed.push(...(addresses as string[]).map((one) => `${state.name}: ${kind} ${one}`));
    }
    this.findings.expectNone(part, 'a second plan changes nothing', changed, `${this.region.states.length} states`);
  }

  /** What the interfaces say, beside what was synthesized, line by line. */
  async readBack(part = 'read back'): Promise<void> {
    const estate = await this.estate();
    const { agreed, differences } = await readBack(this.region.evidence(), estate);
    for (const [type, count] of Object.entries(agreed)) {
      const difference = differences.find((one) => one.type === type);
      const wrong = [
        ...(difference?.missing ?? []).map((line) => `missing ${line}`),
        ...(difference?.unexpected ?? []).map((line) => `unexpected ${line}`),
      ];
      if (count > 0 || wrong.length > 0) this.findings.expectNone(part, type, wrong, `${count} agree`);
    }
    this.findings.expectNone(
      part,
      'servers of a group stand apart',
      spreadFaults(await servers(estate), await this.serverGroups(estate)),
    );
    const quotas = await quotasSeen(estate);
    const wanted = quotasWanted(this.region.plan);
    this.findings.expectNone(
      part,
      'quotas are those of the plan',
      Object.entries(wanted).flatMap(([line, value]) =>
        quotas[line] === value ? [] : [`${line}: ${quotas[line] ?? 'none'} and not ${value}`],
      ),
      `${Object.keys(wanted).length} agree`,
    );
  }

  /** Synthesizes after an edit, destroys what is gone and applies the rest; says what each state was going to do. */
  async upgrade(
    edit: Edit,
  ): Promise<ReadonlyMap<string, { create: number; update: number; replace: readonly string[]; delete: readonly string[] }>> {
    const gone = this.region.change(edit);
    for (const state of [...gone].reverse()) {
      const run = await this.region.destroy(state);
      if (run.status !== 0) throw new Error(`${state.name}: ${tail(run)}`);
      this.applied = this.applied.filter(({ name }) => name !== state.name);
    }
    const touched = new Map<string, { create: number; update: number; replace: readonly string[]; delete: readonly string[] }>();
    for (const state of gone) touched.set(state.id, { create: 0, update: 0, replace: [], delete: ['all of it'] });
    for (const state of this.region.states) {
      const changes = await this.region.changes(state);
      if (isRun(changes)) throw new Error(`${state.name}: ${tail(changes)}`);
      const sum = changes.create.length + changes.update.length + changes.replace.length + changes.delete.length;
      if (sum === 0) continue;
      touched.set(state.id, {
        create: changes.create.length,
        update: changes.update.length,
        replace: changes.replace,
        delete: changes.delete,
      });
      if (!(await this.apply(state))) throw new Error(`${state.name} could not be applied`);
    }
    return touched;
  }

  /** In reverse order; before the projects go, nothing may be left in them that only their members see. */
  async destroyAll(): Promise<void> {
    const order = this.region.states.map(({ name }) => name);
    const states = [...this.applied].sort((a, b) => order.indexOf(b.name) - order.indexOf(a.name));
    const started = Date.now();
    for (const state of states) {
      if (state.id === 'foundation/domain' && this.findings.failures === 0) await this.expectEmpty();
      if (state.id === 'foundation/operator') await this.people.forget();
      const run = await this.region.destroy(state);
      if (run.status !== 0) this.findings.failed('destroy', state.name, tail(run));
    }
    this.findings.proved('destroy', `${states.length} states`, seconds(Date.now() - started));
  }

  async estate(): Promise<Estate> {
    const ids = bodyOf(
      await this.admin.list<{ readonly id: string; readonly name: string }>('identity', '/projects', 'projects'),
    );
    const own = new Set(this.projects.map((project) => names.project(this.region.plan.region.id, project)));
    const projects = new Map(ids.filter(({ name }) => own.has(name)).map(({ id, name }) => [id, name]));
    const members = Object.fromEntries(
      await Promise.all(this.projects.map(async (project) => [project, await this.member(project)] as const)),
    );
    return { admin: this.admin, members, projects };
  }

  /** Somebody who may change what stands in a project of the region. */
  member(project: string): Promise<OpenstackSession> {
    return this.session(this.region.target.cloud.cloudsYaml.tenant.replace('{space}', project));
  }

  /** Somebody of a group of staff, signed in to one project. */
  async staff(name: string, group: string, project: string): Promise<OpenstackSession> {
    const login = await this.login(name, group);
    const entry = `${name}@${project}`;
    this.extra[entry] = this.entryOf(login, project);
    await this.writeClouds();
    return this.session(entry);
  }

  /** While the work is done, people of the tenants reach the network's interface at another address. */
  async withNetworkAt<T>(address: string, work: () => Promise<T>): Promise<T> {
    this.overrides = { network_endpoint_override: `${address}/v2.0/` };
    await this.writeClouds();
    try {
      return await work();
    } finally {
      this.overrides = {};
      await this.writeClouds();
    }
  }

  private readonly extra: Record<string, unknown> = {};
  private overrides: Readonly<Record<string, string>> = {};

  private async session(entry: string): Promise<OpenstackSession> {
    const where = { cwd: this.region.work, env: { OS_CLIENT_CONFIG_FILE: this.region.cloudsFile } };
    const opened = await openSession(where, entry);
    if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join('\n'));
    return opened.value;
  }

  private get projects(): readonly string[] {
    return [...Object.keys(regionProjects), ...Object.keys(this.region.plan.spaces)];
  }

  /** The operator's entry, then the manager's and one for each project as soon as their groups are there. */
  private async writeClouds(): Promise<void> {
    const { target, plan } = this.region;
    const { cloudsYaml } = target.cloud;
    const done = new Set(this.applied.map(({ id }) => id));
    const entries: Record<string, unknown> = { ...this.extra, [cloudsYaml.operator]: this.operator };
    if (done.has('foundation/operator')) {
      const login = await this.login('proof-manager', names.group(plan.region.id, 'domain-manager'));
      entries[cloudsYaml.manager] = {
        auth: { ...login, domain_name: target.domain },
        region_name: target.cloud.region,
        identity_api_version: 3,
      };
    }
    if (done.has('foundation/domain')) {
      for (const project of this.projects) {
        const group =
          project in regionProjects
            ? names.group(plan.region.id, 'operator')
            : names.group(plan.region.id, 'tenant-admin', plan.spaces[project]?.tenant ?? '');
        entries[cloudsYaml.tenant.replace('{space}', project)] = this.entryOf(
          await this.login(`proof-${project}`, group),
          project,
        );
      }
    }
    this.region.writeClouds(entries);
  }

  private async login(name: string, group: string): Promise<Login> {
    const known = this.logins.get(name) ?? (await this.people.member(name, group));
    this.logins.set(name, known);
    return known;
  }

  private entryOf(login: Login, project: string): unknown {
    const { plan, target } = this.region;
    return {
      auth: { ...login, project_name: names.project(plan.region.id, project), project_domain_name: target.domain },
      region_name: target.cloud.region,
      identity_api_version: 3,
      ...this.overrides,
    };
  }

  private async expectEmpty(): Promise<void> {
    const left: string[] = [];
    for (const project of this.projects)
      left.push(...(await possessionsOf(await this.member(project))).map((line) => `${project}: ${line}`));
    this.findings.expectNone('destroy', 'no container and no secret is left', left);
  }

  private async serverGroups({ admin }: Estate) {
    const answer = await admin.list<{ readonly name: string; readonly members: readonly string[] }>(
      'compute',
      '/os-server-groups?all_projects=true',
      'server_groups',
    );
    return bodyOf(answer);
  }
}

export const tail = ({ output, status }: Run): string =>
  `exit ${status ?? 'by a signal'}: ${
    output
      .split('\n')
      .filter((line) => /│|error|Error/.test(line))
      .slice(0, 20)
      .join(' ')
      .slice(0, 700) || output.slice(-800)
  }`;

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
