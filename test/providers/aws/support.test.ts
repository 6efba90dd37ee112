import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type AwsCloud, cloudSchema } from '../../../lib/model/cloud';
import { intentIds } from '../../../lib/model/intent';
import { parseOptions } from '../../../lib/providers/aws/options';
import { support } from '../../../lib/providers/aws/support';

const folder = path.join(__dirname, '../../../blueprints/clouds');
const clouds = readdirSync(folder)
  .filter((file) => file.startsWith('aws-'))
  .map((file) => cloudSchema.parse(parse(readFileSync(path.join(folder, file), 'utf8'))))
  .filter((cloud): cloud is AwsCloud => cloud.provider === 'aws');

const cloudOf = (id: string): AwsCloud => {
  const cloud = clouds.find((candidate) => candidate.cloud === id);
  if (cloud === undefined) throw new Error(`no cloud ${id}`);
  return cloud;
};

describe.each(clouds.map((cloud) => [cloud.cloud, cloud] as const))('the answers of %s', (_, cloud) => {
  const answers = support(cloud);

  test('are one for every intent', () => {
    expect(Object.keys(answers).sort()).toEqual([...intentIds].sort());
  });

  test('say what is lost exactly where something is', () => {
    for (const answer of Object.values(answers)) {
      expect(answer.by).not.toBe('');
      expect(answer.lost === '').toBe(answer.parity === 'equal');
    }
  });
});

describe('the answers', () => {
  test.each([
    ['aws-eu-central-1', 'jurisdiction.immunity', 'absent'],
    ['aws-eusc-de-east-1', 'jurisdiction.immunity', 'weaker'],
    ['aws-eusc-de-east-1', 'storage.secondSite', 'absent'],
    ['aws-eusc-de-east-1', 'cost.budget', 'equal'],
    ['aws-eu-central-1', 'cost.budget', 'weaker'],
    ['aws-eu-south-1', 'cost.budget', 'absent'],
    ['aws-eu-south-2', 'hosting.mail', 'absent'],
    ['aws-eu-south-1', 'hosting.mail', 'equal'],
  ] as const)('of %s: %s is %s', (cloud, intent, parity) => {
    expect(support(cloudOf(cloud))[intent].parity).toBe(parity);
  });
});

describe('the options', () => {
  test('are complete when nothing is written', () => {
    expect(parseOptions({})).toEqual({
      ok: true,
      value: { natGateways: 'each-zone', staffClient: 'shared-gov-cloud', samlAudience: 'https://signin.aws.amazon.com/saml' },
    });
  });

  test('refuse what is unknown, with its place and what is allowed', () => {
    const parsed = parseOptions({ natGateways: 'none' });
    expect(parsed.ok ? [] : parsed.issues.map(({ path: at, allowed }) => [at, allowed])).toEqual([
      [['natGateways'], 'natGateways, staffClient, samlAudience'],
    ]);
  });
});
