// The built-in validator has its own gate in the tests.
process.env.CDK_VALIDATION ??= 'false';
import { Findings } from './openstack/findings';
import { upgrades } from './aws/edits';
import { Estate } from './aws/estate';
import { proveFailures, proveTakenName } from './aws/failures';
import { proveMachines } from './aws/machines';
import { provePlanted } from './aws/planted';
import { Proof } from './aws/proof';
import { readBack } from './aws/read-back';
import { keptBy, proveRemoval } from './aws/removal';
import { proveRoles } from './aws/roles';
import { proveSecondOpinion } from './aws/second-opinion';
import { countsOf, proveShare, shareTable } from './aws/share';
import type { Edit } from './aws/region';
import { proveStill, proveUpgrade } from './aws/upgrades';

/*
 * Proves on emulators of AWS that the reference region deploys, stays as it is, changes, fails, heals and goes as we
 * say. Everything runs on 127.0.0.1 and in memory. `--short`: one tenant, one stage, one service, and fewer cases.
 */
const short = process.argv.includes('--short');

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
  const { findings } = proof;
  proof.change(short ? small : () => undefined);
  if (!proof.expectFine('deploy', `${proof.version.stacks.length} stacks`, await proof.deployAll())) return '';
  const counts = countsOf(proof);
  proveShare(proof, counts, short);
  await proveStill(proof, 'again');
  await readBack(findings, new Estate(proof.version, proof.sdk));
  await provePlanted(proof);
  await proveRoles(proof, short);
  await proveMachines(proof);
  await proveSecondOpinion(proof);
  await proveFailures(proof);
  if (!short) await proveTakenName(proof);
  let kept: readonly string[] = [];
  for (const upgrade of upgrades.filter((one) => !short || one.short)) {
    const before = proof.version;
    const going = await keptBy(
      proof,
      before,
      before.stacks.filter(({ name }) => upgrade.removes?.test(name) === true),
    );
    await proveUpgrade(proof, upgrade);
    kept = [...kept, ...going];
  }
  await proveRemoval(proof, kept);
  return shareTable(counts);
};

const main = async (): Promise<void> => {
  const findings = new Findings();
  const proof = await Proof.open(findings);
  if (proof === undefined) {
    console.error('SKIPPED: prove:aws: Python 3 with its venv module is not installed on this machine');
    process.exitCode = process.env.CI === undefined ? 0 : 1;
    return;
  }
  let share = '';
  try {
    share = await prove(proof);
  } catch (error) {
    findings.failed('proof', 'it broke off', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await proof.close();
  }
  console.log(`\n${share}\n`);
  findings.print();
  process.exitCode = findings.failures === 0 ? 0 : 1;
};

void main();
