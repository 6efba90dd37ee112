import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../bin/deploy/child';
import { emptyFolder } from '../region';
import { listener } from './workshop';

/** An engine that takes its time to stop, as Terraform does, and tells of every signal that reaches it. */
const slow = `
process.on('SIGINT', () => { console.log('signal'); setTimeout(() => process.exit(1), 600); });
process.on('SIGTERM', () => console.log('another signal'));
console.log('begun');
setInterval(() => undefined, 1000);
`;

const start = (script: string) => {
  const cwd = emptyFolder();
  const file = path.join(cwd, 'engine.js');
  writeFileSync(file, script);
  const { io, heard, interrupt } = listener(cwd, process.env);
  const command = { program: process.execPath, args: [file], env: io.env, shown: 'engine apply' };
  return { heard, interrupt, end: run(io, command, 'aloud') };
};

const until = async (test: () => boolean): Promise<void> => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('however often a person asks it to stop, the engine gets one signal', async () => {
  const { heard, interrupt, end } = start(slow);
  await until(() => heard.err.includes('begun'));
  interrupt();
  await until(() => heard.err.includes('signal'));
  interrupt();
  interrupt();
  const { code, output, interrupted } = await end;
  expect({ code, output, interrupted }).toEqual({ code: 1, output: 'begun\nsignal\n', interrupted: true });
  expect(heard.err).toContain('It was asked already. Wait');
});

test("the engine stands in a process group of its own, so that the terminal's Ctrl-C passes it by", async () => {
  const { end } = start(
    "console.log(require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[2] == process.pid)",
  );
  expect((await end).result).toBe('true\n');
});

test('the command is shown as it can be typed, its words are kept without colours', async () => {
  const { heard, end } = start("console.log('\\u001b[1mout\\u001b[0m'); console.error('err')");
  const { code, output, result, heard: told } = await end;
  expect({ code, result, told }).toEqual({ code: 0, result: 'out\n', told: true });
  expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  expect(heard.err.startsWith('  $ engine apply\n')).toBe(true);
});

test('a program that is not there is a failure with words', async () => {
  const { io } = listener(emptyFolder(), {});
  const ended = await run(io, { program: 'no-such-engine', args: [], env: {}, shown: 'no-such-engine' }, 'silent');
  expect(ended).toMatchObject({ code: 127, heard: false, output: 'spawn no-such-engine ENOENT\n' });
});
