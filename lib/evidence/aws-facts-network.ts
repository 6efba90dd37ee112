import { waysOut } from './aws-crossings';
import { type Fact, fact, type Ports } from './fact';
import { isEverywhere, tryRange } from './range';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAs, seenAt, switchSeen, textSeen, textSeenIn, unseen } from './seen';
import { statementsOf } from './statement';
import { targetsAt } from './pointer-target';
import { itemsOf, textsAt, type Value, valuesAt } from './value';

export type Reader = (resource: Resource, evidence: Evidence) => readonly Fact[];

/** What network resources of AWS say. */
export const awsNetworkFacts: Readonly<Record<string, Reader>> = {
  'AWS::EC2::SecurityGroup': (group) => [
    fact(
      'defaultRules',
      'group',
      group,
      seenAs(seenAt(group, 'SecurityGroupEgress'), (rules) => rules.length === 0),
      { at: 'SecurityGroupEgress' },
    ),
    ...listed(group, 'SecurityGroupIngress').flatMap((rule) => open('ingress', group, rule, 'SecurityGroupIngress')),
    ...listed(group, 'SecurityGroupEgress').flatMap((rule) => open('egress', group, rule, 'SecurityGroupEgress')),
  ],
  'AWS::EC2::SecurityGroupIngress': (rule) => open('ingress', rule, rule.properties, ''),
  'AWS::EC2::SecurityGroupEgress': (rule) => open('egress', rule, rule.properties, ''),
  'AWS::EC2::VPC': (vpc, evidence) => [
    fact('logging', 'network', vpc, named(evidence, vpc, 'AWS::EC2::FlowLog', 'ResourceId', wholeFlow)),
    fact(
      'logging',
      'look-ups',
      vpc,
      named(evidence, vpc, 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', 'ResourceId', (one) =>
        targetsAt(evidence, one, 'ResolverQueryLogConfigId').length > 0
          ? known(true)
          : unseen('its log is not among these artefacts'),
      ),
    ),
  ],
  'AWS::EC2::Subnet': (subnet) => [
    fact('exposure', 'subnet', subnet, switchSeen(subnet, 'MapPublicIpOnLaunch'), { at: 'MapPublicIpOnLaunch' }),
  ],
  'AWS::EC2::VPCEndpoint': (endpoint) => [
    fact('boundary', 'endpoint', endpoint, endpointBound(endpoint), { at: 'PolicyDocument' }),
  ],
  'AWS::EC2::VPNConnection': (vpn) => [
    fact('logging', 'link', vpn, tunnelLogs(vpn), { at: 'VpnTunnelOptionsSpecifications' }),
    fact('strongSuites', 'link', vpn, tunnelSuites(vpn), { at: 'VpnTunnelOptionsSpecifications' }),
  ],
  'AWS::EC2::VPCPeeringConnection': (peering) => [
    fact(
      'sharing',
      'network',
      peering,
      seenAs(textSeen(peering, 'PeerOwnerId'), (owner) => (owner === '' ? 'named callers' : 'anyone')),
      {
        at: 'PeerOwnerId',
      },
    ),
  ],
  'AWS::RAM::ResourceShare': (share) => [
    fact(
      'sharing',
      'network',
      share,
      seenAs(switchSeen(share, 'AllowExternalPrincipals', true), (open) => (open ? 'anyone' : 'named callers')),
      { at: 'AllowExternalPrincipals' },
    ),
  ],
  'AWS::EC2::VPCEndpointServicePermissions': (permissions) => [
    fact(
      'sharing',
      'link',
      permissions,
      seenAs(seenAt(permissions, 'AllowedPrincipals'), (all) => (all.includes('*') ? 'anyone' : 'named callers')),
      { at: 'AllowedPrincipals' },
    ),
  ],
  'AWS::EC2::Instance': (host) => [
    fact('exposure', 'host', host, publicHost(host), { at: 'NetworkInterfaces' }),
    fact('spoofGuard', 'port', host, switchSeen(host, 'SourceDestCheck', true), { at: 'SourceDestCheck' }),
    fact(
      'metadataGuard',
      'host',
      host,
      seenAs(textSeen(host, 'MetadataOptions.HttpTokens'), (text) => text === 'required'),
      {
        at: 'MetadataOptions.HttpTokens',
      },
    ),
    fact('remoteLogin', 'host', host, presentAt(host, 'KeyName'), { at: 'KeyName' }),
  ],
  'AWS::RDS::DBInstance': (instance, evidence) => [
    fact('wayOut', 'database', instance, databaseWayOut(instance, evidence), { at: 'DBSubnetGroupName' }),
  ],
  'AWS::NetworkFirewall::FirewallPolicy': (policy) => [
    fact(
      'filter',
      'network',
      policy,
      seenAs(seenAt(policy, 'FirewallPolicy.StatefulDefaultActions'), (actions) =>
        actions.some((action) => String(action).startsWith('aws:drop')),
      ),
      { at: 'FirewallPolicy.StatefulDefaultActions' },
    ),
  ],
  'AWS::NetworkFirewall::Firewall': (firewall, evidence) => [
    fact(
      'logging',
      'endpoint',
      firewall,
      named(evidence, firewall, 'AWS::NetworkFirewall::LoggingConfiguration', 'FirewallArn', (one) =>
        presentAt(one, 'LoggingConfiguration.LogDestinationConfigs'),
      ),
    ),
  ],
};

const listed = (group: Resource, path: string): readonly Value[] => itemsOf(group.properties[path]);

