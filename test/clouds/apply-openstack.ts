import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { Plan } from '../../lib/plan/plan';
import { names } from '../../lib/providers/openstack/names';
import { provider } from '../../lib/providers/openstack/provider';
import type { Artefact } from '../../lib/providers/provider';
import { planOf } from '../plans';
import { Keystone, type Login } from './keystone';
import { engines, type Engine } from './toolchain';

/*
 * Applies every state of a blueprint to a real OpenStack control plane, plans each again (no change), and destroys
 * them in reverse. Each state runs with the credentials of its own level; tenants' people hold no right but those
 * that the region's own groups give them. Usage, with OS_CLIENT_CONFIG_FILE naming an administrator as `admin`:
 *
 *   npx ts-node test/clouds/apply-openstack.ts reference/municipal.yaml [--engine tofu] [--cloud testbed] [--keep]
 *     [--region NAME] [--stage NAME] [--services A,B] under another name and with a part of it only
 *     [--work FOLDER] goes on in the folder of a run that was kept or failed
 */
const target = 'testbed';
const argument = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const file = process.argv[2] ?? 'reference/municipal.yaml';
const keep = process.argv.includes('--keep');

/** The same region on the test cloud; what that cloud cannot do is preferred there. */
const plan: Plan = planOf(file, (blueprint) => {
  blueprint.region = argument('region', blueprint.region);
  const stage = blueprint.stages[argument('stage', '')];
  if (stage !== undefined) blueprint.stages = { [argument('stage', '')]: stage };
  const services = argument('services', '');
  if (services !== '')
    blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => services.split(',').includes(id)));
  blueprint.needs = {};
  blueprint.identity.staff.mfa = 'preferred';
  blueprint.recovery.secondSite.need = 'preferred';
  blueprint.targets = {
    [target]: {
      cloud: argument('cloud', 'testbed'),
      options: { vpnSuite: 'compatible', mailRelay: 'smtp.example:587' },
    },
  };
});

const work = argument('work', '') || mkdtempSync(path.join(tmpdir(), 'apply-openstack-'));
const out = path.join(work, 'out', target);
const cloudsFile = path.join(work, 'clouds.yaml');
const clouds = (
  parse(readFileSync(process.env.OS_CLIENT_CONFIG_FILE ?? '', 'utf8')) as { clouds: Record<string, { auth: Login }> }
).clouds;
const { admin } = clouds;
if (admin === undefined) throw new Error('clouds.yaml has no entry `admin`');

const chosen = (): Engine => {
  const engine = engines().find((candidate) => candidate.name === argument('engine', 'terraform'));
  if (engine === undefined) throw new Error('neither Terraform nor Go to build OpenTofu is installed');
  return engine;
};
const engine = chosen();

interface Run {
  readonly status: number;
  readonly seconds: number;
  readonly output: string;
}

/** Keys of connections and the like are given by the environment, as a person would; the same in every run of a folder. */
const variablesFile = path.join(work, 'variables.json');
const variables: Record<string, string> = existsSync(variablesFile)
  ? (JSON.parse(readFileSync(variablesFile, 'utf8')) as Record<string, string>)
  : {};

