import { waysOut as awsWaysOut } from '../evidence/aws-crossings';
import { waysOut as openstackWaysOut } from '../evidence/openstack-crossings';
import type { Resource } from '../evidence/resource';
import { statementsOf } from '../evidence/statement';
import { targetsAt } from '../evidence/pointer-target';
import { isMap, textAt, textsAt, textsIn, valuesAt } from '../evidence/value';
import type { ConnectionPlan, LinkPlan, SubnetPlan } from '../plan/network-plan';
import { hosts } from './host-text';
import {
  all,
  type Controls,
  each,
  every,
  type Synthesis,
  forEach,
  nothing,
  ofKind,
  type Placed,
  type Predicate,
} from './predicate';

const networks = ofKind('network');

const subnetsOf = ({ plan }: Synthesis): readonly Placed<SubnetPlan>[] =>
  Object.values(plan.spaces).flatMap(({ id, network }) => Object.values(network.subnets).map((item) => ({ space: id, item })));

/** The plan's subnet that a resource stands for, by its addresses. */
const planned = ({ artefact, properties }: Resource, { plan }: Synthesis, key: string): SubnetPlan | undefined =>
  Object.values(plan.spaces[artefact.space]?.network.subnets ?? {}).find(({ cidr }) => cidr === textAt(properties, key));

const everySubnet = (type: string, key: string): Predicate =>
  forEach(
    subnetsOf,
    type,
    ({ artefact, properties }, { space, item }) => artefact.space === space && textAt(properties, key) === item.cidr,
    ({ space, item }) => `subnet ${item.id} of ${space}`,
  );

const inTier =
  (key: string, ...tiers: readonly string[]) =>
  (subnet: Resource, synthesis: Synthesis): boolean =>
    tiers.includes(planned(subnet, synthesis, key)?.tier ?? '');

const awsTiers: Predicate = all(
  everySubnet('AWS::EC2::Subnet', 'CidrBlock'),
  every(
    'AWS::EC2::Subnet',
    (subnet, synthesis) => awsWaysOut(worldOf(synthesis), subnet).length === 0,
    inTier('CidrBlock', 'data'),
  ),
);

const openstackTiers: Predicate = all(
  everySubnet('networking_subnet_v2', 'cidr'),
  every(
    'networking_subnet_v2',
    (subnet, { evidence }) => !openstackWaysOut(evidence, subnet).includes('internet'),
    inTier('cidr', 'data', 'app'),
  ),
  every('networking_secgroup_v2', ({ properties }) => properties.delete_default_rules === true),
);

const worldOf = ({ evidence, plan, target }: Synthesis) => ({
  evidence,
  accounts:
    target.provider === 'aws'
      ? Object.fromEntries(Object.entries(target.accounts).map(([owner, account]) => [account, owner]))
      : {},
  breakGlass: plan.identity.breakGlass.name,
});

const zoneOf = (synthesis: Synthesis, subnet: SubnetPlan | undefined): string => synthesis.target.zones[subnet?.zone ?? ''] ?? '';

/** Everything that leaves is matched against the list, and the rest is dropped. */
const awsFilter: Predicate = all(
  every('AWS::NetworkFirewall::FirewallPolicy', ({ properties }) =>
    [
      textsAt(properties, 'FirewallPolicy.StatefulDefaultActions').some((action) => action.startsWith('aws:drop')),
      textAt(properties, 'FirewallPolicy.StatefulEngineOptions.RuleOrder') === 'STRICT_ORDER',
      !textsAt(properties, 'FirewallPolicy.StatelessDefaultActions').includes('aws:pass'),
    ].every(Boolean),
  ),
  every('AWS::NetworkFirewall::RuleGroup', ({ properties }, { plan, target }) =>
    onlyListed(properties.RuleGroup, plan.egress.allow, target.cloud),
  ),
  every('AWS::NetworkFirewall::LoggingConfiguration'),
  every('AWS::EC2::Route', (route, { evidence }) => !toInternet(evidence, route), ofAppTier),
);

/** Each allowed name stands in the rules, and every rule that passes traffic names one, or a service of the cloud itself. */
const onlyListed = (
  rules: Resource['properties'][string] | undefined,
  allow: readonly string[],
  cloud: Synthesis['target']['cloud'],
): boolean => {
  const lines = textsIn(rules)
    .flatMap((text) => text.split('\n'))
    .filter((line) => /^pass\s/.test(line));
  const bare = allow.map((name) => name.replace(/^\*/, ''));
  const own = cloud.provider === 'aws' ? `.${cloud.urlSuffix}"` : '';
  const listed = (line: string): boolean => bare.some((name) => line.includes(`"${name}"`)) || (own !== '' && line.includes(own));
  return bare.every((name) => lines.some((line) => line.includes(`"${name}"`))) && lines.every(listed);
};

