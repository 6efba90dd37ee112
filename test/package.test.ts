import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answers } from './bin/region';

const root = path.join(__dirname, '..');
const work = mkdtempSync(path.join(tmpdir(), 'sgc-package-'));
const empty = path.join(work, 'empty');
const minutes = 60_000;

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      CDK_VALIDATION: 'false',
    },
  });

const pack = (): { filename: string; files: { path: string }[]; size: number } => {
  // The build is what `npm ci` or `npm test` has made; packing does not make it again.
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], root)) as ReturnType<
    typeof pack
  >[];
  if (packed === undefined) throw new Error('npm pack made nothing');
  return packed;
};

/** The versions of the engines that this repository was tested with, so that the cache has them. */
const engines = (): string[] => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return ['aws-cdk-lib', 'constructs'].map((name) => `${name}@${devDependencies[name]}`);
};

let packed: ReturnType<typeof pack>;

beforeAll(() => {
  if (!existsSync(path.join(root, 'dist/bin/sgc.js'))) throw new Error('there is no dist/: run `npm run build`');
  mkdirSync(empty);
  packed = pack();
  run('npm', ['install', path.join(work, packed.filename), ...engines()], empty);
}, 5 * minutes);

afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the package holds what runs, what it reads, and nothing of the workshop', () => {
  const names = packed.files.map((file) => file.path);
  for (const wanted of [
    'dist/bin/sgc.js',
    'dist/lib/providers/aws/network/network.js',
    'dist/lib/providers/aws/network/network.d.ts',
    'dist/lib/providers/openstack/.gen/providers/openstack/networking-network-v2/index.d.ts',
    'blueprints/reference/municipal.yaml',
    'blueprints/reference/municipal.lock.json',
    'docs/cli.md',
  ]) {
    expect(names).toContain(wanted);
  }
  expect(names.filter((name) => /^(?:test|bin|lib|node_modules)\/|\.tsbuildinfo$|\.tfstate|cdk\.out/.test(name))).toEqual([]);
  expect(packed.size).toBeLessThan(5_000_000);
});

test('the command line starts where another V8 refuses what ours compiled', () => {
  const installed = path.join(empty, 'node_modules/shared-gov-cloud/dist/bin');
  writeFileSync(path.join(installed, 'command-line.js.cache'), 'of another machine');
  expect(run('npx', ['sgc', '--version'], empty).trim()).toMatch(/^\d+\.\d+\.\d+$/);
  rmSync(path.join(installed, 'command-line.js.cache'));
  expect(run('npx', ['sgc', '--version'], empty).trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

test(
  'in an empty folder `sgc init` and `sgc synth` make both clouds',
  () => {
    writeFileSync(path.join(empty, 'answers.yaml'), answers);
    run('npx', ['sgc', 'init', '--answers', 'answers.yaml'], empty);
    const out = run('npx', ['sgc', 'synth'], empty);
    expect(out).toContain('from demo.yaml');
    expect(readdirSync(path.join(empty, 'sgc.out/demo')).sort()).toEqual(['aws', 'openstack']);
    const lock = JSON.parse(readFileSync(path.join(empty, 'demo.lock.json'), 'utf8')) as { stateful: object };
    expect(Object.keys(lock.stateful)).toEqual(['aws', 'openstack']);
  },
  5 * minutes,
);

test(
  "the repository's own apps synthesize through cdk.json and cdktf.json",
  () => {
    const app = (file: string): string[] =>
      (JSON.parse(readFileSync(path.join(empty, file), 'utf8')) as { app: string }).app.split(' ');
    const [node = '', ...aws] = app('cdk.json');
    execFileSync(node, aws, {
      cwd: empty,
      env: {
        ...process.env,
        CDK_OUTDIR: 'cdk.out',
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: JSON.stringify({ blueprint: 'demo.yaml', target: 'aws' }),
      },
      stdio: 'pipe',
    });
    expect(readdirSync(path.join(empty, 'cdk.out'))).toContain('demo-foundation.template.json');
    run(node, app('cdktf.json').slice(1), empty);
    expect(readdirSync(path.join(empty, 'cdktf.out/stacks'))).toContain('demo-town-production-network');
  },
  5 * minutes,
);

const awsApp = `import { App, Stack } from 'aws-cdk-lib';
import { GovKey } from 'shared-gov-cloud/lib/providers/aws/storage/keys';
const stack = new Stack(new App({ outdir: 'own.out' }), 'own', { env: { account: '111122223333', region: 'eu-central-1' } });
new GovKey(stack, 'key', {
  key: { id: 'c2', dataClass: 'C2', name: 'own-c2', rotationDays: 365, deletionWindowDays: 30 },
  lifecycle: 'retained',
  users: ['s3'],
});
(stack.node.root as App).synth();
`;

const openstackApp = `import { App, TerraformStack } from 'cdktn';
import { OpenstackProvider } from 'shared-gov-cloud/lib/providers/openstack/.gen/providers/openstack/provider/index';
import { SecurityGroup } from 'shared-gov-cloud/lib/providers/openstack/network/security-groups';
const app = new App({ outdir: 'own-states.out' });
const stack = new TerraformStack(app, 'own');
new OpenstackProvider(stack, 'openstack', { cloud: 'mine' });
new SecurityGroup(stack, 'web', { name: 'web', description: 'entry', tags: [] }).allowFrom('everyone', '0.0.0.0/0', 443);
app.synth();
`;

test(
  'single constructs can be used in apps of somebody else, with their types',
  () => {
    writeFileSync(path.join(empty, 'aws-app.ts'), awsApp);
    writeFileSync(path.join(empty, 'openstack-app.ts'), openstackApp);
    // Types of what comes along may lie there already.
    mkdirSync(path.join(empty, 'node_modules/@types'), { recursive: true });
    symlinkSync(path.join(root, 'node_modules/@types/node'), path.join(empty, 'node_modules/@types/node'));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2022', '--types', 'node'];
    run(process.execPath, [tsc, ...options, 'aws-app.ts', 'openstack-app.ts'], empty);
    run(process.execPath, ['aws-app.js'], empty);
    run(process.execPath, ['openstack-app.js'], empty);
    expect(readFileSync(path.join(empty, 'own.out/own.template.json'), 'utf8')).toContain('AWS::KMS::Key');
    expect(readFileSync(path.join(empty, 'own-states.out/stacks/own/cdk.tf.json'), 'utf8')).toContain(
      'openstack_networking_secgroup_v2',
    );
  },
  5 * minutes,
);