const terraform = (state: Artefact, ...args: readonly string[]): Run => {
  const started = Date.now();
  const env = Object.fromEntries(Object.entries(engine.env).filter(([key]) => !key.startsWith('OS_')));
  const result = spawnSync(engine.program, [...args, '-no-color'], {
    cwd: path.join(out, 'stacks', state.name),
    env: { ...env, ...variables, OS_CLIENT_CONFIG_FILE: cloudsFile, TF_IN_AUTOMATION: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: result.status ?? 1, seconds: (Date.now() - started) / 1000, output: `${result.stdout}${result.stderr}` };
};

let failures = 0;
const report = (state: Artefact, what: string, run: Run, good: boolean): boolean => {
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what.padEnd(8)} ${run.seconds.toFixed(1).padStart(6)} s  ${state.name}`);
  if (!good) {
    failures += 1;
    console.log(run.output.slice(-6000));
  }
  return good;
};

const apply = (state: Artefact): boolean => {
  declareVariables(state);
  const init = terraform(state, 'init', '-input=false');
  if (init.status !== 0) return report(state, 'init', init, false);
  const run = terraform(state, 'apply', '-input=false', '-auto-approve');
  return report(state, 'apply', run, run.status === 0);
};

const again = (state: Artefact): boolean => {
  const run = terraform(state, 'plan', '-input=false', '-detailed-exitcode');
  return report(state, 'plan', run, run.status === 0);
};

const destroy = (state: Artefact): boolean => {
  release(state);
  const run = terraform(state, 'destroy', '-input=false', '-auto-approve');
  return report(state, 'destroy', run, run.status === 0);
};

interface Template {
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, { readonly lifecycle?: { readonly prevent_destroy?: boolean } }>>>
  >;
}

const templateOf = (state: Artefact): Template => JSON.parse(readFileSync(path.join(out, state.file), 'utf8')) as Template;

const declareVariables = (state: Artefact): void => {
  for (const [name, variable] of Object.entries(templateOf(state).variable ?? {})) {
    if (variable.default === undefined) variables[`TF_VAR_${name}`] ??= randomBytes(24).toString('base64url');
  }
  writeFileSync(variablesFile, JSON.stringify(variables), { mode: 0o600 });
};

/** What refuses its destruction is released knowingly, by an override file beside the state's own. */
const release = (state: Artefact): void => {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [type, instances] of Object.entries(templateOf(state).resource ?? {})) {
    for (const [id, { lifecycle }] of Object.entries(instances)) {
      if (lifecycle?.prevent_destroy === true) (resource[type] ??= {})[id] = { lifecycle: { prevent_destroy: false } };
    }
  }
  if (Object.keys(resource).length > 0)
    writeFileSync(path.join(out, 'stacks', state.name, 'release_override.tf.json'), JSON.stringify({ resource }));
};

const people: Login[] = [];

/** One person for each project, in the group whose work it is to apply its states. */
const writeClouds = async (keystone: Keystone): Promise<void> => {
  const region = plan.region.id;
  const openstack = plan.targets[target];
  if (openstack?.provider !== 'openstack') throw new Error('the target is no OpenStack');
  const entries: Record<string, unknown> = {
    [openstack.cloud.cloudsYaml.operator]: admin,
    [openstack.cloud.cloudsYaml.manager]: admin,
  };
  const projects: Record<string, string> = {
    ...Object.fromEntries(['shared', 'logs', 'backup'].map((project) => [project, names.group(region, 'operator')])),
    ...Object.fromEntries(
      Object.values(plan.spaces).map((space) => [space.id, names.group(region, 'tenant-admin', space.tenant)]),
    ),
  };
  for (const [project, group] of Object.entries(projects)) {
    const known = earlier[`proof-${project}`];
    const person = known ?? (await keystone.person(openstack.domain, `proof-${project}`, group));
    people.push(person);
    entries[openstack.cloud.cloudsYaml.tenant.replace('{space}', project)] = {
      auth: { ...person, project_name: names.project(region, project) },
      region_name: openstack.cloud.region,
      identity_api_version: 3,
    };
  }
  writeFileSync(cloudsFile, stringify({ clouds: entries }), { mode: 0o600 });
};

/** Those whom an earlier run in the same folder made. */
const earlier: Readonly<Record<string, Login>> = existsSync(cloudsFile)
  ? Object.fromEntries(
      Object.values((parse(readFileSync(cloudsFile, 'utf8')) as { clouds: Record<string, { auth: Login }> }).clouds)
        .filter(({ auth }) => auth.username.startsWith('proof-'))
        .map(({ auth }) => [auth.username, auth]),
    )
  : {};

const ownPool = 'proof-public6';

/** What the operator of a cloud with IPv6 gives once to everybody: a default pool of prefixes. */
const prefixPool = async (keystone: Keystone): Promise<() => Promise<void>> => {
  const pools = `${keystone.endpoint('network')}/v2.0/subnetpools`;
  const { subnetpools } = await keystone.request<{ subnetpools: readonly { id: string; name: string }[] }>(
    'GET',
    `${pools}?is_default=true&ip_version=6`,
  );
  const [found] = subnetpools;
  if (found !== undefined)
    return found.name === ownPool ? () => keystone.request('DELETE', `${pools}/${found.id}`) : () => Promise.resolve();
  const { subnetpool } = await keystone.request<{ subnetpool: { id: string } }>('POST', pools, {
    subnetpool: {
      name: ownPool,
      prefixes: ['2001:db8::/40'],
      default_prefixlen: 64,
      min_prefixlen: 64,
      is_default: true,
      shared: true,
    },
  });
  return () => keystone.request('DELETE', `${pools}/${subnetpool.id}`);
};

const main = async (): Promise<void> => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const states = provider.synthesize(plan, target, out);
  console.log(`${states.length} states of ${file} in ${work}, ${engine.name}`);
  if (!existsSync(cloudsFile)) writeFileSync(cloudsFile, stringify({ clouds }), { mode: 0o600 });
  const keystone = await Keystone.open(admin.auth);
  const dropPool = await prefixPool(keystone);
  const applied: Artefact[] = [];
  for (const state of states) {
    applied.push(state);
    if (!apply(state)) break;
    if (state.id === 'foundation/domain') await writeClouds(keystone);
  }
  if (failures === 0) applied.forEach(again);
  if (keep) return console.log(`kept; credentials in ${cloudsFile}`);
  for (const state of applied.reverse()) {
    if (state.id === 'foundation/domain') for (const person of people) await keystone.forget(person);
    if (existsSync(path.join(out, 'stacks', state.name, '.terraform'))) destroy(state);
  }
  await dropPool();
  if (failures === 0) rmSync(work, { recursive: true });
};

main().then(
  () => {
    console.log(
      failures === 0
        ? 'all states applied, planned again without a change, and destroyed'
        : `${failures} failures; files in ${work}`,
    );
    process.exitCode = failures === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
