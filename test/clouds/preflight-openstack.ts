import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { openSession, type OpenstackSession, type ServiceName } from '../../bin/cloud/openstack-session';
import type { Io } from '../../bin/io';
import { askOpenstack } from '../../bin/preflight/openstack';
import { synthesizedOf } from '../../bin/preflight/synthesized';
import { sizes } from '../../lib/plan/sizing';
import type { OpenstackTargetPlan } from '../../lib/plan/target-plan';
import { claimedNames } from '../../lib/preflight/openstack-name';
import { linesOf, profileFlavors, type Synthesized } from '../../lib/preflight/preflight';
import { type Line, stops } from '../../lib/preflight/verdict';
import { planOf } from '../plans';

/*
 * Runs preflight against a real OpenStack control plane, with things planted there that it must find: a quota that is
 * one too small, a name that another has, a missing flavor, a zone that is not there. Everything that it makes has its
 * own prefix and is removed, also after a failure; exits 1 when something was not found, found twice, or left behind.
 * Usage, with OS_CLIENT_CONFIG_FILE naming an administrator as `admin`:
 *
 *   npx ts-node test/clouds/preflight-openstack.ts
 */
const prefix = 'preflight-proof';
const space = 'county-production';

const plan = planOf('reference/municipal.yaml', (blueprint) => {
  blueprint.region = prefix;
  blueprint.stages = { production: {} };
  blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => id === 'residence'));
  blueprint.network.links = [];
  blueprint.needs = {};
  blueprint.identity.staff.mfa = 'preferred';
  blueprint.recovery.secondSite.need = 'preferred';
  blueprint.targets = { testbed: { cloud: 'testbed', options: { vpnSuite: 'compatible', mailRelay: 'smtp.example:587' } } };
});

const targetOf = (): OpenstackTargetPlan => {
  const target = plan.targets.testbed;
  if (target?.provider !== 'openstack') throw new Error('no target on OpenStack');
  return target;
};

type Login = Readonly<Record<string, string>>;

const admin = (
  parse(readFileSync(process.env.OS_CLIENT_CONFIG_FILE ?? '', 'utf8')) as { clouds: Record<string, { auth: Login }> }
).clouds.admin?.auth;
if (admin === undefined) throw new Error('clouds.yaml has no entry `admin`');

const work = mkdtempSync(path.join(tmpdir(), 'preflight-openstack-'));
const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: () => undefined,
  cwd: work,
  terminal: { out: false, err: false },
  env: { OS_CLIENT_CONFIG_FILE: path.join(work, 'clouds.yaml') },
  today: () => new Date().toISOString().slice(0, 10),
  milliseconds: () => performance.now(),
  ask: () => Promise.reject(new Error('nobody to ask')),
  interrupts: () => () => undefined,
};

let failures = 0;
const expect = (what: string, good: boolean, seen: unknown): void => {
  io.out(`${good ? 'ok  ' : 'FAIL'} ${what}\n${good ? '' : `     ${JSON.stringify(seen)}\n`}`);
  if (!good) failures += 1;
};

const same = (what: string, seen: readonly string[], wanted: readonly string[]): void =>
  expect(`${what}: ${wanted.join('; ') || 'nothing is red'}`, JSON.stringify(seen) === JSON.stringify(wanted), seen);

const preflight = async (synthesized: Synthesized<OpenstackTargetPlan>): Promise<readonly Line[]> => {
  const { claims, answers } = await askOpenstack(io, synthesized, profileFlavors(synthesized.target, sizes));
  return linesOf('testbed', claims, answers);
};

const red = (lines: readonly Line[]): readonly string[] =>
  lines.filter(stops).map(({ account, item, need, limit }) => `${account || 'cloud'} ${item} ${need} of ${limit}`);

/** What was made at the cloud, to be removed in the opposite order. */
const undo: (() => Promise<unknown>)[] = [];

interface Made {
  readonly id: string;
}

/** What must succeed for the proof to go on. */
const ask = async <T>(
  cloud: OpenstackSession,
  service: ServiceName,
  method: string,
  where: string,
  body?: unknown,
): Promise<T> => {
  const answer = await cloud.request<T>(service, method, where, body === undefined ? {} : { body });
  if (answer.kind !== 'fine') throw new Error(answer.message);
  return answer.body;
};

const make = async (cloud: OpenstackSession, kind: 'domain' | 'project' | 'user', body: object): Promise<Made> => {
  const { [kind]: made } = await ask<Record<string, Made>>(cloud, 'identity', 'POST', `/${kind}s`, { [kind]: body });
  if (made === undefined) throw new Error(`no ${kind} was made`);
  undo.push(() => ask(cloud, 'identity', 'DELETE', `/${kind}s/${made.id}`));
  // A domain can be deleted only once nobody can use it.
  if (kind === 'domain') undo.push(() => ask(cloud, 'identity', 'PATCH', `/domains/${made.id}`, { domain: { enabled: false } }));
  return made;
};

const described = (synthesized: Synthesized<OpenstackTargetPlan>, name: string): string =>
  claimedNames(synthesized.evidence).find((claimed) => claimed.name === name)?.description ?? '';

