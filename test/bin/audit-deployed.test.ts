import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DeployedArtefact } from '../../lib/report/audit/deployed-entry';
import type { AuditReport } from '../../lib/report/audit/report';
import { jsonOfXml } from '../../bin/preflight/aws-xml';
import { type AwsRequest, type AwsSaid, FakeAws } from './preflight/fake-aws';
import { change, emptyFolder, smallRegion } from './region';
import { sgc } from './terminal';

const artefactsIn = (folder: string): readonly DeployedArtefact[] =>
  (JSON.parse(readFileSync(path.join(folder, 'out/report.json'), 'utf8')) as AuditReport).deployed?.artefacts ?? [];
const find = (folder: string, name: string) => artefactsIn(folder).find(({ artefact }) => artefact === name);

describe('on AWS', () => {
  const [shared] = ['111122223333'];
  let folder: string;
  let cloud: FakeAws;
  let stacks: Record<string, { status: string; template: string }>;
  const env = () => ({ AWS_ACCESS_KEY_ID: 'AKIDSHARED', AWS_SECRET_ACCESS_KEY: 'SECRET', AWS_ENDPOINT_URL: cloud.url });
  const audit = () => sgc(folder, ['audit', 'small.yaml', '--deployed', '--out', 'out'], { env: env() });

  const answer = ({ action, body, key }: AwsRequest): AwsSaid => {
    const own = Object.entries(stacks).filter(([name]) =>
      name.includes('town') && !name.endsWith('transit') ? key === 'AKIDTOWN' : key === 'AKIDSHARED',
    );
    switch (action) {
      case 'GetCallerIdentity':
        return { body: { GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: shared } } } };
      case 'AssumeRole': {
        const AccessKeyId = body.RoleArn?.includes(`:${shared}:`) ? 'AKIDSHARED' : 'AKIDTOWN';
        return {
          body: {
            AssumeRoleResponse: { AssumeRoleResult: { Credentials: { AccessKeyId, SecretAccessKey: 'S', SessionToken: 'T' } } },
          },
        };
      }
      case 'DescribeStacks': {
        // Two pages, of which the second holds the rest.
        const all = own.map(([StackName, { status }]) => ({ StackName, StackStatus: status }));
        const page = body.NextToken === undefined ? all.slice(0, 2) : all.slice(2);
        const more = body.NextToken === undefined && all.length > 2 ? { NextToken: 'more' } : {};
        return { body: { DescribeStacksResponse: { DescribeStacksResult: { Stacks: page, ...more } } } };
      }
      case 'GetTemplate':
        return { body: { GetTemplateResponse: { GetTemplateResult: { TemplateBody: stacks[body.StackName ?? '']?.template } } } };
      default:
        return { status: 404, body: {} };
    }
  };

  beforeAll(async () => {
    folder = smallRegion('aws');
    cloud = await FakeAws.start((request) => answer(request));
    expect((await sgc(folder, ['synth', 'small.yaml'])).code).toBe(0);
  });
  afterAll(() => cloud.stop());
  beforeEach(() => {
    const out = path.join(folder, 'sgc.out/small/aws');
    stacks = Object.fromEntries(
      readdirSync(out)
        .filter((file) => file.endsWith('.template.json'))
        .map((file) => [
          file.replace('.template.json', ''),
          { status: 'CREATE_COMPLETE', template: readFileSync(path.join(out, file), 'utf8') },
        ]),
    );
    stacks['CDKToolkit'] = { status: 'CREATE_COMPLETE', template: '{}' };
  });

  test('what was audited is what runs', async () => {
    const { code, out } = await audit();
    const all = artefactsIn(folder);
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter(({ state, audited, deployed }) => state !== 'same' || audited !== deployed)).toEqual([]);
    expect(out).toContain(`what runs, asked on 2026-11-22: ${all.length} same`);
    expect(code).toBe(0);
    expect(readdirSync(path.join(folder, 'out'))).toContain('deployed.csv');
    expect((await sgc(folder, ['verify', 'out'])).code).toBe(0);
  });

  test('every difference is named, and so is what is missing, unsettled or was not audited', async () => {
    const [network, egress, foundation] = ['small-town-production-network', 'small-egress', 'small-foundation'] as const;
    const template = JSON.parse(stacks[network]?.template ?? '{}') as {
      Description?: string;
      Resources: Record<string, unknown>;
    };
    const [first = ''] = Object.keys(template.Resources);
    stacks[network] = {
      status: 'UPDATE_COMPLETE',
      template: JSON.stringify({ ...template, Resources: { ...template.Resources, [first]: { Type: 'AWS::Other' } } }),
    };
    stacks = Object.fromEntries(Object.entries(stacks).filter(([name]) => name !== egress));
    stacks[foundation] = { status: 'UPDATE_ROLLBACK_FAILED', template: stacks[foundation]?.template ?? '' };
    stacks['small-by-hand'] = { status: 'CREATE_COMPLETE', template: '{}' };
    const { code, out } = await audit();
    expect(code).toBe(1);
    expect(find(folder, network)).toMatchObject({ state: 'different' });
    expect(find(folder, network)?.differences.every(({ pointer }) => pointer.startsWith(`/Resources/${first}/`))).toBe(true);
    expect(find(folder, egress)).toMatchObject({ state: 'missing', deployed: '' });
    expect(find(folder, foundation)).toMatchObject({ state: 'different', reason: 'CloudFormation says UPDATE_ROLLBACK_FAILED' });
    expect(find(folder, 'small-by-hand')).toMatchObject({ state: 'stranger', audited: '' });
    expect(find(folder, 'CDKToolkit')).toBeUndefined();
    expect(out).toMatch(/different +aws +small-town-production-network +\/Resources\//);
  });

  test('without credentials nothing is taken for granted', async () => {
    const { code, out } = await sgc(folder, ['audit', 'small.yaml', '--deployed', '--out', 'out'], { env: {} });
    expect(code).toBe(1);
    expect(artefactsIn(folder).every(({ state }) => state === 'unseen')).toBe(true);
    expect(out).toContain('no credentials in the environment');
  });

  test('answers in XML are read as those in JSON', () => {
    const xml = `<?xml version="1.0"?><DescribeStacksResponse xmlns="x"><DescribeStacksResult><Stacks><member><StackName>a</StackName>
<Note>&lt;&amp;&#x41;&quot;</Note></member><member><StackName>b</StackName></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
    expect(jsonOfXml(xml)).toEqual({
      DescribeStacksResponse: { DescribeStacksResult: { Stacks: [{ StackName: 'a', Note: '<&A"' }, { StackName: 'b' }] } },
    });
  });
});

describe('on OpenStack', () => {
  let folder: string;
  let bin: string;
  const audit = (...more: readonly string[]) =>
    sgc(folder, ['audit', 'small.yaml', '--deployed', '--out', 'out', ...more], {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });

  /** An engine whose states are what was written, but for what a file beside the template says. */
  const engine = `#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const [chdir, command] = process.argv.slice(2);
const folder = chdir.replace('-chdir=', '') + '/';
if (command === 'init') process.exit(existsSync(folder + 'fails') ? (console.error('Error: no backend'), 1) : 0);
if (existsSync(folder + 'empty')) process.exit(0);
const { resource = {} } = JSON.parse(readFileSync(folder + 'cdk.tf.json', 'utf8'));
const changed = existsSync(folder + 'changed') ? JSON.parse(readFileSync(folder + 'changed', 'utf8')) : {};
const { createHash } = require('node:crypto');
// As Terraform keeps them: literals of merged maps, doubled signs once, and user data by their digest.
const kept = (key, value) => {
  if (typeof value !== 'string') return value;
  const [, merged] = /^\\$\\{merge\\((\\{[^{}]*\\}),/.exec(value) ?? [];
  if (merged !== undefined) return JSON.parse(merged);
  const text = value.replace(/([$%])\\1\\{/g, '$1{');
  return key === 'user_data' ? createHash('sha1').update(text).digest('hex') : text;
};
const resources = Object.entries(resource).flatMap(([type, byName]) =>
  Object.entries(byName).map(([name, attributes]) => ({ mode: 'managed', type, name, instances: [{ attributes: { ...JSON.parse(JSON.stringify(attributes, kept)), ...changed } }] })));
console.log(JSON.stringify({ version: 4, resources }));
`;
  const beside = (state: string, file: string, text: string): string => {
    const whole = path.join(folder, 'sgc.out/small/openstack/stacks', state, file);
    writeFileSync(whole, text);
    return whole;
  };

  beforeAll(async () => {
    folder = smallRegion('openstack');
    bin = path.join(emptyFolder(), 'bin');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'tofu'), engine);
    chmodSync(path.join(bin, 'tofu'), 0o755);
    expect((await sgc(folder, ['synth', 'small.yaml'])).code).toBe(0);
  });

  test('what was audited is what every state says, and each command is printed', async () => {
    const { code, err } = await audit();
    expect(artefactsIn(folder).map(({ artefact, state, differences }) => [artefact, state, differences])).toEqual(
      artefactsIn(folder).map(({ artefact }) => [artefact, 'same', []]),
    );
    expect(artefactsIn(folder).reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(500);
    expect(err).toContain('$ tofu -chdir=sgc.out/small/openstack/stacks/small-egress state pull');
    expect(code).toBe(0);
  });

  test('a value that differs, a state that is not there, one that cannot be read', async () => {
    const made = [
      beside('small-egress', 'changed', JSON.stringify({ direction: 'sideways' })),
      beside('small-backup', 'empty', ''),
      beside('small-domain', 'fails', ''),
    ];
    const { code, out } = await audit();
    expect(code).toBe(1);
    expect(find(folder, 'small-egress')?.differences[0]).toMatchObject({
      pointer: expect.stringMatching(/^\/resource\/openstack_networking_secgroup_rule_v2\/.*\/direction$/) as string,
      deployed: 'sideways',
    });
    expect(find(folder, 'small-backup')).toMatchObject({ state: 'missing' });
    expect(find(folder, 'small-domain')).toMatchObject({ state: 'unseen', reason: 'Error: no backend' });
    expect(out).toMatch(/different +openstack +small-egress .*\/direction: \w+ → sideways, and \d+ more/);
    made.forEach((file) => rmSync(file));
  });

  test('a blueprint that says something else than what runs is found out', async () => {
    change(folder, 'small.yaml', 'acme-v02.api.letsencrypt.org', 'other.example');
    expect((await audit()).code).toBe(1);
    expect(artefactsIn(folder).filter(({ state }) => state === 'different').length).toBeGreaterThan(0);
  });

  test('a folder that nobody deployed from shows nothing', async () => {
    const { code, out } = await sgc(folder, ['audit', 'small.yaml', '--deployed', 'elsewhere', '--out', 'out'], {
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    expect(code).toBe(1);
    expect(out).toContain('is not there: run `sgc synth`');
  });
});

test.each([[['a.yaml', 'b.yaml']], [['theirs']]])('--deployed with %j is wrong usage', async (paths) => {
  const folder = smallRegion('openstack');
  mkdirSync(path.join(folder, 'theirs'));
  writeFileSync(path.join(folder, 'theirs/a.json'), '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}');
  const { code, err } = await sgc(folder, ['audit', ...paths, '--deployed']);
  expect({ code, told: err.includes('--deployed goes with') }).toEqual({ code: 2, told: true });
});
