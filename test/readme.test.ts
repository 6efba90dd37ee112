import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..');
const copy = path.join(mkdtempSync(path.join(tmpdir(), 'sgc-readme-')), 'copy');

interface Command {
  readonly page: string;
  readonly line: number;
  /**
   * What follows `sh` on the fence: `cloud` needs a real one, `region` runs in a new folder with the answers of docs/cli.md,
   * `exit 1` finds something. */
  readonly mark: string;
  readonly text: string;
}

/** Commands that something else runs on every change, and what that is. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm ci': '.ci/run, before anything else',
  'npm test': '.ci/run',
  'npm run bench': 'test/bench.test.ts, with fewer rounds',
  'node dist/bin/sgc.js lock release lecce.yaml museum-production':
    'test/plan/lock.test.ts: nothing was removed from a shipped region',
  'node dist/bin/sgc.js lock release lecce.yaml aws/lecce-comune-production-fees': 'test/bin/synth.test.ts',
  'node dist/bin/sgc.js lock release lecce.yaml comune-production/fees': 'test/bin/commands.test.ts',
};

const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** Every line of every fenced block called `sh`. */
const commandsOf = (page: string): Command[] => {
  let mark: string | undefined;
  return readFileSync(path.join(root, page), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const fence = /^\s*```(?:sh ?(.*))?/.exec(text);
      if (fence !== null) {
        mark = mark === undefined ? (fence[1]?.trim() ?? (text.trim().startsWith('```sh') ? '' : 'other')) : undefined;
        return [];
      }
      return mark === undefined || mark === 'other' || text.trim() === ''
        ? []
        : text
            .trim()
            .split(' && ')
            .map((command) => ({ page, line: index + 1, mark: mark ?? '', text: command }));
    });
};

const commands = pages.flatMap(commandsOf);
const runnable = commands.filter((command) => command.mark !== 'cloud' && elsewhere[command.text] === undefined);

beforeAll(() => {
  const left = new Set(['node_modules', '.git', 'coverage', 'cdk.out', 'cdktf.out', 'sgc.out']);
  cpSync(root, copy, { recursive: true, filter: (source) => !left.has(path.relative(root, source)) });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const answers = /^```yaml answers\.yaml\n([\s\S]*?)^```/m.exec(readFileSync(path.join(root, 'docs/cli.md'), 'utf8'))?.[1] ?? '';
  mkdirSync(path.join(copy, 'new'));
  writeFileSync(path.join(copy, 'answers.yaml'), answers);
  writeFileSync(path.join(copy, 'new/answers.yaml'), answers);
});

afterAll(() => rmSync(path.dirname(copy), { recursive: true, force: true }));

test('there are commands to run, and only known marks', () => {
  expect(runnable.length).toBeGreaterThan(10);
  expect(commands.filter((command) => !['', 'cloud', 'region', 'exit 1'].includes(command.mark))).toEqual([]);
});

test('nothing is said to be run elsewhere that no page names', () => {
  expect(Object.keys(elsewhere).filter((text) => !commands.some((command) => command.text === text))).toEqual([]);
});

/** This copy stands for the installed package, and the engines that lie here for those of a new region. */
const lineOf = ({ mark, text }: Command): string =>
  mark === 'region'
    ? text.replace(/^npx sgc/, 'node ../dist/bin/sgc.js').replace(/^(.* init .*)$/, '$1 --no-install')
    : text.replace(/^npx sgc/, 'node dist/bin/sgc.js');

test.each(runnable.map((command) => [`${command.page}:${command.line}`, command.text, command] as const))(
  '%s: %s',
  (_, __, command) => {
    const env = { ...process.env, CDK_VALIDATION: 'false', npm_config_update_notifier: 'false' };
    const cwd = command.mark === 'region' ? path.join(copy, 'new') : copy;
    const { status, stderr } = spawnSync('sh', ['-c', lineOf(command)], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
    const wanted = command.mark === 'exit 1' ? 1 : 0;
    expect({ status, said: status === wanted ? '' : stderr }).toEqual({ status: wanted, said: '' });
  },
  300_000,
);
