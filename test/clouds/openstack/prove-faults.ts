import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inventoryOf } from './inventory';
import type { Proof } from './proof';

const part = 'faults';

/** A state that is small, holds something of many kinds, and may be taken away and made again. */
const victim = /\/appointments$/;

/** What goes wrong while a state is applied; afterwards a plain apply has to put all in order. */
export const proveFaults = async (proof: Proof): Promise<void> => {
  const state = proof.region.states.find(({ id }) => victim.test(id));
  if (state === undefined) return proof.findings.skipped(part, 'all', 'the region has no such e-service');
  const whole = await inventory(proof);
  const remake = async (what: string, harm: () => Promise<string>): Promise<void> => {
    const gone = await proof.region.destroy(state);
    if (gone.status !== 0) return proof.findings.failed(part, what, gone.output.slice(-500));
    const message = await harm();
    const applied = await proof.apply(state);
    const now = await inventory(proof);
    const wrong = applied ? differences(whole, now) : ['the next apply failed'];
    proof.findings.expectNone(part, what, wrong, message);
  };
  for (const seconds of [4, 12, 25]) await remake(`killed after ${seconds} s`, () => killed(proof, state, seconds));
  await remake('two applies at once', () => twice(proof, state));
  for (const status of [500, 429]) await remake(`an API that answers ${status}`, () => faulty(proof, state, status));
};

type State = Proof['region']['states'][number];

/** Ends the engine as a power cut would. */
const killed = async (proof: Proof, state: State, seconds: number): Promise<string> => {
  await proof.region.run(state, ['init', '-input=false']);
  const child = proof.region.start(state, ['apply', '-input=false', '-auto-approve']);
  child.stdout.resume();
  child.stderr.resume();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  await ended;
  clearTimeout(timer);
  return `the engine was killed after ${seconds} s`;
};

const twice = async (proof: Proof, state: State): Promise<string> => {
  await proof.region.run(state, ['init', '-input=false']);
  const first = proof.region.run(state, ['apply', '-input=false', '-auto-approve']);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const second = await proof.region.run(state, ['apply', '-input=false', '-auto-approve', '-lock-timeout=0s']);
  const refused = second.status !== 0 && /lock/i.test(second.output);
  if (!refused) proof.findings.failed(part, 'the second apply is refused', second.output.slice(-500));
  else proof.findings.proved(part, 'the second apply is refused');
  await first;
  return refused ? 'the second was refused by the lock' : 'the second was not refused';
};

/** The network's interface behind a proxy that answers every third change with an error. */
const faulty = async (proof: Proof, state: State, status: number): Promise<string> => {
  const estate = await proof.estate();
  const real = new URL(estate.admin.endpoint('network') ?? 'http://127.0.0.1:9696');
  let changes = 0;
  const server: Server = createServer((incoming, outgoing) => {
    if (incoming.method !== 'GET' && (changes += 1) % 3 === 0) {
      outgoing
        .writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' })
        .end('{"NeutronError":{"message":"planted"}}');
      incoming.resume();
      return;
    }
    const onward = forward(
      {
        host: real.hostname,
        port: real.port,
        path: incoming.url,
        method: incoming.method,
        headers: { ...incoming.headers, host: real.host },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  try {
    await proof.region.run(state, ['init', '-input=false']);
    const run = await proof.withNetworkAt(`http://127.0.0.1:${port}`, () =>
      proof.region.run(state, ['apply', '-input=false', '-auto-approve']),
    );
    return `${changes} changes through it; the engine ended with ${run.status ?? 'a signal'}`;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

/** Names only: what is made anew has other ids. */
const inventory = async (proof: Proof): Promise<readonly string[]> =>
  (await inventoryOf((await proof.estate()).admin)).map((line) => line.split(' ').slice(0, 3).join(' ')).sort();

const differences = (before: readonly string[], now: readonly string[]): readonly string[] => {
  const count = (lines: readonly string[], line: string): number => lines.filter((one) => one === line).length;
  return [...new Set([...before, ...now])].flatMap((line) => {
    const by = count(now, line) - count(before, line);
    return by === 0 ? [] : [`${by > 0 ? '+' : ''}${by} ${line}`];
  });
};
