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

const baseline = { stack: statefulIn(bucket('records'), awsTypes) };
const codes = (now: Parameters<typeof statefulProblems>[3]): string[] =>
  statefulProblems('x.lock.json', 'aws', baseline, now).map((problem) => problem.code);

test('an unchanged or added resource is no problem', () => {
  expect(codes(baseline)).toEqual([]);
  expect(codes({ ...baseline, other: statefulIn(bucket('more'), awsTypes) })).toEqual([]);
});

test('a resource that goes, or would be replaced, is a problem that names its address', () => {
  expect(codes({})).toEqual(['SGC6001']);
  expect(codes({ stack: statefulIn(bucket('renamed'), awsTypes) })).toEqual(['SGC6002']);
  expect(statefulProblems('x.lock.json', 'aws', baseline, {})[0]?.repair).toContain('sgc lock release aws/stack/Store');
});
