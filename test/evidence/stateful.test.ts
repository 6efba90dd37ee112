import { statefulIn, statefulProblems } from '../../lib/evidence/stateful';
import { statefulTypes as awsTypes } from '../../lib/providers/aws/stateful';
import { statefulTypes as openstackTypes } from '../../lib/providers/openstack/stateful';

const bucket = (name: string) => ({
  Resources: {
    Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, Tags: [] } },
    Other: { Type: 'AWS::SNS::Topic' },
  },
});
const subnet = (cidr: string) => ({
  resource: { openstack_networking_subnet_v2: { 'app-a': { cidr, ip_version: 4, tags: ['x'] } } },
});

test('reads what holds state, with what would replace it, from both kinds of template', () => {
  expect(statefulIn(bucket('records'), awsTypes)).toEqual({
    Store: { type: 'AWS::S3::Bucket', replacedBy: { BucketName: 'records' } },
  });
  expect(statefulIn(subnet('10.0.0.0/24'), openstackTypes)).toEqual({
    'app-a': { type: 'openstack_networking_subnet_v2', replacedBy: { cidr: '10.0.0.0/24', ip_version: 4 } },
  });
});

const files = { lock: 'x.lock.json', blueprint: 'x.yaml' };
const baseline = { stack: statefulIn(bucket('records'), awsTypes) };
const codes = (now: Parameters<typeof statefulProblems>[3]): string[] =>
  statefulProblems(files, 'aws', baseline, now).map((problem) => problem.code);

test('an unchanged or added resource is no problem', () => {
  expect(codes(baseline)).toEqual([]);
  expect(codes({ ...baseline, other: statefulIn(bucket('more'), awsTypes) })).toEqual([]);
});

test('a resource that goes, or would be replaced, is a problem that names its address', () => {
  const [renamed] = statefulProblems(files, 'aws', baseline, { stack: statefulIn(bucket('renamed'), awsTypes) });
  expect(renamed).toMatchObject({
    code: 'SGC6002',
    message: 'AWS::S3::Bucket aws/stack/Store holds state and would be replaced: BucketName changed',
  });
  const two = { stack: { ...baseline.stack, Table: { type: 'AWS::DynamoDB::Table', replacedBy: {} } } };
  const [first, ...rest] = statefulProblems(files, 'aws', two, baseline);
  expect(rest).toEqual([]);
  expect(first?.message).toBe('AWS::DynamoDB::Table aws/stack/Table holds state and would go');
  expect(first?.repair).toContain('`sgc lock release x.yaml aws/stack/Table`');
});

test('an artefact that goes as a whole is one problem, and so is a target', () => {
  const store = (type: string) => ({ type, replacedBy: {} });
  const before = {
    one: { A: store('AWS::S3::Bucket'), B: store('AWS::RDS::DBInstance'), C: store('AWS::S3::Bucket') },
    other: { D: store('AWS::KMS::Key') },
    empty: {},
  };
  const said = (now: Parameters<typeof statefulProblems>[3]) =>
    statefulProblems(files, 'aws', before, now).map(({ code, message, repair }) => [
      code,
      message,
      /release x\.yaml (\S+)`/.exec(repair ?? '')?.[1],
    ]);
  expect(said({ other: before.other })).toEqual([
    ['SGC6001', 'everything in aws/one that holds state would go: 2 AWS::S3::Bucket, 1 AWS::RDS::DBInstance', 'aws/one'],
  ]);
  expect(said({})).toEqual([
    ['SGC6001', 'everything in aws that holds state would go: 2 AWS::S3::Bucket, 1 AWS::KMS::Key, 1 AWS::RDS::DBInstance', 'aws'],
  ]);
  expect(said({ one: {}, other: {} })).toEqual(said({}));
});
