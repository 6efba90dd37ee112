import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import { foreignIn, type Template } from '../../../lib/providers/aws/partition-lint';
import { provider } from '../../../lib/providers/aws/provider';
import { planOf } from '../../plans';

const plan = planOf('reference/municipal.yaml');
const sovereign = (plan.targets.sovereign as AwsTargetPlan).cloud;
const one = (properties: object, type = 'AWS::S3::Bucket'): Template => ({
  Resources: { Thing: { Type: type, Properties: properties } as { Type: string } },
});

describe('what is foreign to a partition', () => {
  test.each([
    ['a type that the cloud lacks', one({}, 'AWS::CloudFront::Distribution'), 'AWS::CloudFront::Distribution is absent'],
    [
      'an ARN with its partition',
      one({ Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ],
    ['an ARN of the sovereign partition, which is as fixed', one({ Arn: 'arn:aws-eusc:s3:::b' }), 'arn:aws-eusc:s3:::b'],
    [
      'a host of the other partition',
      one({ Host: 'https://b.s3.eu-central-1.amazonaws.com/x' }),
      'b.s3.eu-central-1.amazonaws.com',
    ],
    ['a bucket host', one({ Host: 's3.amazonaws.com' }), 's3.amazonaws.com'],
  ])('%s is found', (_, template, what) => {
    expect(foreignIn(template, sovereign)).toEqual([{ id: 'Thing', what }]);
  });

  test.each([
    ['a service principal', { Principal: { Service: ['cloudtrail.amazonaws.com', 's3.amazonaws.com'] } }],
    ['a regional service principal', { Principal: { Service: 'logs.eusc-de-east-1.amazonaws.com' } }],
    ['an endpoint name', { ServiceName: 'com.amazonaws.eusc-de-east-1.kms' }],
    ['an ARN whose partition comes from the deployment', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::b']] }],
  ])('%s is not', (_, properties) => {
    expect(foreignIn(one(properties), sovereign)).toEqual([]);
  });
});

describe.each([
  ['reference/municipal.yaml', 'aws'],
  ['clips/novi-sad.yaml', 'sovereign'],
  ['clips/novi-sad.yaml', 'aws'],
])('the templates of %s, target %s', (file, target) => {
  test('hold nothing foreign to their partition and region', () => {
    const region = planOf(file);
    const outDir = mkdtempSync(path.join(tmpdir(), 'sgc-lint-'));
    const found = provider.synthesize(region, target, outDir).flatMap((artefact) => {
      const template = JSON.parse(readFileSync(path.join(outDir, artefact.file), 'utf8')) as Template;
      const cloud = (region.targets[target] as AwsTargetPlan).cloud;
      return foreignIn(template, cloud).map(({ id, what }) => `${artefact.name} ${id}: ${what}`);
    });
    expect(found).toEqual([]);
  });
});
