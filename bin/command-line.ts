import './environment';
import { main } from './main';

// The built-in validator costs seconds a process and has its own gate in the tests.
process.env.CDK_VALIDATION ??= 'false';

const stopping = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const write = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(text);

// A reader such as `head` may go before we are done; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void main(process.argv.slice(2), {
  out: write(process.stdout),
  err: write(process.stderr),
  cwd: process.cwd(),
  terminal: { out: process.stdout.isTTY, err: process.stderr.isTTY },
  env: process.env,
  today: () => new Date().toISOString().slice(0, 10),
  milliseconds: () => performance.now(),
  ask: (question) => (require('./ask') as typeof import('./ask')).ask(question),
  interrupts: (listener) => {
    for (const signal of stopping) process.on(signal, listener);
    return () => stopping.forEach((signal) => process.off(signal, listener));
  },
}).then((code) => {
  (require('./ask') as typeof import('./ask')).stopAsking();
  process.exitCode = code;
});
