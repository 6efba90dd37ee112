import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { change, smallRegion } from './region';
import { sgc } from './terminal';

/** Notes how it was called, and fails where a test asks it to. */
const program = (folder: string, file: string): void => {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  const fails = JSON.stringify(path.join(folder, 'fails'));
  writeFileSync(
    whole,
    `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const said = process.argv.slice(2).join(' ');
appendFileSync(${JSON.stringify(path.join(folder, 'calls'))}, said + '\\n');
process.exitCode = existsSync(${fails}) && said.includes(readFileSync(${fails}, 'utf8')) ? 1 : 0;
`,
  );
  chmodSync(whole, 0o755);
};

const calls = (folder: string): readonly string[] =>
  existsSync(path.join(folder, 'calls')) ? readFileSync(path.join(folder, 'calls'), 'utf8').trimEnd().split('\n') : [];

const onAws = () => {
  const folder = smallRegion('aws');
  program(folder, 'node_modules/aws-cdk/bin/cdk');
  writeFileSync(path.join(folder, 'node_modules/aws-cdk/package.json'), '{"name":"aws-cdk"}');
  return folder;
};

const policies = (account: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::${account}:policy/sgc-small-execution-${index + 1}`).join();

test('on AWS each account gets its policies, then the stack of the CDK that deploys with them and nothing more', async () => {
  const folder = onAws();
  const said = await sgc(folder, ['bootstrap', 'small.yaml', '--yes', '--profile', 'town=own'], { env: process.env });
  expect(said.code).toBe(0);
  const app = '--app sgc.out/small/aws.bootstrap';
  const rest = '--no-color --no-notices';
  expect(calls(folder)).toEqual([
    `deploy sgc-small-execution-111122223333 --exclusively --require-approval never ${app} ${rest}`,
    `bootstrap aws://111122223333/eu-central-1 --cloudformation-execution-policies ${policies('111122223333', 3)} --termination-protection ${app} ${rest}`,
    `deploy sgc-small-execution-222233334444 --exclusively --require-approval never ${app} --profile own ${rest}`,
    `bootstrap aws://222233334444/eu-central-1 --trust 111122223333 --trust-for-lookup 111122223333 --cloudformation-execution-policies ${policies('222233334444', 4)} --termination-protection ${app} --profile own ${rest}`,
  ]);
  const template = JSON.parse(
    readFileSync(path.join(folder, 'sgc.out/small/aws.bootstrap/sgc-small-execution-222233334444.template.json'), 'utf8'),
  ) as { Resources: Record<string, { Type: string; Properties: { ManagedPolicyName: string } }> };
  expect(Object.values(template.Resources).map(({ Type, Properties }) => [Type, Properties.ManagedPolicyName])).toEqual(
    [1, 2, 3, 4].map((index) => ['AWS::IAM::ManagedPolicy', `sgc-small-execution-${index}`]),
  );
  expect(JSON.stringify(template)).not.toContain('AdministratorAccess');
  // CloudFormation takes no more in the body of a call, and there is no bucket yet.
  expect(JSON.stringify(template).length).toBeLessThan(51_200);
  expect(said.out).toContain('4 of 4 are done.');
});

test("policies are made with the rights of whoever types it: the CDK's roles are not there yet, and later may not change them", async () => {
  const folder = onAws();
  await sgc(folder, ['bootstrap', 'small.yaml', '--print'], { env: process.env });
  const manifest = JSON.parse(readFileSync(path.join(folder, 'sgc.out/small/aws.bootstrap/manifest.json'), 'utf8')) as {
    artifacts: Record<string, { type: string; properties: object }>;
  };
  const stacks = Object.values(manifest.artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
  expect(stacks).toHaveLength(2);
  for (const { properties } of stacks)
    expect(Object.keys(properties).filter((key) => /role|bucket|bootstrap/i.test(key))).toEqual([]);
});

test('an account whose policies cannot be made is left; the others go on', async () => {
  const folder = onAws();
  writeFileSync(path.join(folder, 'fails'), 'deploy sgc-small-execution-111122223333');
  const said = await sgc(folder, ['bootstrap', 'small.yaml', '--yes'], { env: process.env });
  expect(said.code).toBe(1);
  expect(calls(folder).map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
    'deploy sgc-small-execution-111122223333',
    'deploy sgc-small-execution-222233334444',
    'bootstrap aws://222233334444/eu-central-1',
  ]);
  expect(said.out).toContain('2 of 4 are done.');
  expect(said.out).toContain("The CDK's own stack in account 111122223333, eu-central-1: left, since the one before it failed");
});

