import type { Template } from 'aws-cdk-lib/assertions';
import { ofType, only, sample, serviceOf, serviceTemplate } from '../stacks';

describe('the link from the kindergarten to the residence register', () => {
  const [link] = Object.values(sample().plan.links).filter((candidate) => candidate.from.space === 'city-production');
  let caller: Template;
  let callee: Template;
  beforeAll(() => {
    const city = sample();
    const county = sample('county-production');
    caller = serviceTemplate(city, serviceOf(city, 'kindergarten'));
    callee = serviceTemplate(county, serviceOf(county, 'residence'));
  });

  test('is offered to the account of the caller and to nobody else', () => {
    expect(only(callee, 'AWS::EC2::VPCEndpointServicePermissions').Properties.AllowedPrincipals).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222233334444:root']] },
    ]);
  });

  test('opens exactly its one port, to the app tier of the caller', () => {
    const group = Object.keys(ofType(callee, 'AWS::EC2::SecurityGroup')).find((id) => id.startsWith('answer')) ?? '';
    const ingress = Object.values(ofType(callee, 'AWS::EC2::SecurityGroupIngress')).filter((rule) =>
      JSON.stringify(rule.Properties.GroupId).includes(group),
    );
    const app = Object.values(sample().space.network.subnets).filter((subnet) => subnet.tier === 'app');
    expect(ingress.map((rule) => [rule.Properties.FromPort, rule.Properties.ToPort, rule.Properties.CidrIp])).toEqual(
      app.map((subnet) => [443, 443, subnet.cidr]),
    );
  });

  test('speaks TLS on an inner balancer that looks at the rules for callers too', () => {
    callee.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Type: 'network',
      Scheme: 'internal',
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
    });
    callee.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 443, Protocol: 'TLS' });
  });

  test('reaches the part that works with data, beside its entry', () => {
    const [api] = Object.entries(ofType(callee, 'AWS::ECS::Service')).filter(([id]) => id.startsWith('computeapi'));
    expect(api?.[1].Properties.LoadBalancers).toHaveLength(2);
  });

  test('is found by its name in the network of the caller only', () => {
    const names = Object.values(ofType(caller, 'AWS::Route53::RecordSet')).filter(
      (record) => record.Properties.Name === link?.host,
    );
    expect(names.map((record) => record.Properties.HostedZoneId)).toEqual([
      { 'Fn::ImportValue': 'city-production:private-zone' },
    ]);
  });

  test('is called by the parts that work with data, on that port', () => {
    const egress = Object.values(ofType(caller, 'AWS::EC2::SecurityGroupEgress')).filter(
      (rule) => rule.Properties.Description === 'Link to county-production/residence',
    );
    expect(egress).toHaveLength(3);
    expect(egress.every((rule) => rule.Properties.FromPort === 443 && 'DestinationSecurityGroupId' in rule.Properties)).toBe(
      true,
    );
  });

  test('is read across accounts from an output, by a role that may read outputs', () => {
    const { ServiceName } = only(caller, 'AWS::EC2::VPCEndpoint').Properties;
    expect(JSON.stringify(ServiceName)).toContain('Fn::GetStackOutput');
    const outputs = Object.keys(callee.findOutputs('*')).filter((name) => name.startsWith('Link'));
    expect(outputs).toHaveLength(1);
    expect(JSON.stringify(ServiceName)).toContain(outputs[0]);
  });
});

test('without a link there is no endpoint, and only the two services differ', () => {
  const unlink = (blueprint: Record<string, unknown>): void => {
    (blueprint.network as Record<string, unknown>).links = [];
  };
  const before = sample();
  const after = sample('city-production', unlink);
  const json = (of: typeof before, service: string): string =>
    JSON.stringify(serviceTemplate(of, serviceOf(of, service)).toJSON());
  expect(json(after, 'kindergarten')).not.toContain('AWS::EC2::VPCEndpoint');
  expect(json(after, 'appointments')).toBe(json(before, 'appointments'));
});
