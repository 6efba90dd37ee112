import { readCloudFormation } from '../../lib/evidence/cloudformation';
import { factsOf } from '../../lib/evidence/facts';
import type { FactKind } from '../../lib/evidence/fact';

const source = (name: string, tenant: string, account: string, resources: object) => ({
  id: name,
  name,
  kind: 'other' as const,
  tenant,
  space: '',
  account,
  region: 'eu-south-1',
  template: JSON.stringify({ Resources: resources }),
});

const said = (kind: FactKind, resources: object, others: object = {}): readonly unknown[] =>
  factsOf(readCloudFormation([source('a', 'city', '111111111111', resources), source('b', 'county', '222222222222', others)]), {
    encryptedVolumeTypes: undefined,
  }).flatMap(({ kind: found, of, subject, value }) =>
    found === kind && subject === 'a#It' && value.known ? [`${of}: ${String(value.value)}`] : [],
  );

const statement = (more: object): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const role = (more: object): object => ({
  It: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: statement({ Action: 'sts:AssumeRole', ...more }) } },
});
const policy = (more: object): object => ({
  It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statement(more) } },
});
const own = { StringEquals: { 'aws:SourceAccount': '111111111111' } };

test.each([
  [
    'a service that says for whom it acts, unbound',
    role({ Principal: { Service: 'ecs-tasks.amazonaws.com' } }),
    ['policy: false'],
  ],
  ['the same, bound', role({ Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition: own }), ['policy: true']],
  [
    'bound only where the key is there',
    role({
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111111111111' } },
    }),
    ['policy: false'],
  ],
  ['a service that gives no word of it', role({ Principal: { Service: 'monitoring.rds.amazonaws.com' } }), []],
])('%s', (_, resources, facts) => {
  expect(said('boundary', resources).filter((text) => String(text).startsWith('policy'))).toEqual(facts);
});

test.each([
  ['data of everything', { Action: 's3:GetObject', Resource: '*' }, ['policy: false']],
  ['data of everything by a wildcard', { Action: 's3:Get*', Resource: '*' }, ['policy: false']],
  ['data of one store', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::one/*' }, ['policy: true']],
  ['lists', { Action: 's3:ListAllMyBuckets', Resource: '*' }, []],
])('%s', (_, more, facts) => {
  expect(said('scope', policy(more))).toEqual(facts);
});

describe('what belongs to another tenant', () => {
  const key = (arn: string): object => ({ It: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: arn } } });

  test.each([
    ['its key by ARN', key('arn:aws:kms:eu-south-1:222222222222:key/theirs'), ['artefact: true']],
    ['the own key', key('arn:aws:kms:eu-south-1:111111111111:key/ours'), []],
    ['a key of nobody here', key('arn:aws:kms:eu-south-1:333333333333:key/x'), []],
    [
      'a policy that admits it, which is judged elsewhere',
      policy({ Action: 'kms:Encrypt', Resource: 'arn:aws:kms:eu-south-1:222222222222:key/theirs' }),
      [],
    ],
  ])('%s', (_, resources, facts) => {
    expect(said('foreignOwner', resources)).toEqual(facts);
  });
});
