import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { openSession, type OpenstackSession } from '../../../bin/cloud/openstack-session';
import { type Engine, engines } from '../toolchain';
import { controlPlane } from './control-plane';
import { Findings } from './findings';
import { inventoryOf } from './inventory';
import { Proof } from './proof';
import { proveAudited } from './prove-audited';
import { proveFaults } from './prove-faults';
import { proveGuide } from './prove-guide';
import { proveIsolation } from './prove-isolation';
import { provePlanted } from './prove-planted';
import { proveUpgrades } from './prove-upgrades';
import { type Edit, ProofRegion } from './region';

/*
 * Proves a region on a real OpenStack control plane: applied with the credentials of each level, read back from the
 * interfaces, planned again, attacked, upgraded, broken, repaired, destroyed. Usage:
 *
 *   npm run prove:openstack [-- --short] [-- --engine tofu] [-- --clouds FILE]
 *
 * --short: one tenant, no upgrades, no faults. --clouds: a control plane that runs already, with an entry `admin`.
 * --parts a,b: only these of readback, planted, plan, audit, isolation, upgrades, faults, guide. --seed N: where the engine is killed.
 * --keep: destroys nothing, for who looks for a mistake; --resume FOLDER: goes on with what was kept.
 */
const has = (name: string): boolean => process.argv.includes(`--${name}`);
const valueOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const short = has('short');
const resumed = valueOf('resume');

const main = async (): Promise<number> => {
  const started = Date.now();
  const findings = new Findings();
  const given = valueOf('clouds');
  const lacks = given === undefined ? controlPlane.lacks() : undefined;
  const engine = lacks === undefined ? engines().find(({ name }) => name === (valueOf('engine') ?? 'tofu')) : undefined;
  if (engine === undefined) {
    console.log(`SKIPPED: prove:openstack: ${lacks ?? 'Go, which builds the provider and OpenTofu, is not installed'}`);
    return ['', 'false', undefined].includes(process.env.CI) ? 0 : 1;
  }
  const work = resumed ?? mkdtempSync(path.join(tmpdir(), 'prove-openstack-'));
  try {
    if (given === undefined) await controlPlane.up();
    findings.proved('start', 'the control plane', `${Math.round((Date.now() - started) / 1000)} s`);
    await proveAll(findings, work, engine, given ?? controlPlane.cloudsFile());
  } catch (error) {
    findings.failed('proof', 'it broke off', told(error));
  } finally {
    if (given === undefined) {
      if (findings.failures > 0) console.log(controlPlane.complaints());
      controlPlane.wipe();
    }
    console.log('');
    findings.print();
    console.log(`${Math.round((Date.now() - started) / 1000)} s`);
    if (findings.failures === 0 && !has('keep')) rmSync(work, { recursive: true, force: true });
    else console.log(`files of the proof, with credentials of a cloud that is gone: ${work}`);
  }
  return findings.failures === 0 ? 0 : 1;
};

/** The reference provider on the test cloud alone; short: its first tenant with its first e-service and its stores. */
const asProved =
  (statesFolder: string): Edit =>
  (blueprint) => {
    blueprint.region = valueOf('region') ?? 'proof';
    const { testbed } = blueprint.targets;
    if (testbed === undefined) throw new Error('the reference provider has no target testbed');
    testbed.options = { ...testbed.options, stateBackend: { kind: 'local', folder: statesFolder } };
    blueprint.targets = { testbed };
    if (!short) return;
    const only = <T>(map: Readonly<Record<string, T>>, keeps: (id: string, value: T) => boolean): Record<string, T> =>
      Object.fromEntries(Object.entries(map).filter(([id, value]) => keeps(id, value)));
    blueprint.tenants = only(blueprint.tenants, (id) => id === 'alpha');
    blueprint.hosting = only(blueprint.hosting, (id) => id === 'appointments');
    blueprint.storage = only(blueprint.storage, (_, { tenant }) => tenant === 'alpha');
    blueprint.network.links = [];
  };

const proveAll = async (findings: Findings, work: string, engine: Engine, cloudsFile: string): Promise<void> => {
  const operator = (parse(readFileSync(cloudsFile, 'utf8')) as { clouds: { admin: unknown } }).clouds.admin;
  const admin = await session(cloudsFile, 'admin');
  const before = await inventoryOf(admin);
  const region = new ProofRegion('blueprints/reference/provider.yaml', path.join(work, 'region'), engine);
  const all = ['readback', 'planted', 'plan', 'audit', 'isolation', ...(short ? [] : ['upgrades', 'faults', 'guide'])];
  const parts = valueOf('parts')?.split(',') ?? all;
  const run: Runner = async (part, prove) => {
    if (!parts.includes(part)) return;
    await prove().catch((error: unknown) => findings.failed(part, 'ended early', told(error)));
  };
  if (parts.some((part) => part !== 'guide')) {
    await region.change(resumed === undefined ? asProved(region.statesFolder) : () => undefined);
    await proveRegion(new Proof(findings, region, admin, operator), run);
  }
  await run('guide', () => proveGuide(findings, path.join(work, 'guide'), engine, admin, operator));
  const after = await inventoryOf(await session(cloudsFile, 'admin'));
  const gone = before.filter((line) => !after.includes(line));
  const left = after.filter((line) => !before.includes(line));
  findings.expectNone('destroy', 'nothing is left behind', left);
  findings.expectNone('destroy', 'nothing of others is gone', gone, `${before.length} things as before`);
};

type Runner = (part: string, prove: () => Promise<void>) => Promise<void>;

const proveRegion = async (proof: Proof, run: Runner): Promise<void> => {
  try {
    if (await (resumed === undefined ? proof.deployAll() : proof.takeUp())) {
      await run('readback', () => proof.readBack());
      await run('planted', () => provePlanted(proof));
      await run('plan', () => proof.planAgain());
      await run('audit', () => proveAudited(proof));
      await run('isolation', () => proveIsolation(proof));
      await run('upgrades', () => proveUpgrades(proof));
      await run('faults', () => proveFaults(proof, Number(valueOf('seed') ?? 1)));
    }
  } finally {
    if (!has('keep')) await proof.destroyAll();
  }
};

const told = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const session = async (cloudsFile: string, entry: string): Promise<OpenstackSession> => {
  const opened = await openSession({ cwd: path.dirname(cloudsFile), env: { OS_CLIENT_CONFIG_FILE: cloudsFile } }, entry);
  if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join('\n'));
  return opened.value;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
