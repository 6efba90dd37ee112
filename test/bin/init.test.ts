import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { answers, emptyFolder } from './region';
import { sgc } from './terminal';

const initWith = (folder: string, text: string) => {
  writeFileSync(path.join(folder, 'answers.yaml'), text);
  return sgc(folder, ['init', 'region', '--answers', 'answers.yaml', '--no-install']);
};

test('answers become a repository whose blueprint is fine', async () => {
  const folder = emptyFolder();
  expect((await initWith(folder, answers)).code).toBe(0);
  const region = path.join(folder, 'region');
  expect(readdirSync(region).sort()).toEqual([
    '.github',
    '.gitignore',
    'README.md',
    'cdk.json',
    'cdktf.json',
    'demo.lock.json',
    'demo.records.yaml',
    'demo.yaml',
    'package.json',
    'pipeline',
  ]);
  expect((await sgc(region, ['check', 'demo.yaml'])).err).toBe('');
  const manifest = JSON.parse(readFileSync(path.join(region, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(manifest.dependencies).sort()).toEqual(['aws-cdk-lib', 'cdktn', 'constructs', 'shared-gov-cloud']);
  const cdk = JSON.parse(readFileSync(path.join(region, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  expect(cdk.context.blueprint).toBe('demo.yaml');
  expect(cdk.context['@aws-cdk/aws-iam:minimizePolicies']).toBe(true);
  const expiry = { a: '2027-05-21T00:00:00Z', b: '2027-11-17T00:00:00Z' };
  expect(parse(readFileSync(path.join(region, 'demo.yaml'), 'utf8'))).toMatchObject({
    targets: { openstack: { options: { credentialExpiry: expiry } } },
  });
});

test('the examples in the file of records become records when their marks and gaps go', async () => {
  const folder = emptyFolder();
  await initWith(folder, answers);
  const file = path.join(folder, 'region/demo.records.yaml');
  const filled = readFileSync(file, 'utf8')
    .replace(/^# (every:|- )/gm, '$1')
    .replace('entries: []\n', '')
    .replace(/^(- [^]*)$/m, 'entries:\n$1')
    .replaceAll(/(minutes|Drill|Review|Rotation): …/g, '$1: 30')
    .replaceAll('…', 'something');
  writeFileSync(file, filled);
  const { code, err } = await sgc(path.join(folder, 'region'), ['check', 'demo.records.yaml', 'demo.yaml']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

interface Job {
  readonly environment?: string;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Record<string, unknown>;
    readonly env?: Record<string, string>;
  }[];
}

const jobsOf = (folder: string): Record<string, Job> =>
  (parse(readFileSync(path.join(folder, 'region/.github/workflows/region.yaml'), 'utf8')) as { jobs: Record<string, Job> }).jobs;
const runs = (job: Job | undefined): readonly string[] =>
  (job?.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [run]));

test('the pipeline looks with one role and applies with another, holds no key, and its roles trust one repository', async () => {
  const folder = emptyFolder();
  await initWith(folder, answers);
  const workflow = readFileSync(path.join(folder, 'region/.github/workflows/region.yaml'), 'utf8');
  expect(parse(workflow)).toMatchObject({ permissions: { 'id-token': 'write', contents: 'read' } });
  expect(workflow).not.toMatch(/secrets\.|access-key|aws_access/i);
  const jobs = jobsOf(folder);
  expect(Object.keys(jobs)).toEqual(['check', 'plan-aws', 'apply-aws']);
  expect(runs(jobs['plan-aws'])).toEqual([
    'npm ci',
    'npx sgc deploy demo.yaml --target aws --plan',
    'npx sgc preflight demo.yaml --target aws',
  ]);
  expect(runs(jobs['apply-aws'])).toEqual(['npm ci', 'npx sgc deploy demo.yaml --target aws --yes']);
  const roles = Object.values(jobs).flatMap(({ steps }) => steps.map((step) => step.with?.['role-to-assume'] ?? ''));
  expect(roles.filter((role) => role !== '')).toEqual([
    'arn:aws:iam::111122223333:role/demo-pipeline-plan',
    'arn:aws:iam::111122223333:role/demo-pipeline-apply',
  ]);
  expect(workflow).toContain('# Target openstack is not deployed from here: its states are files of one machine.');
  const template = JSON.stringify(JSON.parse(readFileSync(path.join(folder, 'region/pipeline/aws-roles.template.json'), 'utf8')));
  expect(template).toContain('[{"Fn::Sub":"repo:${Repository}:environment:aws"}]');
  expect(template).not.toContain('"Resource":"*"');
});

const shared = answers.replace('{ cloud: scs-reference }', '{ cloud: scs-reference, options: { stateBackend: { kind: pg } } }');

test('an OpenStack whose states are shared gets jobs, each environment with its own clouds.yaml', async () => {
  const folder = emptyFolder();
  expect((await initWith(folder, shared)).code).toBe(0);
  const jobs = jobsOf(folder);
  expect([jobs['plan-openstack']?.environment, jobs['apply-openstack']?.environment]).toEqual(['openstack-plan', 'openstack']);
  expect(runs(jobs['apply-openstack']).at(-1)).toBe(
    `printf '%s' "$CLOUDS_YAML" > "$OS_CLIENT_CONFIG_FILE" && npx sgc deploy demo.yaml --target openstack --yes`,
  );
  expect(jobs['apply-openstack']?.steps.at(-1)?.env).toEqual({
    OS_CLIENT_CONFIG_FILE: '${{ runner.temp }}/clouds.yaml',
    CLOUDS_YAML: '${{ secrets.CLOUDS_YAML }}',
    PG_CONN_STR: '${{ secrets.PG_CONN_STR }}',
    TF_ENCRYPTION: '${{ secrets.TF_ENCRYPTION }}',
  });
});

test('on GitLab the same jobs wait for a person, one after the other', async () => {
  const folder = emptyFolder();
  await initWith(folder, shared.replace('pipeline: github', 'pipeline: gitlab'));
  const pipeline = parse(readFileSync(path.join(folder, 'region/.gitlab-ci.yml'), 'utf8')) as Record<string, object>;
  expect(Object.keys(pipeline)).toEqual([
    'default',
    'stages',
    'check',
    '.aws',
    'plan-aws',
    'apply-aws',
    'plan-openstack',
    'apply-openstack',
  ]);
  expect(pipeline['apply-openstack']).toEqual({
    stage: 'apply',
    image: '$TOOLS_IMAGE',
    environment: 'openstack',
    resource_group: 'openstack',
    rules: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', when: 'manual' }],
    script: ['npx sgc deploy demo.yaml --target openstack --yes'],
  });
  expect(pipeline['plan-aws']).toMatchObject({
    variables: { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/demo-pipeline-plan' },
  });
});

test('GitLab and a region on one cloud get what they need and no more', async () => {
  const folder = emptyFolder();
  const said = await initWith(folder, answers.replace('pipeline: github', 'pipeline: gitlab').replace(/ {2}aws: .*\n/, ''));
  expect(said.err).toBe('');
  expect(readdirSync(path.join(folder, 'region')).sort()).toEqual([
    '.gitignore',
    '.gitlab-ci.yml',
    'README.md',
    'cdktf.json',
    'demo.lock.json',
    'demo.records.yaml',
    'demo.yaml',
    'package.json',
  ]);
  expect(Object.keys(parse(readFileSync(path.join(folder, 'region/.gitlab-ci.yml'), 'utf8')) as object)).toEqual([
    'default',
    'stages',
    'check',
  ]);
});

test('gaps that nobody takes are told, and nothing is written', async () => {
  const folder = emptyFolder();
  const said = await initWith(folder, answers.replace(/accept: .*\n/, ''));
  expect(said.code).toBe(1);
  expect(said.err).toContain('SGC5002');
  expect(readdirSync(path.join(folder, 'region'))).toEqual([]);
});

test('wrong answers are told with their place', async () => {
  const said = await initWith(emptyFolder(), answers.replace('country: DE', 'country: Germany'));
  expect(said.code).toBe(1);
  expect(said.err).toMatch(/^answers\.yaml:3:10: SGC/m);
});

test('what is there already is not overwritten, but package.json keeps its own lines', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'region'));
  writeFileSync(
    path.join(folder, 'region/package.json'),
    JSON.stringify({ name: 'mine', dependencies: { 'shared-gov-cloud': 'file:../x.tgz' } }),
  );
  expect((await initWith(folder, answers)).code).toBe(0);
  expect(JSON.parse(readFileSync(path.join(folder, 'region/package.json'), 'utf8'))).toMatchObject({
    name: 'mine',
    dependencies: { 'shared-gov-cloud': 'file:../x.tgz', cdktn: '0.24.0' },
  });
  const before = readFileSync(path.join(folder, 'region/demo.yaml'), 'utf8');
  const said = await initWith(folder, answers.replace('20000', '20001'));
  expect(said.code).toBe(2);
  expect(readFileSync(path.join(folder, 'region/demo.yaml'), 'utf8')).toBe(before);
});

test('a person can answer instead of a file, and a wrong answer is asked again', async () => {
  const folder = emptyFolder();
  const replies: [RegExp, string[]][] = [
    [/Short id/, ['Demo', 'demo']],
    [/^Its name/, ['Demo town']],
    [/^Its country/, ['DE']],
    [/Languages/, ['de, en']],
    [/Internet domain/, ['demo.example']],
    [/those who run it/, ['it@demo.example']],
    [/security reports/, ['csirt@demo.example']],
    [/Id of an administration/, ['town', '']],
    [/^ {2}Its name/, ['Demo town']],
    [/Its inhabitants/, ['many', '20000']],
    [/E-service to host/, ['appointments@1', '']],
    [/Cloud to deploy to/, ['aws-eu-central-1', '']],
    [/AWS account/, ['111122223333', '222233334444']],
    [/Countries in which/, ['DE']],
    [/Where staff/, ['https://idp.demo.example']],
    [/How citizens/, ['eidas']],
    [/Where citizens/, ['https://login.demo.example']],
    [/Budget/, ['3000']],
    [/Its currency/, ['EUR']],
    [/Where will/, ['none']],
  ];
  const ask = (question: string): Promise<string> => {
    const reply = replies.find(([pattern]) => pattern.test(question))?.[1].shift();
    return reply === undefined ? Promise.reject(new Error(`unexpected question: ${question}`)) : Promise.resolve(reply);
  };
  const said = await sgc(folder, ['init', '.', '--no-install'], { ask });
  expect(said.err).toBe('');
  expect(replies.flatMap(([, left]) => left)).toEqual([]);
  expect(said.out).toContain('That does not fit');
  expect((await sgc(folder, ['check', 'demo.yaml'])).code).toBe(0);
  expect(existsSync(path.join(folder, '.github'))).toBe(false);
});
