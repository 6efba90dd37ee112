import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Cdk } from '../../../bin/deploy/cdk';
import { profilesOf } from '../../../bin/deploy/deployment';
import { deploy } from '../../../bin/deploy/run';
import { UsageError } from '../../../bin/exit';
import { planOf } from '../../plans';
import { emptyFolder } from '../region';
import { deploymentWith, listener } from './workshop';

const target = planOf('reference/municipal.yaml').targets.aws;
if (target?.provider !== 'aws') throw new Error('the reference region has no AWS');
const { accounts } = target;

/** Says what the CDK's command line would say of stacks whose answers a test prepared, and notes how it was called. */
const cli = `
const { appendFileSync, readFileSync } = require('node:fs');
const [command, stack, ...rest] = process.argv.slice(2);
appendFileSync('calls', [command, stack, ...rest].join(' ') + '\\n');
const answers = JSON.parse(readFileSync('answers.json', 'utf8'))[stack][command];
const key = rest.includes('--no-rollback') && answers['--no-rollback'] ? '--no-rollback' : '';
const { code = 0, says } = answers[key] ?? answers;
process.stdout.write(says);
process.exitCode = code;
`;

interface Answer {
  readonly code?: number;
  readonly says: string;
}
type Answers = Readonly<Record<string, { readonly diff: Answer; readonly deploy?: Answer | Readonly<Record<string, Answer>> }>>;

const differences = (count: number, ...lines: readonly string[]) =>
  `Resources\n${lines.join('\n')}\n\n✨  Number of stacks with differences: ${count}\n`;
const bucket = '[+] AWS::S3::Bucket Store Store';

/** Stacks of one bucket each, in the accounts of their owners. */
const shop = (stacks: Readonly<Record<string, string>>, answers: Answers, profiles: Readonly<Record<string, string>> = {}) => {
  const cwd = emptyFolder();
  const folder = path.join(cwd, 'out');
  mkdirSync(folder);
  writeFileSync(path.join(cwd, 'cli.js'), cli);
  writeFileSync(path.join(cwd, 'answers.json'), JSON.stringify(answers));
  const artifacts = Object.entries(stacks).map(([id, key]) => [
    nameOf(id),
    { environment: `aws://${accounts[key] ?? ''}/eu-central-1` },
  ]);
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ artifacts: Object.fromEntries(artifacts) as unknown }));
  const artefacts = Object.keys(stacks).map((id) => {
    const file = `${nameOf(id)}.template.json`;
    writeFileSync(path.join(folder, file), JSON.stringify({ Resources: { Store: { Type: 'AWS::S3::Bucket' } } }));
    return { id, name: nameOf(id), file, resources: 1 };
  });
  const { io, heard } = listener(cwd, { ...process.env, CDKTN_DISABLE_CREATION_STACK: '1' });
  const engine = new Cdk(io, { script: path.join(cwd, 'cli.js'), target, profiles, keepsFailed: () => true });
  const deployment = (change: Parameters<typeof deploymentWith>[2] = {}) =>
    deploymentWith({ folder, artefacts }, engine, { target: 'aws', statefulTypes: { 'AWS::S3::Bucket': [] }, ...change });
  const calls = () =>
    existsSync(path.join(cwd, 'calls')) ? readFileSync(path.join(cwd, 'calls'), 'utf8').trimEnd().split('\n') : [];
  return { io, heard, deployment, calls };
};

