import { awsGrants } from './aws-grants';
import { awsTopology, tableOfSubnet } from './aws-routes';
import { type AwsWorld, blocksOf, ownerOf, tenantOf } from './aws-world';
import { type Crossing, crossing, portsText } from './crossing';
import { isEverywhere, overlaps, type Range, tryRange } from './range';
import { paths } from './reachability';
import type { Evidence, Resource } from './resource';
import { accountIn } from './statement';
import { targetsAt } from './pointer-target';
import { itemsOf, textAt, textsAt, type Value, valueAt, valuesAt } from './value';

/** Every way from one owner to another that the AWS templates of a target open. */
export const awsCrossings = (world: AwsWorld): readonly Crossing[] =>
  distinct([
    ...routeCrossings(world),
    ...groupCrossings(world),
    ...peerings(world),
    ...endpoints(world),
    ...shares(world),
    ...privateNames(world),
    ...exposures(world),
    ...awsGrants(world),
  ]);

const distinct = (crossings: readonly Crossing[]): readonly Crossing[] => [
  ...new Map(crossings.map((one) => [JSON.stringify(one), one])).values(),
];

interface Block {
  readonly owner: string;
  readonly range: Range;
}

const blocks = (evidence: Evidence): readonly Block[] =>
  evidence.ofType('AWS::EC2::VPC').flatMap((vpc) => blocksOf(evidence, vpc).map((range) => ({ owner: ownerOf(vpc), range })));

const routeCrossings = (world: AwsWorld): readonly Crossing[] => {
  const { evidence } = world;
  const topology = topologyOf(world);
  const known = blocks(evidence);
  return evidence.ofType('AWS::EC2::RouteTable').flatMap((table) => {
    const from = ownerOf(table);
    return known
      .filter(({ owner }) => owner !== from)
      .flatMap(({ range }) => paths(topology, table.id, range))
      .filter(({ place }) => place.owner !== from && place.owner !== 'internet')
      .map(({ place, via }) => crossing('route', from, place.owner, via.at(-1) ?? table.id));
  });
};

const topologies = new WeakMap<Evidence, ReturnType<typeof awsTopology>>();

/** The topology of what was written, built once for each reading. */
const topologyOf = (world: AwsWorld): ReturnType<typeof awsTopology> => {
  const built = topologies.get(world.evidence) ?? awsTopology(world);
  topologies.set(world.evidence, built);
  return built;
};

/** Whether the subnets of a tier have any path to the world outside, and by which resources. */
export const waysOut = (world: AwsWorld, subnet: Resource): readonly string[] => {
  const table = tableOfSubnet(world.evidence, subnet);
  if (table === undefined) return ['no route table of its own'];
  const all: Range = { version: 4, first: 0n, last: (1n << 32n) - 1n };
  const all6: Range = { version: 6, first: 0n, last: (1n << 128n) - 1n };
  const topology = topologyOf(world);
  return [all, all6]
    .flatMap((range) => paths(topology, table.id, range))
    .flatMap(({ place }) => (place.owner === ownerOf(subnet) ? [] : [place.owner]));
};

interface Rule {
  readonly group: Resource;
  readonly direction: 'in' | 'out';
  readonly body: Value;
  readonly by: string;
}

const rulesOf = (evidence: Evidence): readonly Rule[] => [
  ...evidence
    .ofType('AWS::EC2::SecurityGroup')
    .flatMap((group) => [
      ...itemsOf(group.properties.SecurityGroupIngress).map((body) => ({ group, direction: 'in' as const, body, by: group.id })),
      ...itemsOf(group.properties.SecurityGroupEgress).map((body) => ({ group, direction: 'out' as const, body, by: group.id })),
    ]),
  ...apart(evidence, 'AWS::EC2::SecurityGroupIngress', 'in'),
  ...apart(evidence, 'AWS::EC2::SecurityGroupEgress', 'out'),
];

