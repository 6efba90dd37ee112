import { referencePlan } from '../plans';
import { synthesized } from '../conformance/synthesized';
import { answered, bound, claimsIn, needOf, redIn, tamper } from './claims';

const synth = synthesized(referencePlan(), 'aws');
const claims = claimsIn(synth);
const [shared, city, county] = ['111122223333', '222233334444', '333344445555'];
const home = 'eu-central-1';

/** New accounts have less than a region needs of Fargate alone; with it raised, everything fits. */
const raised = answered(claims, 'quota/fargateVcpus', bound(1000));

describe('The reference region needs on AWS', () => {
  test.each([
    // Two stages, and the VPC with which the account is born.
    [city, home, 'vpcs', 3],
    [city, home, 'internetGateways', 3],
    // One for each of two zones of the way out; one NAT gateway stands in each zone.
    [shared, home, 'elasticAddresses', 2],
    [shared, home, 'natGateways', 1],
    // The hub's own, and one for each of four spaces.
    [shared, home, 'transitRouteTables', 5],
    // Nine services of AWS, in the one network of the way out.
    [shared, home, 'interfaceEndpoints', 9],
    [shared, home, 'firewallCapacity', 1100],
    // Two e-services in two stages, each with its own entry; the county answers on one link in each stage.
    [city, home, 'applicationBalancers', 4],
    [county, home, 'networkBalancers', 2],
    // appointments: (2 parts x 3) + 1 job, kindergarten: (3 parts x 3) + a job of 2; in staging 2 x 2 + 1 and 3 x 2 + 2.
    [city, home, 'fargateVcpus', 7 + 11 + 5 + 8],
    // residence: 4 parts x 3, and x 2 in staging.
    [county, home, 'fargateVcpus', 12 + 8],
    [city, home, 'databases', 4],
    [city, home, 'stacks', 13],
    [city, 'eu-west-1', 'stacks', 4],
    [city, home, 'keys', 13],
    [city, 'eu-west-1', 'keys', 6],
    // Both regions together: an account has its buckets, roles and zones once.
    [city, 'global', 'buckets', 13],
    [city, 'global', 'roles', 60],
    [city, 'global', 'policiesPerRole', 7],
    [city, 'global', 'hostedZones', 6],
  ])('in %s, %s: %s %d', (account, region, quota, amount) => {
    expect(needOf(claims, account, region, `quota/${quota}`)).toBe(amount);
  });

  test('nothing of what it has none of', () => {
    expect(needOf(claims, city, home, 'quota/transitGateways')).toBeUndefined();
    expect(needOf(claims, shared, home, 'quota/databases')).toBeUndefined();
  });

  test('what its parts add up to', () => {
    for (const { need } of claims.filter(({ need }) => need.id.startsWith('quota/')))
      expect([need.id, need.parts.reduce((sum, part) => sum + part.amount, 0)]).toEqual([need.id, need.amount]);
  });

  test('more of Fargate than a new account has, and of nothing else', () => {
    expect(redIn(claims)).toEqual([
      `${city} vCPUs of Fargate, all services at their largest: 31/6`,
      `${county} vCPUs of Fargate, all services at their largest: 20/6`,
    ]);
    expect(redIn(claims, raised)).toEqual([]);
  });
});

describe('Exactly one line is red', () => {
  const network = 'reference-city-production-network';

  test('where a template has 501 resources, and none where it has 500', () => {
    const filled = (count: number) =>
      claimsIn(
        synth,
        tamper(synth.sources, network, ({ Resources = {} }) => {
          for (let i = Object.keys(Resources).length; i < count; i += 1)
            Object.assign(Resources, { [`Filler${i}`]: { Type: 'AWS::CloudFormation::WaitConditionHandle' } });
        }),
      );
    expect(redIn(filled(501), raised)).toEqual([`${city} resources in one template: 501/500`]);
    expect(redIn(filled(500), raised)).toEqual([]);
  });

  test('where a template is too long', () => {
    const long = tamper(synth.sources, network, (template) => Object.assign(template, { Description: 'x'.repeat(1_000_000) }));
    expect(redIn(claimsIn(synth, long), raised)).toEqual([
      expect.stringMatching(`^${city} bytes of one template: 10\\d+/1000000$`),
    ]);
  });

  test('where a template has 201 outputs', () => {
    const many = tamper(synth.sources, network, ({ Outputs = {} }) => {
      for (let i = Object.keys(Outputs).length; i < 201; i += 1) Object.assign(Outputs, { [`O${i}`]: { Value: 'x' } });
    });
    expect(redIn(claimsIn(synth, many), raised)).toEqual([`${city} outputs of one template: 201/200`]);
  });

  test('where a name is too long', () => {
    const named = tamper(synth.sources, 'reference-city-production-appointments', ({ Resources = {} }) => {
      const [balancer] = Object.values(Resources).filter((one: { Type: string }) => one.Type.endsWith('V2::LoadBalancer')) as {
        Properties: { Name: string };
      }[];
      if (balancer !== undefined) balancer.Properties.Name = 'x'.repeat(33);
    });
    expect(redIn(claimsIn(synth, named), raised)).toEqual([`${city} characters of the name of a load balancer: 33/32`]);
  });

  test('where one security group has 61 rules one way', () => {
    const ruled = tamper(synth.sources, 'reference-county-production-residence', ({ Resources = {} }) => {
      const [group] = Object.keys(Resources).filter((id) => id.startsWith('entryGroup'));
      for (let i = 0; i < 61; i += 1)
        Object.assign(Resources, {
          [`Rule${i}`]: {
            Type: 'AWS::EC2::SecurityGroupIngress',
            Properties: { GroupId: { 'Fn::GetAtt': [group, 'GroupId'] }, CidrIpv6: '::/0', FromPort: i },
          },
        });
    });
    expect(redIn(claimsIn(synth, ruled), raised)).toEqual([
      expect.stringMatching(`^${county} rules of one security group, one direction: 6[1-9]/60$`),
    ]);
  });

  test('where the account has one VPC too few', () => {
    const few = new Map([
      ...raised,
      ...answered(
        claims.filter(({ need }) => need.place.account === city),
        'quota/vpcs',
        bound(2),
      ),
    ]);
    expect(redIn(claims, few)).toEqual([`${city} VPCs: 3/2`]);
  });
});

test('what to ask is told as it can be typed', () => {
  const [fargate] = claims.filter(({ need }) => need.id === 'quota/fargateVcpus' && need.place.account === city);
  expect(fargate?.advise(fargate.offline)).toEqual({
    by: 'aws',
    request: expect.stringContaining(
      'aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 39 --region eu-central-1',
    ),
  });
});

describe('In the sovereign partition', () => {
  test('every published value is assumed, and account-wide quotas are asked for in its own region', () => {
    const sovereign = claimsIn(synthesized(referencePlan(), 'sovereign'));
    const quotas = sovereign.filter(({ need }) => need.id.startsWith('quota/'));
    expect(new Set(quotas.map(({ offline }) => offline.confidence))).toEqual(new Set(['low']));
    const [roles] = quotas.filter(({ need }) => need.id === 'quota/roles');
    expect(roles?.advise(roles.offline).request).toContain('--region eusc-de-east-1');
  });
});
