import { expiredToken, failingInterface, type Fault, fullQuota, halfMade, lostPassword, powerCut, twoAtOnce } from './faults';
import { credentialsOf, inventoryOf, possessionsOf } from './inventory';
import { personOf } from './lanes';
import { type Proof, tail } from './proof';
import type { State } from './region';
import { seeded } from './seed';
import { postgres, s3Server, type StateServer } from './state-servers';
import { proveSwiftRefused } from './swift-backend';

/** States of one space that may be taken away and made again: one holds something of every kind, one is quickly made. */
const whole = 'alpha-demo/appointments';
const small = 'alpha-demo/storage';

/** What goes wrong while a state is applied; afterwards the same command has to put all in order. */
export const proveFaults = async (proof: Proof, seed: number): Promise<void> => {
  const random = seeded(seed);
  const point = (id: string): number => 1 + Math.floor(random() * (proof.region.state(id).resources - 2));
  const locked = /is in use by \S+ since .*force-unlock/s;
  const before = await inventory(proof);
  const servers: readonly (readonly [StateServer, RegExp])[] = [
    [postgres, /is in use; PostgreSQL does not say by whom.*pg_locks/s],
    [s3Server, locked],
  ];
  await endure(proof, before, small, 'files', [twoAtOnce(locked)]);
  for (const [server, says] of servers) await proveServer(proof, before, server, [powerCut(point(small)), twoAtOnce(says)]);
  await proveSwiftRefused(proof);
  await endure(proof, before, small, 'the cloud', [
    failingInterface(500),
    halfMade,
    failingInterface(429, 'fine'),
    expiredToken,
    fullQuota,
    lostPassword,
  ]);
  await endure(proof, before, whole, 'files', [powerCut(point(whole))]);
};

/** A backend that a region really has: the state moves there, all goes on, and it moves back. */
const proveServer = async (proof: Proof, before: Listing, server: StateServer, faults: readonly Fault[]): Promise<void> => {
  const started = await server.start(proof.region.work);
  if (typeof started === 'string') return proof.findings.skipped('backends', server.name, started);
  const local = proof.region.backend;
  try {
    await moveTo(proof, started.backend, started.env);
    await proof.planAgain(`backend ${server.name}`, [proof.region.state(small)]);
    await endure(proof, before, small, server.name, faults);
    proof.findings.expectNone('backends', `${server.name}: the state is encrypted there`, await started.plain());
  } finally {
    await moveTo(proof, local, {});
    await started.stop();
  }
};

/** By hand, as docs/deploy.md says. */
const moveTo = async (proof: Proof, backend: unknown, env: Readonly<Record<string, string>>): Promise<void> => {
  const { region } = proof;
  // From this folder it moves, so this folder has to know where it is.
  await region.byHand(region.state(small), ['init', '-input=false']);
  region.keep(env);
  await region.change((blueprint) => {
    const { testbed } = blueprint.targets;
    if (testbed !== undefined) testbed.options = { ...testbed.options, stateBackend: backend };
  });
  region.forgetLanes();
  const run = await region.byHand(region.state(small), ['init', '-input=false', '-migrate-state', '-force-copy']);
  if (run.status !== 0) throw new Error(`the state cannot be moved: ${tail(run)}`);
};

type Listing = readonly string[];

const endure = async (proof: Proof, before: Listing, victim: string, where: string, faults: readonly Fault[]): Promise<void> => {
  const state = proof.region.state(victim);
  for (const fault of faults) {
    const what = `${where}: ${fault.what}`;
    await proof.destroy(state);
    const { run, detail } = await fault.harm(proof, state);
    proof.noteApplied([state]);
    const wanted = fault.ends === 'fine' ? 0 : 1;
    if (run.status === wanted && fault.says.test(run.output)) proof.findings.proved('faults', what, detail);
    else proof.findings.failed('faults', what, `${detail}; it ended with ${run.status ?? ''} and ${tail(run)}`);
    await converge(proof, before, what, state);
  }
};

/** The same command again, as often as its own words ask for. */
const converge = async (proof: Proof, before: Listing, what: string, state: State): Promise<void> => {
  const said: string[] = [];
  let run = await proof.deployState(state);
  for (let round = 0; run.status !== 0 && round < 3; round += 1) {
    const helped = await proof.follow(state, run);
    if (helped === undefined) break;
    said.push(helped);
    run = await proof.deployState(state);
  }
  const wrong = run.status === 0 ? difference(before, await inventory(proof)) : [tail(run)];
  proof.findings.expectNone('faults', `${what}: then all is in order`, wrong, said.join(', '));
};

/** Of the project in which both stand. Names only: what is made anew has other ids. */
const inventory = async (proof: Proof): Promise<Listing> => {
  const state = proof.region.state(small);
  const member = await proof.member(personOf(state));
  const listed = await inventoryOf(proof.admin, await proof.projectOf(state));
  const names = listed.map((line) => line.split(' ').slice(0, -1).join(' '));
  return [...names, ...(await possessionsOf(member)), ...(await credentialsOf(member))].sort();
};

const difference = (before: Listing, now: Listing): readonly string[] => {
  const count = (lines: Listing, line: string): number => lines.filter((one) => one === line).length;
  return [...new Set([...before, ...now])].flatMap((line) => {
    const by = count(now, line) - count(before, line);
    return by === 0 ? [] : [`${by > 0 ? '+' : ''}${by} ${line}`];
  });
};
