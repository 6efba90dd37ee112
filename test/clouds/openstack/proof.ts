import { openSession, type OpenstackSession } from '../../../bin/cloud/openstack-session';
import { names } from '../../../lib/providers/openstack/names';
import { regionProjects } from '../../../lib/providers/openstack/projects';
import { Credentials } from './credentials';
import type { Findings } from './findings';
import { possessionsOf } from './inventory';
import { personOf, together, wavesOf } from './lanes';
import { bodyOf } from './people';
import type { Estate } from './read/estate';
import { type Comparison, readBack } from './read-back';
import { type Changes, isRun, type ProofRegion, type Run, type State } from './region';
import { spread } from './spread';

/** A region while it is proved: its people, and what every part of the proof does with its states. */
export class Proof {
  private readonly credentials: Credentials;
  private readonly applied = new Map<string, State>();

  constructor(
    readonly findings: Findings,
    readonly region: ProofRegion,
    readonly admin: OpenstackSession,
    /** The operator's entry of clouds.yaml. */
    operator: unknown,
  ) {
    this.credentials = new Credentials(admin, region, operator);
  }

  /**
   * `sgc deploy` as docs/deploy.md walks through it: the operator, then the manager, then those whom their groups let
   * in, people of different spaces at once. Nobody has a credential in clouds.yaml but those of their own level.
   */
  async deployAll(): Promise<boolean> {
    const started = Date.now();
    await this.expectStop('the operator alone', 'operator', 'manager');
    await this.expectStop('the manager alone', 'manager', 'logs');
    for (const wave of this.waves(this.region.states.filter(({ name }) => !this.applied.has(name)))) {
      const lanes = await together(wave, (lane) => this.deployLane(lane.who, lane.states));
      if (lanes.includes(false)) return false;
    }
    this.findings.proved('deploy', `${this.region.states.length} states, each by its own level`, since(started));
    const plain = this.region.plainStates();
    if (plain === undefined) this.findings.skipped('deploy', 'states are encrypted', 'only OpenTofu encrypts them');
    else this.findings.expectNone('deploy', 'states are encrypted', plain);
    await this.proveLevels();
    return true;
  }

  /** Writes the region's clouds.yaml as far as people can be there: the operator, a manager of the domain, all. */
  async admit(as: 'operator' | 'manager' | 'everybody'): Promise<void> {
    if (as === 'everybody') this.credentials.admit();
    await this.credentials.write(as !== 'operator');
  }

  /** Goes on with a region that a proof left standing. */
  async takeUp(): Promise<boolean> {
    this.noteApplied(this.region.states);
    this.credentials.admit();
    for (const wave of this.waves(this.region.states.filter((state) => this.spaces.includes(personOf(state))))) {
      const lanes = await together(wave, (lane) => this.deployLane(lane.who, lane.states));
      if (lanes.includes(false)) return false;
    }
    return true;
  }

  /** People of different spaces at once, those who wait for others later. */
  waves(states: readonly State[] = this.region.states) {
    const { order } = this.region.plan;
    return wavesOf(states, (id) => order.find((node) => node.id === id)?.after ?? []);
  }

  /** Deploys what one person answers for, with the credentials of that person alone. */
  async deployLane(who: string, states: readonly State[]): Promise<boolean> {
    const started = Date.now();
    const run = await this.deployAs(who, ['--only', ...states.map(({ id }) => id)]);
    // Also what failed half-way: something of it may be there.
    this.noteApplied(states);
    if (run.status === 0 && states.some(({ id }) => id === 'foundation/domain')) this.credentials.admit();
    if (run.status !== 0) this.findings.failed('deploy', `${who}: ${states.map(({ id }) => id).join(', ')}`, tail(run));
    console.log(`            ${who}: ${states.length} states in ${since(started)}`);
    return run.status === 0;
  }

  /** The entry of clouds.yaml that a state takes belongs to whoever types this, and there is no other. */
  async deployAs(who: string, args: readonly string[]): Promise<Run> {
    const cloudsFile = this.region.writeClouds(await this.credentials.of(who), `clouds-${who}.yaml`);
    return this.region.deploy(args, { cloudsFile, out: `lanes/${who}` });
  }

  /** One state, as whoever answers for it types it; with something wrong where that is wanted. */
  async deployState(state: State, { hear, out, authUrl, password }: Circumstances = {}): Promise<Run> {
    const who = personOf(state);
    const entries = structuredClone(await this.credentials.of(who)) as Record<string, { auth: Record<string, string> }>;
    for (const { auth } of Object.values(entries)) {
      if (authUrl !== undefined) auth.auth_url = authUrl;
      if (password !== undefined) auth.password = password;
    }
    const cloudsFile = this.region.writeClouds(entries, `clouds-${who}.yaml`);
    return this.region.deploy(['--only', state.id], {
      cloudsFile,
      out: out ?? `lanes/${who}`,
      ...(hear === undefined ? {} : { hear }),
    });
  }