const toInternet = (evidence: Synthesis['evidence'], route: Resource): boolean =>
  targetsAt(evidence, route, 'GatewayId').some(({ type }) => type === 'AWS::EC2::InternetGateway');

function ofAppTier(route: Resource, synthesis: Synthesis): boolean {
  const tables = targetsAt(synthesis.evidence, route, 'RouteTableId');
  return synthesis.evidence
    .ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((one) => targetsAt(synthesis.evidence, one, 'RouteTableId').some((table) => tables.includes(table)))
    .flatMap((one) => targetsAt(synthesis.evidence, one, 'SubnetId'))
    .some((subnet) => ['app', 'data'].includes(planned(subnet, synthesis, 'CidrBlock')?.tier ?? ''));
}

const openstackFilter: Predicate = all(
  every('compute_instance_v2', (host, { plan }) => listedIn(host, plan.egress.allow), hosts('squid')),
  every('compute_instance_v2', hosts('http_access deny all'), hosts('squid')),
  every(
    'networking_subnet_v2',
    (subnet, { evidence }) => !openstackWaysOut(evidence, subnet).includes('internet'),
    inTier('cidr', 'data', 'app'),
  ),
);

const listedIn = ({ properties }: Resource, allow: readonly string[]): boolean => {
  const text = textsIn(properties).join(' ');
  return allow.every((name) => text.includes(name.replace(/^\*\./, '')));
};

const vpcs = ({ evidence }: Synthesis): readonly Resource[] => evidence.ofType('AWS::EC2::VPC');

const ofEveryVpc = (type: string, key: string, test: (resource: Resource) => boolean = () => true): Predicate =>
  forEach(
    vpcs,
    type,
    (resource, vpc, { evidence }) => targetsAt(evidence, resource, key).includes(vpc) && test(resource),
    ({ id }) => `a ${type} of ${id}`,
  );

const linksOf = ({ plan }: Synthesis): readonly LinkPlan[] => Object.values(plan.links);

/** An endpoint at the caller, a service at the other side that admits the caller's account alone, on the one port. */
const awsLinks: Predicate = all(
  forEach(
    linksOf,
    'AWS::EC2::VPCEndpoint',
    (endpoint, link, { evidence }) =>
      endpoint.artefact.space === link.from.space &&
      targetsAt(evidence, endpoint, 'ServiceName').some(({ artefact }) => artefact.space === link.to.space),
    ({ id }) => `the calling end of ${id}`,
  ),
  forEach(
    linksOf,
    'AWS::EC2::VPCEndpointServicePermissions',
    ({ artefact, properties }, link, { plan, target }) =>
      artefact.space === link.to.space &&
      target.provider === 'aws' &&
      textsAt(properties, 'AllowedPrincipals').every((principal) =>
        principal.includes(target.accounts[plan.spaces[link.from.space]?.tenant ?? ''] ?? '?'),
      ),
    ({ id }) => `the answering end of ${id}`,
  ),
  forEach(
    linksOf,
    'AWS::ElasticLoadBalancingV2::Listener',
    ({ artefact, properties }, link) =>
      artefact.space === link.to.space &&
      ['TCP', 'TLS'].includes(textAt(properties, 'Protocol')) &&
      textAt(properties, 'Port') === String(link.port),
    ({ id, port }) => `port ${port} of ${id}`,
  ),
);

const openstackLinks: Predicate = all(
  forEach(
    linksOf,
    'networking_rbac_policy_v2',
    ({ artefact }, link) => artefact.id === `link/${link.id}`,
    ({ id }) => `the network of ${id}`,
  ),
  forEach(
    linksOf,
    'networking_router_interface_v2',
    (one, link, { evidence }) =>
      one.artefact.space === link.from.space &&
      targetsAt(evidence, one, 'subnet_id').some(({ artefact }) => artefact.id === `link/${link.id}`),
    ({ id }) => `the calling end of ${id}`,
  ),
  forEach(
    linksOf,
    'lb_listener_v2',
    (listener, link, { evidence }) =>
      textAt(listener.properties, 'protocol_port') === String(link.port) &&
      !textsAt(listener.properties, 'allowed_cidrs').includes('0.0.0.0/0') &&
      targetsAt(evidence, listener, 'loadbalancer_id').some((balancer) =>
        targetsAt(evidence, balancer, 'vip_subnet_id').some(({ artefact }) => artefact.id === `link/${link.id}`),
      ),
    ({ id, port }) => `port ${port} of ${id}`,
  ),
);