/** A rule towards or from all of the internet; one whose other side cannot be seen may be such a rule. */
const open = (kind: 'ingress' | 'egress', resource: Resource, rule: Value, at: string): readonly Fact[] => {
  const ranges = ['CidrIp', 'CidrIpv6'].map((key) => textSeenIn(rule, key));
  const lists = ['SourcePrefixListId', 'DestinationPrefixListId'].flatMap((key) => valuesAt(rule, key));
  const hidden = ranges.find((range) => !range.known);
  if (hidden !== undefined && !hidden.known) return [fact(kind, 'group', resource, hidden, { at })];
  if (lists.length > 0 && kind === 'ingress')
    return [fact(kind, 'group', resource, unseen('addresses of a prefix list'), { at })];
  const isOpen = ranges.some((range) => range.known && isWorld(range.value));
  return [fact(isOpen ? kind : 'within', 'group', resource, portsOf(rule), { at })];
};

const isWorld = (text: string): boolean => {
  const range = tryRange(text);
  return range !== undefined && isEverywhere(range);
};

const protocols: Readonly<Record<string, Ports['protocol']>> = {
  '-1': 'all',
  tcp: 'tcp',
  '6': 'tcp',
  udp: 'udp',
  '17': 'udp',
  icmp: 'icmp',
  icmpv6: 'icmp',
  '1': 'icmp',
  '58': 'icmp',
};

const portsOf = (rule: Value): Seen<Ports> => {
  const [protocol, from, to] = ['IpProtocol', 'FromPort', 'ToPort'].map((key) => textSeenIn(rule, key));
  if (!protocol?.known) return protocol ?? unseen('protocol');
  if (!from?.known) return from ?? unseen('port');
  if (!to?.known) return to ?? unseen('port');
  const name = protocols[protocol.value.toLowerCase()] ?? 'other';
  const everything = name === 'all' || from.value === '' || from.value === '-1';
  return known({
    protocol: name,
    first: everything ? 0 : Number(from.value),
    last: everything ? 65535 : Number(to.value || from.value),
  });
};

/** Whether a resource of another type that names this one passes the test. */
export const named = (
  evidence: Evidence,
  resource: Resource,
  type: string,
  key: string,
  test: (other: Resource) => Seen<boolean>,
): Seen<boolean> => {
  const others = evidence.ofType(type).filter((other) => targetsAt(evidence, other, key).includes(resource));
  const verdicts = others.map((other) => (other.maybe === '' ? test(other) : unseen(other.maybe)));
  return verdicts.find((one) => one.known && one.value) ?? verdicts.find((one) => !one.known) ?? known(false);
};

const wholeFlow = (log: Resource): Seen<boolean> => seenAs(textSeen(log, 'TrafficType'), (type) => type === 'ALL');

/** Without a policy an endpoint lets every caller use every account's things. */
const endpointBound = (endpoint: Resource): Seen<boolean> =>
  seenAs(textSeen(endpoint, 'VpcEndpointType'), (type) =>
    // An endpoint of somebody's own service takes no policy.
    textsAt(endpoint.properties, 'ServiceName').some((name) => /\.vpce(-svc)?[-.]|⟦/.test(name)) && type === 'Interface'
      ? true
      : isOwnOnly(endpoint.properties.PolicyDocument),
  );

/** Each statement admits own accounts only, or names what may be read. */
const isOwnOnly = (document: Value | undefined): boolean => {
  const statements = statementsOf(document).filter(({ effect }) => effect === 'Allow');
  return (
    document !== undefined &&
    statements.every(
      ({ actions, resources, conditions }) =>
        !actions.includes('*') &&
        (!resources.includes('*') ||
          conditions.some(({ key, operator }) => /account|orgid|orgpaths/.test(key) && !/Not|IfExists/.test(operator))),
    )
  );
};

const strong = /^(AES(128|256)-GCM-16|SHA2-(256|384|512))$/;

const tunnelSuites = (vpn: Resource): Seen<boolean> =>
  seenAs(
    seenAt(vpn, 'VpnTunnelOptionsSpecifications'),
    (tunnels) =>
      tunnels.length === 2 &&
      tunnels.every((tunnel) => {
        const suites = [
          'Phase1EncryptionAlgorithms',
          'Phase2EncryptionAlgorithms',
          'Phase1IntegrityAlgorithms',
          'Phase2IntegrityAlgorithms',
        ];
        const offered = suites.map((key) => textsAt(tunnel, `${key}.Value`));
        return (
          textsAt(tunnel, 'IKEVersions.Value').join() === 'ikev2' &&
          offered.slice(0, 2).every((texts) => texts.length > 0) &&
          offered.flat().every((text) => strong.test(text))
        );
      }),
  );

const tunnelLogs = (vpn: Resource): Seen<boolean> =>
  seenAs(
    seenAt(vpn, 'VpnTunnelOptionsSpecifications'),
    (tunnels) =>
      tunnels.length > 0 &&
      tunnels.every((tunnel) => textsAt(tunnel, 'LogOptions.CloudwatchLogOptions.LogEnabled').includes('true')),
  );

const publicHost = (host: Resource): Seen<boolean> =>
  seenAs(seenAt(host, 'NetworkInterfaces.AssociatePublicIpAddress'), (values) =>
    values.some((value) => String(value) === 'true'),
  );

const databaseWayOut = (instance: Resource, evidence: Evidence): Seen<boolean> => {
  const groups = targetsAt(evidence, instance, 'DBSubnetGroupName');
  const subnets = groups
    .flatMap((group) => targetsAt(evidence, group, 'SubnetIds'))
    .filter(({ type }) => type === 'AWS::EC2::Subnet');
  if (subnets.length === 0) return unseen('its subnets are not among these artefacts');
  const world = { evidence, accounts: {}, breakGlass: '' };
  return known(subnets.some((subnet) => waysOut(world, subnet).some((way) => way === 'internet' || way.startsWith('no route'))));
};
