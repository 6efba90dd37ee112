import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { openSession, type OpenstackSession } from '../../../bin/cloud/openstack-session';
import { engines } from '../toolchain';
import { controlPlane } from './control-plane';
import { Findings } from './findings';
import { inventoryOf } from './inventory';
import { Proof } from './proof';
import { ProofRegion } from './region';
import { proveFaults } from './prove-faults';
import { proveIsolation } from './prove-isolation';
import { proveUpgrades } from './prove-upgrades';

/*
 * Proves a region on a real OpenStack control plane: applied with the credentials of each level, read back from the
 * interfaces, planned again, attacked, upgraded, broken, repaired, destroyed. Usage:
 *
 *   npm run prove:openstack [-- --short] [-- --engine tofu] [-- --clouds FILE]
 *
 * --short: one tenant, no upgrades, no faults. --clouds: a control plane that runs already, with an entry `admin`.
 * --parts a,b: only these of readback, plan, isolation, upgrades, faults.
 */
const has = (name: string): boolean => process.argv.includes(`--${name}`);
const valueOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const main = async (): Promise<number> => {
  const findings = new Findings();
  const given = valueOf('clouds');
  const lacks = given === undefined ? controlPlane.lacks() : undefined;
  const engine = engines().find(({ name }) => name === (valueOf('engine') ?? 'tofu'));
  const missing = lacks ?? (engine === undefined ? 'Go, which builds the provider and OpenTofu, is not installed' : undefined);
  if (missing !== undefined || engine === undefined) {
    console.log(`SKIPPED: the proof on OpenStack cannot run here: ${missing ?? ''}`);
    return process.env.CI === undefined ? 0 : 1;
  }
  if (given === undefined) controlPlane.up();
  const work = mkdtempSync(path.join(tmpdir(), 'prove-openstack-'));
  try {
    await proveRegion(findings, new ProofRegion('reference/provider.yaml', work, engine), given ?? controlPlane.cloudsFile());
  } finally {
    if (given === undefined) controlPlane.wipe();
    findings.print();
    if (findings.failures === 0) rmSync(work, { recursive: true, force: true });
    else console.log(`files of the proof: ${work}`);
  }
  return findings.failures === 0 ? 0 : 1;
};

const proveRegion = async (findings: Findings, region: ProofRegion, cloudsFile: string): Promise<void> => {
  const short = has('short');
  region.change((blueprint) => {
    blueprint.region = valueOf('region') ?? 'proof';
    blueprint.targets = { testbed: blueprint.targets.testbed ?? { cloud: 'testbed' } };
    if (!short) return;
    const [tenant = ''] = Object.keys(blueprint.tenants);
    blueprint.tenants = {
      [tenant]: blueprint.tenants[tenant] ?? { name: { en: tenant }, inhabitants: 1, level: 'municipality' },
    };
    const [service = ''] = Object.keys(blueprint.hosting);
    blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => id === service));
    blueprint.storage = Object.fromEntries(Object.entries(blueprint.storage).filter(([, store]) => store.tenant === tenant));
    blueprint.network.links = [];
  });
  const operator = (parse(readFileSync(cloudsFile, 'utf8')) as { clouds: { admin: unknown } }).clouds.admin;
  const admin = await session(cloudsFile, 'admin');
  const before = await inventoryOf(admin);
  const proof = new Proof(findings, region, admin, operator);
  const parts =
    valueOf('parts')?.split(',') ??
    (short ? ['readback', 'plan', 'isolation'] : ['readback', 'plan', 'isolation', 'upgrades', 'faults']);
  try {
    if (await proof.applyAll()) {
      const run = async (part: string, prove: () => Promise<void>): Promise<void> => {
        if (!parts.includes(part)) return;
        await prove().catch((error: unknown) =>
          findings.failed(part, 'ended early', error instanceof Error ? error.message : String(error)),
        );
      };
      await run('readback', () => proof.readBack());
      await run('plan', () => proof.planAgain());
      await run('isolation', () => proveIsolation(proof));
      await run('upgrades', () => proveUpgrades(proof));
      await run('faults', () => proveFaults(proof));
    }
  } finally {
    await proof.destroyAll();
  }
  const after = await inventoryOf(await session(cloudsFile, 'admin'));
  findings.expectNone(
    'destroy',
    'nothing is left behind',
    after.filter((line) => !before.includes(line)),
  );
  findings.expectNone(
    'destroy',
    'nothing of others is gone',
    before.filter((line) => !after.includes(line)),
  );
};

export const session = async (cloudsFile: string, entry: string): Promise<OpenstackSession> => {
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