  /** Does what a message asks for; what that was, or undefined where it asks for nothing that can be done here. */
  async follow(state: State, run: Run): Promise<string | undefined> {
    const unlock = /force-unlock (\S+)/.exec(run.output)?.[1];
    if (unlock === undefined) return /the next takes it over/.test(run.output) ? 'typed once more, as it was told' : undefined;
    const done = await this.region.byHand(state, ['force-unlock', '-force', unlock]);
    if (done.status !== 0) throw new Error(`the lock cannot be taken away: ${tail(done)}`);
    return 'the dead lock was taken away, as it was told';
  }

  /** Id of the project in which a state stands. */
  async projectOf(state: State): Promise<string> {
    const name = names.project(this.region.plan.region.id, personOf(state));
    const found = [...(await this.estate()).projects].find(([, known]) => known === name)?.[0];
    if (found === undefined) throw new Error(`no project ${name}`);
    return found;
  }

  /** Whatever was said: the states that are to be destroyed in the end. */
  noteApplied(states: readonly State[]): void {
    for (const state of states) this.applied.set(state.name, state);
  }

  noteGone(state: State): void {
    this.applied.delete(state.name);
  }

  async planAgain(part = 'plan', states: readonly State[] = this.region.states): Promise<void> {
    const started = Date.now();
    const changed = (await this.look(states)).flatMap(([{ name }, changes]) => {
      if (isRun(changes)) return [`${name}: ${tail(changes)}`];
      return Object.entries(changes).flatMap(([kind, addresses]) =>
        (addresses as readonly string[]).map((one) => `${name}: ${kind} ${one}`),
      );
    });
    this.findings.expectNone(part, 'a second plan changes nothing', changed, `${states.length} states, ${since(started)}`);
  }

  /** What an apply of each state would do now. */
  async look(states: readonly State[]): Promise<readonly (readonly [State, Changes | Run])[]> {
    await this.writeClouds();
    return inTurns(3, states, async (state) => [state, await this.region.changes(state)] as const);
  }

  /** What the interfaces say, beside what was synthesized and planned, line by line. */
  async readBack(part = 'read back'): Promise<void> {
    for (const { type, agreed, missing, unexpected } of await this.compare()) {
      const wrong = [...missing.map((line) => `missing ${line}`), ...unexpected.map((line) => `unexpected ${line}`)];
      if (agreed > 0 || wrong.length > 0) this.findings.expectNone(part, type, wrong, `${agreed} agree`);
      else this.findings.skipped(part, type, 'this region has none, and the cloud shows none');
    }
    const { faults, groups } = await spread(await this.estate());
    this.findings.expectNone(part, 'servers of a group stand apart', faults, `${groups} groups of several servers`);
  }

  async compare(): Promise<readonly Comparison[]> {
    return readBack(this.region.evidence(), this.region.plan, await this.estate());
  }

  /** In reverse order; before the projects go, nothing may be left in them that only their members see. */
  async destroyAll(): Promise<void> {
    await this.writeClouds();
    const started = Date.now();
    const states = [...this.applied.values()];
    for (const wave of [...this.waves(states)].reverse()) {
      const ids = wave.flatMap((lane) => lane.states.map(({ id }) => id));
      if (ids.includes('foundation/domain') && this.findings.failures === 0) await this.expectEmpty();
      if (ids.includes('foundation/operator')) await this.credentials.forget();
      const projects = ids.includes('foundation/domain') ? await this.projectIds() : new Map<string, string>();
      await together(wave, async (lane) => {
        for (const state of [...lane.states].reverse()) await this.destroy(state);
      });
      await this.deleteDefaultGroups(projects);
    }
    this.findings.proved('destroy', `${states.length} states`, since(started));
  }

  /** What stopped is typed once more, as docs/deploy.md says; nobody is spared to read why. */
  async destroy(state: State): Promise<boolean> {
    const first = await this.region.destroy(state);
    const last = first.status === 0 ? first : await this.region.destroy(state);
    if (last.status === 0) this.noteGone(state);
    if (last.status !== 0) this.findings.failed('destroy', state.name, tail(last));
    else if (first.status !== 0) this.findings.proved('destroy', `${state.name}, typed twice`, tail(first));
    return last.status === 0;
  }

  async estate(): Promise<Estate> {
    const projects = await this.projectIds();
    const members = Object.fromEntries(
      await Promise.all(this.projects.map(async (project) => [project, await this.member(project)] as const)),
    );
    return { admin: this.admin, domain: this.region.target.domain, members, projects, lists: new Map() };
  }