test.each(['aws', 'openstack'] as const)('%s: all commands can be printed, and then none runs', async (target) => {
  const folder = target === 'aws' ? onAws() : smallRegion('openstack');
  const said = await sgc(folder, ['bootstrap', 'small.yaml', '--print'], { env: process.env });
  expect(said.code).toBe(0);
  expect(calls(folder)).toEqual([]);
  expect(said.out).toContain(
    target === 'aws'
      ? 'npx cdk bootstrap aws://222233334444/eu-central-1'
      : "openstack --os-cloud operator image show 'Debian 12'",
  );
});

test('without a person and without --yes nothing runs', async () => {
  const folder = onAws();
  expect((await sgc(folder, ['bootstrap', 'small.yaml'], { env: process.env })).code).toBe(2);
  const terminal = { out: true, err: true };
  const asked = await sgc(folder, ['bootstrap', 'small.yaml'], {
    env: { ...process.env, NO_COLOR: '1' },
    terminal,
    ask: () => Promise.resolve('no'),
  });
  expect([asked.code, calls(folder)]).toEqual([1, []]);
});

const withBucket = () => {
  const folder = smallRegion('openstack');
  change(
    folder,
    'small.yaml',
    'cloud: scs-reference\n',
    'cloud: scs-reference\n    options:\n      stateBackend: { kind: s3, bucket: states, region: main, endpoint: "https://s3.cloud.example", conditionalPut: true }\n',
  );
  return folder;
};

test('on OpenStack what we may do is done once, and what only the operator may is told', async () => {
  const folder = withBucket();
  program(folder, 'tools/aws');
  const env = { ...process.env, PATH: path.join(folder, 'tools') };
  writeFileSync(path.join(folder, 'fails'), 'head-bucket');
  const first = await sgc(folder, ['bootstrap', 'small.yaml', '--yes'], {
    env: { ...env, PATH: `${env.PATH}:${process.env.PATH ?? ''}` },
  });
  const s3 = '--endpoint-url https://s3.cloud.example s3api';
  expect(first.err).not.toContain('SGC');
  expect(calls(folder)).toEqual([
    `${s3} head-bucket --bucket states`,
    `${s3} create-bucket --bucket states`,
    `${s3} put-bucket-versioning --bucket states --versioning-configuration Status=Enabled`,
  ]);
  expect(first.code).toBe(0);
  expect(first.out).toContain("for the cloud's operator\n  $ openstack --os-cloud operator image show 'Debian 12'");
  writeFileSync(path.join(folder, 'calls'), '');
  writeFileSync(path.join(folder, 'fails'), 'create-bucket');
  expect(
    (await sgc(folder, ['bootstrap', 'small.yaml', '--yes'], { env: { ...env, PATH: `${env.PATH}:${process.env.PATH ?? ''}` } }))
      .code,
  ).toBe(0);
});

test('a program that is not installed leaves its commands to be typed elsewhere', async () => {
  const said = await sgc(withBucket(), ['bootstrap', 'small.yaml', '--yes'], { env: { PATH: '' } });
  expect(said.code).toBe(1);
  expect(said.out).toContain('A bucket for the states: its program is not installed here: run it by hand where it is');
});