const nameOf = (id: string): string => id.replace(/\//g, '-');
const fixed = '--app out --no-color --no-notices';

test('each stack is deployed alone, with the profile of its account; a first one that fails stays where it is', async () => {
  const { io, heard, deployment, calls } = shop(
    { foundation: 'shared', city: 'city' },
    {
      foundation: { diff: { says: differences(1, bucket) }, deploy: { says: '✅' } },
      city: { diff: { says: differences(1, '[~] AWS::S3::Bucket Store Store') }, deploy: { says: '✅' } },
    },
    { city: 'city-admin' },
  );
  expect((await deploy(io, deployment())).map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(calls()).toEqual([
    `diff foundation --exclusively --fail-on destructive ${fixed}`,
    `deploy foundation --exclusively --require-approval never --progress events --no-rollback ${fixed}`,
    `diff city --exclusively --fail-on destructive --app out --profile city-admin --no-color --no-notices`,
    `deploy city --exclusively --require-approval never --progress events --app out --profile city-admin --no-color --no-notices`,
  ]);
  expect(heard.err).toContain('foundation, 1 of 2, 1 resources, as account 111122223333, credentials of the environment');
  expect(heard.err).toContain('as account 222233334444, profile city-admin');
});

test('a look compares templates, for which the role that looks up is enough', async () => {
  const { io, deployment, calls } = shop({ city: 'city' }, { city: { diff: { says: differences(1, bucket) } } });
  expect((await deploy(io, deployment({ approval: 'look' })))[0]?.outcome).toBe('seen');
  expect(calls()).toEqual([`diff city --exclusively --fail-on destructive --method template ${fixed}`]);
});

const replacing = `${differences(1, '[~] AWS::S3::Bucket Store Store may be replaced')}
❌  Found 1 destructive change(s) (--fail-on=destructive):
  city: AWS::S3::Bucket Store Store may be replaced
`;

test('a replacement of something that holds state is refused, until it is released by name', async () => {
  const { io, deployment, calls } = shop(
    { city: 'city' },
    { city: { diff: { code: 1, says: replacing }, deploy: { says: '✅' } } },
  );
  expect((await deploy(io, deployment()))[0]?.problems).toMatchObject([{ code: 'SGC6004', file: 'out/city.template.json' }]);
  expect(calls()).toHaveLength(1);
  expect((await deploy(io, deployment({ released: new Set(['aws/city/Store']) })))[0]?.outcome).toBe('applied');
});

test('a difference that cannot be read is not deployed', async () => {
  const { io, deployment, calls } = shop(
    { city: 'city' },
    {
      city: {
        diff: {
          code: 1,
          says: replacing.replace('may be replaced\n', 'is at risk\n').replace(/may be replaced\n$/, 'is at risk\n'),
        },
      },
    },
  );
  expect((await deploy(io, deployment()))[0]?.outcome).toBe('stopped');
  expect(calls()).toHaveLength(1);
});

test('what failed half-way and stayed there goes on from there', async () => {
  const paused = 'Stack is in a paused fail state (CREATE_FAILED) and command line arguments do not include "--no-rollback"';
  const { io, deployment, calls } = shop(
    { city: 'city' },
    {
      city: { diff: { says: differences(0) }, deploy: { '': { code: 1, says: paused }, '--no-rollback': { says: '✅  city' } } },
    },
  );
  expect((await deploy(io, deployment()))[0]?.outcome).toBe('applied');
  expect(calls().map((call) => call.includes('--no-rollback'))).toEqual([false, false, true]);
});

test('an unchanged stack is quickly left', async () => {
  const { io, heard, deployment } = shop(
    { city: 'city' },
    { city: { diff: { says: differences(0) }, deploy: { says: '✅  city (no changes)' } } },
  );
  expect((await deploy(io, deployment({ approval: 'ask' })))[0]?.outcome).toBe('unchanged');
  expect(heard.questions).toBe(0);
});

test.each([
  ['Has the environment been bootstrapped? SSM parameter /cdk-bootstrap/hnb659fds/version not found', 'sgc bootstrap'],
  ['Need to perform AWS calls for account 222233334444, but no credentials have been configured', '--profile'],
  ['stack city is in UPDATE_IN_PROGRESS state', 'somebody else deploys this stack'],
])('%s: it says what helps', async (says, repair) => {
  const { io, heard, deployment } = shop({ city: 'city' }, { city: { diff: { code: 1, says: `‣ Problem: ${says}\n` } } });
  const [done] = await deploy(io, deployment({ approval: 'given' }));
  expect(done?.problems).toMatchObject([{ code: 'SGC6203', message: `city failed: Problem: ${says}` }]);
  expect(done?.problems[0]?.repair).toContain(repair);
  expect(heard.err).toContain(says);
});

test('a profile holds for all accounts, or for the one before the equals sign', () => {
  const keys = ['shared', 'city'];
  expect(profilesOf(keys, ['all'])).toEqual({ shared: 'all', city: 'all' });
  expect(profilesOf(keys, ['all', 'city=own=1'])).toEqual({ shared: 'all', city: 'own=1' });
  expect(() => profilesOf(keys, ['town=x'])).toThrow(UsageError);
});
