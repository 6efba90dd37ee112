import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { Line } from '../../../lib/preflight/verdict';
import { shown } from '../../preflight/claims';
import { smallRegion } from '../region';
import { sgc } from '../terminal';
import { type AwsRequest, type AwsSaid, FakeAws } from './fake-aws';

const mockNameServers = jest.fn<Promise<string[]>, [string]>();
jest.mock('node:dns/promises', () => ({
  Resolver: class {
    resolveNs = (host: string) => mockNameServers(host);
  },
}));

const [shared, town] = ['111122223333', '222233334444'];

const denied: AwsSaid = { status: 403, body: { Error: { Code: 'AccessDenied', Message: 'not yours' } } };

const identity = (Account: string): AwsSaid => ({
  body: { GetCallerIdentityResponse: { GetCallerIdentityResult: { Account, Arn: `arn:aws:iam::${Account}:user/x` } } },
});

const assumed: AwsSaid = {
  body: {
    AssumeRoleResponse: {
      AssumeRoleResult: { Credentials: { AccessKeyId: 'AKIDTOWN', SecretAccessKey: 'SECRETTOWN', SessionToken: 'TOKENTOWN' } },
    },
  },
};

const quotas = (values: Readonly<Record<string, number>>, NextToken?: string): AwsSaid => ({
  body: { Quotas: Object.entries(values).map(([QuotaCode, Value]) => ({ QuotaCode, Value })), NextToken },
});

/** AWS as it answers for two accounts that are ready, in the shapes of its own documentation. */
const ready = ({ action, body, key }: AwsRequest): AwsSaid => {
  switch (action) {
    case 'GetCallerIdentity':
      return identity(shared);
    case 'AssumeRole':
      return assumed;
    case 'ListServiceQuotas':
      if (body.ServiceCode === 'fargate') return quotas({ 'L-3032A538': key === 'AKIDTOWN' ? 100 : 6 });
      // Two pages, of which the second holds what is looked for.
      if (body.ServiceCode === 'vpc')
        return body.NextToken === undefined ? quotas({ 'L-OTHER': 1 }, 'more') : quotas({ 'L-F678F1CE': 20 });
      return quotas({});
    case 'ListAWSDefaultServiceQuotas':
      return body.ServiceCode === 'ec2' ? quotas({ 'L-0263D0A3': 5 }) : quotas({});
    case 'GetParameter':
      return { body: { Parameter: { Value: '27' } } };
    case '/v2/email/account':
      return { body: { ProductionAccessEnabled: true } };
    default:
      return { status: 404, body: { message: 'no such path' } };
  }
};

const credentials = { AWS_ACCESS_KEY_ID: 'AKIDSHARED', AWS_SECRET_ACCESS_KEY: 'SECRETSHARED' };
const folder = smallRegion('aws');

let aws: FakeAws | undefined;
beforeEach(() => void mockNameServers.mockResolvedValue(['ns1.example']));
afterEach(async () => {
  await aws?.stop();
  aws = undefined;
});

const preflight = async (
  answer: (request: AwsRequest) => AwsSaid,
  env: Record<string, string> = credentials,
  cwd = folder,
): Promise<{ readonly code: number; readonly lines: readonly Line[] }> => {
  aws = await FakeAws.start(answer);
  const said = await sgc(cwd, ['preflight', 'small.yaml', '--target', 'aws', '--json'], {
    env: { ...env, AWS_ENDPOINT_URL: aws.url },
  });
  expect(said.out + said.err).not.toMatch(/SECRET|TOKENTOWN/);
  return { code: said.code, lines: (JSON.parse(said.out) as { lines: readonly Line[] }).lines };
};

const red = ({ lines }: { readonly lines: readonly Line[] }): readonly string[] =>
  lines.filter(({ verdict }) => verdict === 'exceeded' || verdict === 'missing').map(shown);
const found = (lines: readonly Line[], account: string, item: string): Line | undefined =>
  lines.find((line) => line.account === account && line.item === item);

test('accounts that are ready are fine; what they have takes the place of what is assumed', async () => {
  const { code, lines } = await preflight(ready);
  expect(red({ lines })).toEqual([]);
  expect(code).toBe(0);
  expect(lines.filter(({ verdict }) => verdict === 'unknown').map(shown)).toEqual([]);
  expect(lines.find(({ item }) => item.startsWith('vCPUs of Fargate'))).toMatchObject({
    account: town,
    limit: 100,
    source: 'Service Quotas',
    date: '2026-11-22',
    confidence: 'high',
  });
  expect(found(lines, town, 'VPCs')).toMatchObject({ limit: 20, source: 'Service Quotas' });
  // Never raised: what AWS gives there. No answer at all: what it publishes.
  expect(found(lines, shared, 'elastic addresses')).toMatchObject({ limit: 5, source: 'Service Quotas' });
  expect(found(lines, town, 'database instances')).toMatchObject({ limit: 40, source: expect.stringMatching(/^https:\/\/docs/) });
});

test('each account is asked with its own credentials, in its own region; the account-wide in the home of the partition', async () => {
  await preflight(ready);
  const asked = (action: string) => (aws?.heard ?? []).filter((request) => request.action === action);
  expect(asked('AssumeRole').map(({ key, region, body }) => [key, region, body.RoleArn])).toEqual([
    ['AKIDSHARED', 'us-east-1', `arn:aws:iam::${town}:role/cdk-hnb659fds-lookup-role-${town}-eu-central-1`],
  ]);
  const listed = asked('ListServiceQuotas');
  const of = (service: string) => [
    ...new Set(listed.filter(({ body }) => body.ServiceCode === service).map((one) => `${one.key} ${one.region}`)),
  ];
  expect(of('iam').sort()).toEqual(['AKIDSHARED us-east-1', 'AKIDTOWN us-east-1']);
  expect(of('rds')).toEqual(['AKIDTOWN eu-central-1']);
  expect(listed.every(({ service }) => service === 'servicequotas')).toBe(true);
  // One service, account and region: asked once, however many quotas it has.
  expect(listed.filter(({ body, key }) => body.ServiceCode === 'elasticloadbalancing' && key === 'AKIDTOWN')).toHaveLength(1);
  expect(asked('/v2/email/account').map(({ service }) => service)).toEqual(['ses']);
});