const connectionsOf = ({ plan }: Synthesis): readonly Placed<ConnectionPlan>[] =>
  Object.values(plan.spaces).flatMap(({ id, network }) =>
    Object.values(network.connections).map((item) => ({ space: id, item })),
  );

const awsConnections: Predicate = all(
  forEach(
    connectionsOf,
    'AWS::EC2::CustomerGateway',
    ({ artefact, properties }, { space, item }) => artefact.space === space && textAt(properties, 'IpAddress') === item.peer,
    ({ space, item }) => `${item.id} of ${space}`,
  ),
  every('AWS::EC2::VPNConnection', ({ properties }) => {
    const tunnels = valuesAt(properties, 'VpnTunnelOptionsSpecifications');
    return (
      tunnels.length === 2 &&
      tunnels.every(
        (tunnel) =>
          textsAt(tunnel, 'IKEVersions.Value').join() === 'ikev2' &&
          textsAt(tunnel, 'Phase2EncryptionAlgorithms.Value').every((suite) => suite.includes('GCM')),
      )
    );
  }),
);

const openstackConnections: Predicate = forEach(
  connectionsOf,
  ['vpnaas_site_connection_v2', 'compute_instance_v2'],
  ({ type, artefact, properties }, { space, item }) =>
    artefact.space === space &&
    (type === 'vpnaas_site_connection_v2'
      ? textAt(properties, 'peer_address') === item.peer
      : /strongswan/.test(textAt(properties, 'user_data')) && textAt(properties, 'user_data').includes(item.peer)),
  ({ space, item }) => `${item.id} of ${space}`,
);

export const networkControls: Controls<'network'> = {
  'network.tiers': { aws: awsTiers, openstack: openstackTiers },
  'network.zones': {
    aws: every(
      'AWS::EC2::Subnet',
      (subnet, synthesis) =>
        textAt(subnet.properties, 'AvailabilityZone') === zoneOf(synthesis, planned(subnet, synthesis, 'CidrBlock')),
      inTier('CidrBlock', 'edge', 'app', 'data'),
    ),
    openstack: all(
      every('compute_instance_v2', ({ properties }, { target }) =>
        Object.values(target.zones).includes(textAt(properties, 'availability_zone')),
      ),
      each(
        ofKind('service'),
        'compute_instance_v2',
        ({ properties }, { target }) => textAt(properties, 'availability_zone') === Object.values(target.zones)[1],
      ),
    ),
  },
  'network.ipv6': {
    aws: all(
      each(networks, 'AWS::EC2::VPCCidrBlock', ({ properties }) => properties.AmazonProvidedIpv6CidrBlock === true),
      every(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        ({ properties }) => textAt(properties, 'IpAddressType') === 'dualstack',
        ({ properties }) => textAt(properties, 'Scheme') === 'internet-facing',
      ),
    ),
    openstack: each(networks, 'networking_subnet_v2', ({ properties }) => properties.ip_version === 6),
  },
  'network.egress': { aws: awsFilter, openstack: openstackFilter },
  'network.flowRecords': {
    aws: ofEveryVpc('AWS::EC2::FlowLog', 'ResourceId', ({ properties }) => textAt(properties, 'TrafficType') === 'ALL'),
    openstack: nothing,
  },
  'network.dnsRecords': {
    aws: ofEveryVpc('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', 'ResourceId'),
    openstack: every('compute_instance_v2', hosts('log-queries: yes'), hosts('unbound')),
  },
  'network.privateNames': {
    aws: each(
      networks,
      'AWS::Route53::HostedZone',
      ({ artefact, properties }, { plan }) =>
        textAt(properties, 'Name') === plan.spaces[artefact.space]?.network.privateDomain &&
        isMap(valuesAt(properties, 'VPCs')[0]),
    ),
    openstack: each(
      networks,
      'dns_zone_v2',
      ({ artefact, properties }, { plan }) =>
        textAt(properties, 'name') === `${plan.spaces[artefact.space]?.network.privateDomain ?? ''}.`,
    ),
  },
  'network.providerAccess': {
    aws: all(
      each(networks, 'AWS::EC2::VPCEndpoint'),
      every(
        'AWS::EC2::VPCEndpoint',
        ({ properties }) =>
          statementsOf(properties.PolicyDocument)
            .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => action.endsWith('*')))
            .every(({ conditions }) => conditions.some(({ key }) => key === 'aws:resourceaccount')) &&
          valuesAt(properties, 'PolicyDocument').length > 0,
        ({ artefact }) => artefact.kind === 'network' || artefact.kind === 'egress',
      ),
    ),
    openstack: nothing,
  },
  'network.links': { aws: awsLinks, openstack: openstackLinks },
  'network.connectivity': { aws: awsConnections, openstack: openstackConnections },
};