const apart = (evidence: Evidence, type: string, direction: Rule['direction']): readonly Rule[] =>
  evidence
    .ofType(type)
    .flatMap((rule) =>
      targetsAt(evidence, rule, 'GroupId').map((group) => ({ group, direction, body: rule.properties, by: rule.id })),
    );

const groupCrossings = ({ evidence }: AwsWorld): readonly Crossing[] => {
  const known = blocks(evidence);
  const entries = entryGroups(evidence);
  return rulesOf(evidence).flatMap((rule) => peersOf(evidence, known, rule).map((peer) => toCrossing(rule, peer, entries)));
};

const toCrossing = ({ group, direction, body, by }: Rule, peer: string, entries: ReadonlySet<string>): Crossing => {
  const ports = [
    textAt(body, 'IpProtocol') === '-1'
      ? '0-65535'
      : portsText(Number(textAt(body, 'FromPort') || '0'), Number(textAt(body, 'ToPort') || '65535')),
  ];
  const owner = ownerOf(group);
  const [from, to] = direction === 'in' ? [peer, owner] : [owner, peer];
  return crossing('group', from, to, by, { ports, through: entries.has(group.id) ? 'entry' : 'none' });
};

/** Owners that a rule's other side stands for, apart from the group's own. */
const peersOf = (evidence: Evidence, known: readonly Block[], { group, direction, body }: Rule): readonly string[] => {
  const owner = ownerOf(group);
  const groups = ['SourceSecurityGroupId', 'DestinationSecurityGroupId'].flatMap((key) => valuesAt(body, key));
  const byGroup = groups.flatMap((value) => targetsAt(evidence, { ...group, properties: { value } }, 'value').map(ownerOf));
  const byRange = [...textsAt(body, 'CidrIp'), ...textsAt(body, 'CidrIpv6')].flatMap((text) => ownersIn(known, text, direction));
  return [...new Set([...byGroup, ...byRange])].filter((peer) => peer !== owner);
};

const ownersIn = (known: readonly Block[], text: string, direction: Rule['direction']): readonly string[] => {
  const range = tryRange(text);
  // Another attribute of ours stands for our own addresses; what could not be resolved may be anyone's.
  if (range === undefined) return text.includes('⟦') && !text.includes('⟦?') ? [] : ['unknown'];
  // What may leave for anywhere is bounded by the way out, which has a control of its own.
  if (isEverywhere(range)) return direction === 'in' ? ['internet'] : [];
  return known.filter((block) => overlaps(block.range, range)).map(({ owner }) => owner);
};

/** Groups of public load balancers. */
const entryGroups = (evidence: Evidence): ReadonlySet<string> =>
  new Set(
    evidence
      .ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')
      .filter((balancer) => textAt(balancer.properties, 'Scheme') === 'internet-facing')
      .flatMap((balancer) => targetsAt(evidence, balancer, 'SecurityGroups').map(({ id }) => id)),
  );

const peerings = ({ evidence, accounts }: AwsWorld): readonly Crossing[] =>
  evidence.ofType('AWS::EC2::VPCPeeringConnection').map((peering) => {
    const [peer] = targetsAt(evidence, peering, 'PeerVpcId');
    const account = textAt(peering.properties, 'PeerOwnerId');
    return crossing(
      'peering',
      ownerOf(peering),
      peer === undefined ? (accounts[account] ?? 'outside') : ownerOf(peer),
      peering.id,
    );
  });

