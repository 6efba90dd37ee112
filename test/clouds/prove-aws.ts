// The built-in validator has its own gate in the tests.
process.env.CDK_VALIDATION ??= 'false';
import { Findings } from './openstack/findings';
import { proveAudited } from './aws/audited';
import { upgrades } from './aws/edits';
import { Estate } from './aws/estate';
import { proveExecution } from './aws/execution';
import { proveFailures, proveTakenName } from './aws/failures';
import { proveFirstDeployment } from './aws/first-deployment';
import { proveGuide } from './aws/prove-guide';
import { proveMachines } from './aws/machines';
import { provePlanted } from './aws/planted';
import { Proof } from './aws/proof';
import { readBack } from './aws/read-back';
import { keptBy, proveRemoval } from './aws/removal';
import { proveEveryOperation, proveRoles } from './aws/roles';
import { proveSecondOpinion } from './aws/second-opinion';
import { countsOf, proveShare, shareTable } from './aws/share';
import type { Edit } from './aws/region';
import { proveStill, proveUpgrade } from './aws/upgrades';

/*
 * Proves on emulators of AWS that the reference region deploys, stays as it is, changes, fails, heals and goes as we
 * say. Everything runs on 127.0.0.1 and in memory. `--short`: one tenant, one stage,
 * one e-service; no faults and no upgrades. `--guide`: only what docs/deploy.md says, typed word by word.
 */
const short = process.argv.includes('--short');
const guideOnly = process.argv.includes('--guide');
const isPipeline = !['', 'false'].includes(process.env.CI ?? '');

/** One tenant in one stage, with one e-service that has a part of every kind. */
const small: Edit = (blueprint) => {
  const only = <T>(map: Readonly<Record<string, T>>, id: string): Record<string, T> =>
    Object.fromEntries(Object.entries(map).filter(([key]) => key === id));
  blueprint.tenants = only(blueprint.tenants, 'city');
  blueprint.stages = only(blueprint.stages, 'production');
  blueprint.hosting = only(blueprint.hosting, 'kindergarten');
  blueprint.storage = only(blueprint.storage, 'case-files');
  blueprint.network.links = [];
  for (const target of Object.values(blueprint.targets)) delete target.accounts?.county;
};

/** Returns the proved share, type by type. */
const prove = async (proof: Proof): Promise<string> => {
  proof.change(short ? small : () => undefined);
  if (!(await proveFirstDeployment(proof))) return '';
  const counts = countsOf(proof);
  proveShare(proof, counts, short);
  await proveExecution(proof);
  await proveStill(proof, 'again');
  await readBack(proof.findings, new Estate(proof.version, proof.sdk));
  await provePlanted(proof);
  await proveAudited(proof);
  await proveRoles(proof);
  await proveRemoval(proof, short ? [] : await proveLife(proof));
  return shareTable(counts);
};

/** What a region goes through between its first deployment and its end; returns what outlived its stacks. */
const proveLife = async (proof: Proof): Promise<readonly string[]> => {
  await proveEveryOperation(proof);
  await proveMachines(proof);
  await proveSecondOpinion(proof);
  await proveFailures(proof);
  await proveTakenName(proof);
  const kept: string[] = [];
  for (const upgrade of upgrades) {
    const { version } = proof;
    const going = version.stacks.filter(({ name }) => upgrade.removes?.test(name) === true);
    kept.push(...(await keptBy(proof, version, going)));
    await proveUpgrade(proof, upgrade);
  }
  return kept;
};

const main = async (): Promise<void> => {
  const findings = new Findings();
  const proof = await Proof.open(findings);
  if (proof === undefined) {
    console.error('SKIPPED: prove:aws: Python 3 with its venv module is not installed on this machine');
    process.exitCode = isPipeline ? 1 : 0;
    return;
  }
  let share = '';
  await unbroken(proof, async () => {
    if (!guideOnly) share = await prove(proof);
  });
  const reader = short ? undefined : await Proof.open(findings);
  if (reader !== undefined) await unbroken(reader, () => proveGuide(reader));
  console.log(`\n${share}\n`);
  findings.print();
  process.exitCode = findings.failures === 0 ? 0 : 1;
};

const unbroken = async (proof: Proof, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    proof.findings.failed('proof', 'it broke off', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await proof.close();
  }
};

void main();