describe('Exactly one line is red', () => {
  test.each<[what: string, answer: (request: AwsRequest) => AwsSaid, line: string]>([
    [
      'a quota is one too small',
      (request) =>
        request.action === 'ListServiceQuotas' && request.body.ServiceCode === 'rds'
          ? quotas({ 'L-7B6409FD': 0 })
          : ready(request),
      `${town} database instances: 1/0`,
    ],
    [
      'an account was not bootstrapped',
      (request) =>
        request.action === 'GetParameter' && request.key === 'AKIDTOWN'
          ? { status: 400, body: { __type: 'ParameterNotFound' } }
          : ready(request),
      `${town} bootstrap of the CDK: 1/0`,
    ],
  ])('where %s', async (_, answer, line) => {
    const said = await preflight(answer);
    expect(red(said)).toEqual([line]);
    expect(said.code).toBe(1);
  });
});

test('mail in its sandbox stops nothing and is told', async () => {
  const { code, lines } = await preflight((request) =>
    request.action === '/v2/email/account' ? { body: { ProductionAccessEnabled: false } } : ready(request),
  );
  expect(code).toBe(0);
  expect(found(lines, town, 'mail to everybody')).toMatchObject({ verdict: 'duty', by: 'aws', source: 'SES' });
});

describe('What nobody answers', () => {
  test('for want of a role in the other account leaves its published values, with the reason', async () => {
    const { lines } = await preflight((request) => (request.action === 'AssumeRole' ? denied : ready(request)));
    const access = found(lines, town, 'credentials of the account');
    expect(access?.verdict).toBe('unknown');
    expect(access?.source).toContain(`signed in to account ${shared}; AssumeRole of sts in us-east-1: HTTP 403`);
    expect(found(lines, town, 'VPCs')).toMatchObject({ limit: 5, source: expect.stringMatching(/^https:\/\/docs/) });
    expect(found(lines, shared, 'VPCs')).toMatchObject({ limit: 20 });
  });

  test('for want of credentials says how to get them from a profile', async () => {
    const { lines } = await preflight(ready, { AWS_PROFILE: 'demo' });
    expect(aws?.heard).toEqual([]);
    expect(found(lines, town, 'credentials of the account')?.source).toContain(
      'eval "$(aws configure export-credentials --profile demo --format env)"',
    );
  });

  test('at first is asked again, and a service that is down leaves what is published', async () => {
    let refusals = 0;
    const { lines } = await preflight((request) => {
      if (request.action !== 'ListServiceQuotas' || request.body.ServiceCode !== 'rds' || refusals++ > 0) return ready(request);
      return { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
    });
    expect(refusals).toBeGreaterThan(1);
    expect(found(lines, town, 'database instances')).toMatchObject({ limit: 40, verdict: 'fits' });
  });
});

describe('A region that is off in new accounts, and a certificate of its own', () => {
  const arn = `arn:aws:acm:eu-south-1:${town}:certificate/12345678-1234-1234-1234-123456789012`;
  const italian = smallRegion('aws');
  const file = path.join(italian, 'small.yaml');
  const blueprint = parseDocument(readFileSync(file, 'utf8'));
  blueprint.setIn(['targets', 'aws', 'cloud'], 'aws-eu-south-1');
  blueprint.setIn(['targets', 'aws', 'certificates'], { appointments: arn });
  blueprint.setIn(['residency', 'allowedCountries'], ['DE', 'IT']);
  writeFileSync(file, String(blueprint));

  const answering = (status: string, certificate: AwsSaid) => (request: AwsRequest) => {
    if (request.action === '/getRegionOptStatus') return { body: { RegionName: 'eu-south-1', RegionOptStatus: status } };
    return request.action === 'DescribeCertificate' ? certificate : ready(request);
  };
  const issued = (Status: string, ...SubjectAlternativeNames: string[]): AwsSaid => ({
    body: { Certificate: { Status, SubjectAlternativeNames } },
  });

  test.each<[what: string, status: string, certificate: AwsSaid, red: readonly string[]]>([
    ['are there', 'ENABLED', issued('ISSUED', 'termine.demo.example'), []],
    ['are there under a star', 'ENABLED_BY_DEFAULT', issued('ISSUED', '*.demo.example'), []],
    [
      'are off',
      'DISABLED',
      issued('ISSUED', 'termine.demo.example'),
      [
        `${shared} region eu-south-1, which is off in new accounts: 1/0`,
        `${town} region eu-south-1, which is off in new accounts: 1/0`,
      ],
    ],
    [
      'wait for validation',
      'ENABLED',
      issued('PENDING_VALIDATION', 'termine.demo.example'),
      [`${town} certificate of termine.demo.example: 1/0`],
    ],
    [
      'name another host',
      'ENABLED',
      issued('ISSUED', 'www.termine.demo.example'),
      [`${town} certificate of termine.demo.example: 1/0`],
    ],
    [
      'do not exist',
      'ENABLED',
      { status: 400, body: { __type: 'ResourceNotFoundException', message: 'Could not find certificate' } },
      [`${town} certificate of termine.demo.example: 1/0`],
    ],
  ])('%s', async (_, status, certificate, lines) => {
    expect(red(await preflight(answering(status, certificate), credentials, italian))).toEqual(lines);
  });
});