  /** Names of the region's projects by their ids. */
  private async projectIds(): Promise<ReadonlyMap<string, string>> {
    const all = bodyOf(
      await this.admin.list<{ readonly id: string; readonly name: string }>('identity', '/projects', 'projects'),
    );
    const own = new Set(this.projects.map((project) => names.project(this.region.plan.region.id, project)));
    return new Map(all.filter(({ name }) => own.has(name)).map(({ id, name }) => [id, name]));
  }

  /** Neutron makes one for each project and lets only the operator delete it, as docs/openstack.md says. */
  private async deleteDefaultGroups(projects: ReadonlyMap<string, string>): Promise<void> {
    if (projects.size === 0) return;
    const all = bodyOf(
      await this.admin.list<{ readonly id: string; readonly project_id: string }>(
        'network',
        '/security-groups?name=default',
        'security_groups',
      ),
    );
    for (const { id } of all.filter(({ project_id: project }) => projects.has(project)))
      await this.admin.request('network', 'DELETE', `/security-groups/${id}`);
  }

  /** Somebody who may change what stands in a project of the region. */
  async member(project: string): Promise<OpenstackSession> {
    await this.writeClouds();
    return this.session(this.credentials.entryOf(project));
  }

  /** Somebody of a group of staff, signed in to one project. */
  async staff(name: string, group: string, project: string): Promise<OpenstackSession> {
    const entry = await this.credentials.add(name, group, project);
    await this.writeClouds();
    return this.session(entry);
  }

  get spaces(): readonly string[] {
    return Object.keys(this.region.plan.spaces);
  }

  get projects(): readonly string[] {
    return [...Object.keys(regionProjects), ...this.spaces];
  }

  /** Who types the command has one entry; it goes as far as that reaches, and says which entry comes next. */
  private async expectStop(what: string, who: string, next: string): Promise<void> {
    const run = await this.deployAs(who, ['--layer', 'foundation']);
    const says = new RegExp(`there is no entry ${next}\\b`).test(run.output);
    if (run.status === 1 && says) this.findings.proved('deploy', `${what} stops where ${next} is needed, and says so`);
    else this.findings.failed('deploy', `${what} stops where ${next} is needed, and says so`, tail(run));
    const mine = this.region.states.filter((state) => personOf(state) === who && state.id !== 'foundation/quotas');
    this.noteApplied(mine);
    if (who === 'manager') this.credentials.admit();
  }

  /** Roles in the tokens with which the states were applied. */
  private async proveLevels(): Promise<void> {
    await this.writeClouds();
    const manager = await this.session(this.region.target.cloud.cloudsYaml.manager);
    const wrong = manager.roles.filter((role) => role !== 'manager').map((role) => `manager: ${role}`);
    for (const project of this.projects) {
      const { roles } = await this.member(project);
      const allowed = ['member', 'reader', 'load-balancer_member', 'creator'];
      wrong.push(...roles.filter((role) => !allowed.includes(role)).map((role) => `${project}: ${role}`));
    }
    this.findings.expectNone(
      'deploy',
      'no token below the operator administers anything',
      wrong,
      `${this.projects.length + 1} tokens`,
    );
  }

  private async session(entry: string): Promise<OpenstackSession> {
    const where = { cwd: this.region.work, env: { OS_CLIENT_CONFIG_FILE: this.region.cloudsFile } };
    const opened = await openSession(where, entry);
    if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join('\n'));
    return opened.value;
  }

  private writeClouds(): Promise<void> {
    const hasDomain = [...this.applied.values()].some(({ id }) => id === 'foundation/operator');
    return this.credentials.write(hasDomain);
  }

  private async expectEmpty(): Promise<void> {
    const left: string[] = [];
    for (const project of this.projects)
      left.push(...(await possessionsOf(await this.member(project))).map((line) => `${project}: ${line}`));
    this.findings.expectNone('destroy', 'no container and no secret is left', left);
  }
}

/** What is not as usual when a state is deployed. */
interface Circumstances {
  readonly hear?: (text: string) => void;
  /** A folder of output of its own. */
  readonly out?: string;
  readonly authUrl?: string;
  readonly password?: string;
}

/** Some at a time, since two cores do not become more by asking. */
const inTurns = async <T, R>(width: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  let next = 0;
  const turn = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: width }, turn));
  return results;
};

export const tail = ({ output, status }: Run): string =>
  `exit ${status ?? 'by a signal'}: ${
    output
      .split('\n')
      .filter((line) => /│|error|Error|SGC/.test(line))
      .slice(-20)
      .join(' ')
      .slice(-900) || output.slice(-800)
  }`;

const since = (started: number): string => `${Math.round((Date.now() - started) / 1000)} s`;