/** PrivateLink: who may connect to a service, and who does. */
const endpoints = (world: AwsWorld): readonly Crossing[] => {
  const { evidence } = world;
  const admitted = evidence.ofType('AWS::EC2::VPCEndpointServicePermissions').flatMap((permission) =>
    textsAt(permission.properties, 'AllowedPrincipals').map((principal) => {
      const from = principal === '*' ? 'anyone' : tenantOf(world, accountIn(principal));
      return crossing('endpoint', from, ownerOf(permission), permission.id, {
        ports: portsOfService(evidence, permission),
        through: 'link',
      });
    }),
  );
  const connected = evidence.ofType('AWS::EC2::VPCEndpoint').flatMap((endpoint) =>
    targetsAt(evidence, endpoint, 'ServiceName')
      .filter(({ type }) => type === 'AWS::EC2::VPCEndpointService')
      .map((service) =>
        crossing('endpoint', ownerOf(endpoint), ownerOf(service), endpoint.id, {
          ports: portsOfBalancers(evidence, service),
          through: 'link',
        }),
      ),
  );
  return [...admitted.filter(({ from, by }) => from !== evidence.tryFind(by)?.artefact.tenant), ...connected];
};

const portsOfService = (evidence: Evidence, permission: Resource): readonly string[] =>
  targetsAt(evidence, permission, 'ServiceId').flatMap((service) => portsOfBalancers(evidence, service));

const portsOfBalancers = (evidence: Evidence, service: Resource): readonly string[] => {
  const balancers = targetsAt(evidence, service, 'NetworkLoadBalancerArns');
  return evidence
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .filter((listener) => targetsAt(evidence, listener, 'LoadBalancerArn').some((balancer) => balancers.includes(balancer)))
    .map((listener) => textAt(listener.properties, 'Port'));
};

const shares = (world: AwsWorld): readonly Crossing[] =>
  world.evidence.ofType('AWS::RAM::ResourceShare').flatMap((share) => {
    const what = targetsAt(world.evidence, share, 'ResourceArns').map(({ type }) => type);
    const invited = textsAt(share.properties, 'Principals').map((principal) => tenantOf(world, accountIn(principal)));
    const open = valueAt(share.properties, 'AllowExternalPrincipals') === false ? [] : ['outside'];
    return [...invited, ...open].map((from) => crossing('share', from, share.artefact.tenant, share.id, { actions: what }));
  });

const privateNames = ({ evidence }: AwsWorld): readonly Crossing[] =>
  evidence.ofType('AWS::Route53::HostedZone').flatMap((zone) =>
    targetsAt(evidence, zone, 'VPCs.VPCId')
      .map(ownerOf)
      .filter((owner) => owner !== ownerOf(zone))
      .map((owner) => crossing('names', owner, ownerOf(zone), zone.id)),
  );

/** Things with a public face that are no entry of an e-service. */
const exposures = ({ evidence }: AwsWorld): readonly Crossing[] =>
  publicFaces.flatMap(({ type, path, is, port }) =>
    evidence
      .ofType(type)
      .filter((resource) => textsAt(resource.properties, path).some((text) => text === is))
      .map((resource) => crossing('exposure', 'internet', ownerOf(resource), resource.id, { ports: [port] })),
  );

const publicFaces = [
  { type: 'AWS::RDS::DBInstance', path: 'PubliclyAccessible', is: 'true', port: '5432' },
  { type: 'AWS::ECS::Service', path: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', is: 'ENABLED', port: '0-65535' },
  {
    type: 'AWS::Scheduler::Schedule',
    path: 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
    is: 'ENABLED',
    port: '0-65535',
  },
  { type: 'AWS::EC2::Subnet', path: 'MapPublicIpOnLaunch', is: 'true', port: '0-65535' },
  { type: 'AWS::Lambda::Url', path: 'AuthType', is: 'NONE', port: '443' },
  { type: 'AWS::S3::Bucket', path: 'AccessControl', is: 'PublicRead', port: '443' },
  { type: 'AWS::S3::Bucket', path: 'PublicAccessBlockConfiguration.BlockPublicPolicy', is: 'false', port: '443' },
  { type: 'AWS::S3::Bucket', path: 'PublicAccessBlockConfiguration.RestrictPublicBuckets', is: 'false', port: '443' },
] as const;