/** Who works in the project: the roles that the region's own groups would give. */
const join = async (cloud: OpenstackSession, domain: Made, project: Made): Promise<Login> => {
  const username = `${prefix}-member`;
  const password = randomBytes(24).toString('base64url');
  const user = await make(cloud, 'user', { name: username, password, domain_id: domain.id });
  for (const role of ['member', 'load-balancer_member', 'creator']) {
    const { roles } = await ask<{ roles: readonly Made[] }>(cloud, 'identity', 'GET', `/roles?name=${role}`);
    await ask(cloud, 'identity', 'PUT', `/projects/${project.id}/users/${user.id}/roles/${roles[0]?.id ?? ''}`);
  }
  return {
    auth_url: admin.auth_url ?? '',
    username,
    password,
    project_name: `${prefix}-${space}`,
    user_domain_name: prefix,
    project_domain_name: prefix,
  };
};

const writeClouds = (logins: Readonly<Record<string, Login>>): void =>
  writeFileSync(
    path.join(work, 'clouds.yaml'),
    stringify({
      clouds: Object.fromEntries(Object.entries(logins).map(([name, auth]) => [name, { auth, region_name: 'RegionOne' }])),
    }),
  );

const withCloud = (target: OpenstackTargetPlan, change: Partial<OpenstackTargetPlan['cloud']>): OpenstackTargetPlan => ({
  ...target,
  cloud: { ...target.cloud, ...change },
});

const prove = async (cloud: OpenstackSession): Promise<void> => {
  const target = targetOf();
  const synthesized = synthesizedOf(io, plan, target);
  const changed = (change: Partial<OpenstackTargetPlan['cloud']>) => {
    const other = withCloud(target, change);
    return synthesizedOf(io, { ...plan, targets: { testbed: other } }, other);
  };
  writeClouds({ admin });
  same('before anything is there', red(await preflight(synthesized)), []);
  same(
    'a flavor that the cloud lacks',
    red(await preflight(changed({ flavors: { ...target.cloud.flavors, s: `${prefix}-none` } }))),
    [`cloud flavor ${prefix}-none 1 of 0`],
  );
  const zones = withCloud(target, { zones: [`${prefix}-zone`] });
  const elsewhere = { ...zones, zones: Object.fromEntries(Object.keys(target.zones).map((zone) => [zone, `${prefix}-zone`])) };
  same(
    'a zone that the cloud lacks',
    red(await preflight(synthesizedOf(io, { ...plan, targets: { testbed: elsewhere } }, elsewhere))),
    [`cloud zone of servers and volumes ${prefix}-zone 1 of 0`],
  );

  const domain = await make(cloud, 'domain', { name: prefix, description: described(synthesized, prefix) });
  const project = await make(cloud, 'project', {
    name: `${prefix}-${space}`,
    domain_id: domain.id,
    description: described(synthesized, `${prefix}-${space}`),
  });
  writeClouds({ admin, [space]: await join(cloud, domain, project) });
  const lines = await preflight(synthesized);
  same('a project of ours, asked as its member', red(lines), []);
  const quotas = lines.filter(({ account, source }) => account === space && source === target.cloud.cloud);
  expect(
    'its quotas are those that the cloud tells',
    quotas.length > 20,
    quotas.map(({ item }) => item),
  );
  const servers = lines.find(({ account, item }) => account === space && item === 'servers')?.need ?? 0;

  const allow = (instances: number) => ask(cloud, 'compute', 'PUT', `/os-quota-sets/${project.id}`, { quota_set: { instances } });
  await allow(servers - 1);
  const few = await preflight(synthesized);
  same('a quota that is one too small', red(few), [`${space} servers ${servers} of ${servers - 1}`]);
  const [line] = few.filter(stops);
  expect(
    'and what to do about it',
    line?.request === `have state ${prefix}-quotas applied, which allows 80 servers`,
    line?.request,
  );
  await allow(servers);
  same('a quota that is just large enough', red(await preflight(synthesized)), []);

  await make(cloud, 'project', { name: `${prefix}-shared`, domain_id: domain.id, description: 'of somebody else' });
  same('a name that another has', red(await preflight(synthesized)), [`cloud free name for the project ${prefix}-shared 1 of 0`]);
};

const leftOf = async (cloud: OpenstackSession): Promise<readonly string[]> => {
  const names: string[] = [];
  for (const kind of ['domains', 'projects', 'users']) {
    const found = await ask<Record<string, readonly { readonly name: string }[]>>(cloud, 'identity', 'GET', `/${kind}`);
    names.push(...(found[kind] ?? []).map(({ name }) => name));
  }
  return names.filter((name) => name.startsWith(prefix));
};

const main = async (): Promise<void> => {
  writeClouds({ admin });
  const opened = await openSession(io, 'admin');
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join('; '));
  const cloud = opened.value;
  const before = await leftOf(cloud);
  if (before.length > 0) throw new Error(`left from before: ${before.join(', ')}; remove it first`);
  try {
    await prove(cloud);
  } finally {
    for (const step of undo.reverse()) await step();
    rmSync(work, { recursive: true });
  }
  const left = await leftOf(cloud);
  expect('nothing is left behind', left.length === 0, left);
};

main().then(
  () => {
    process.exitCode = failures > 0 ? 1 : 0;
  },
  (error: unknown) => {
    io.out(`FAIL ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
