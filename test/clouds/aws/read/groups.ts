import type { LinkPlan } from '../../../../lib/plan/network-plan';
import type { SpacePlan } from '../../../../lib/plan/plan';
import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { hubsOf } from '../../../../lib/providers/aws/network/hub';
import type { Estate } from '../estate';
import type { Kind } from '../read-back';
import { networkNames } from './network';

/** Who may speak with whom in one network: a group by its description, or a block of addresses. */
interface Flow {
  readonly network: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

const everyone = ['0.0.0.0/0', '::/0'];

/** Names of groups, which are their descriptions. */
const group = {
  entry: (service: ServicePlan) => `Entry of ${service.name}`,
  part: (part: { readonly name: string }) => `Containers ${part.name}`,
  database: (database: { readonly name: string }) => `Database ${database.name}`,
  answers: ({ from }: LinkPlan) => `Answers ${from.space}/${from.service}`,
  calls: ({ to }: LinkPlan) => `Calls ${to.space}/${to.service}`,
  endpoints: (hub: string) => `Interface endpoints of ${hub}`,
} as const;

const partsOf = ({ web, workers, jobs }: ServicePlan) => [
  ...Object.values(web),
  ...Object.values(workers),
  ...Object.values(jobs),
];

const flowsOfService = (estate: Estate, space: SpacePlan, service: ServicePlan): readonly Flow[] => {
  const { plan } = estate;
  const flow = (from: string, to: string, port: number): Flow => ({ network: space.name, from, to, port });
  const web = Object.values(service.web);
  const back = partsOf(service).filter((part) => part.reachesData);
  const answering = web.find((part) => part.kind === 'api') ?? web[0];
  const links = (ids: readonly string[]): readonly LinkPlan[] => ids.flatMap((id) => plan.links[id] ?? []);
  return [
    ...[80, 443].flatMap((port) => everyone.map((block) => flow(block, group.entry(service), port))),
    ...(service.signIn === 'none' ? [] : [flow(group.entry(service), '0.0.0.0/0', 443)]),
    ...web.map((part) => flow(group.entry(service), group.part(part), part.port)),
    ...partsOf(service).flatMap((part) => plan.egress.ports.map((port) => flow(group.part(part), '0.0.0.0/0', port))),
    ...Object.values(service.databases).flatMap((database) =>
      back.map((part) => flow(group.part(part), group.database(database), database.port)),
    ),
    ...links(service.calls).flatMap((link) => back.map((part) => flow(group.part(part), group.calls(link), link.port))),
    ...links(service.answers).flatMap((link) => [
      ...Object.values(plan.spaces[link.from.space]?.network.subnets ?? {})
        .filter(({ tier }) => tier === 'app')
        .map(({ cidr }) => flow(cidr, group.answers(link), link.port)),
      ...(answering === undefined ? [] : [flow(group.answers(link), group.part(answering), answering.port)]),
    ]),
  ];
};

const flowsOf = (estate: Estate): readonly Flow[] => [
  ...hubsOf(estate.plan).map(({ stackName }) => ({
    network: stackName,
    from: estate.plan.egress.addresses,
    to: group.endpoints(stackName),
    port: 443,
  })),
  ...Object.values(estate.plan.spaces).flatMap((space) =>
    Object.values(space.services).flatMap((service) => flowsOfService(estate, space, service)),
  ),
];

const isBlock = (end: string): boolean => /^[0-9a-f.:]+\/\d+$/.test(end);
const inLine = (network: string, to: string, from: string, ports: string): string =>
  `${network}: ${to} takes ${ports} from ${from}`;
const outLine = (network: string, from: string, to: string, ports: string): string =>
  `${network}: ${from} sends ${ports} to ${to}`;
/** Every group is born with this way out, to nowhere, since none at all would mean everywhere. */
const nowhere = 'icmp 252-86';

interface Rule {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges?: readonly { readonly CidrIpv6: string }[];
  readonly UserIdGroupPairs?: readonly { readonly GroupId?: string }[];
  readonly PrefixListIds?: readonly { readonly PrefixListId: string }[];
}

interface Group {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly VpcId: string;
  readonly Description: string;
  readonly IpPermissions: readonly Rule[];
  readonly IpPermissionsEgress: readonly Rule[];
}

const portsOf = ({ IpProtocol, FromPort, ToPort }: Rule): string =>
  `${IpProtocol} ${FromPort === ToPort ? String(FromPort ?? 'all') : `${String(FromPort)}-${String(ToPort)}`}`;

export const groups: readonly Kind[] = [
  {
    types: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'],
    expected: (estate) => {
      const flows = flowsOf(estate);
      const all = new Set(
        flows.flatMap(({ network, from, to }) => [from, to].filter((end) => !isBlock(end)).map((end) => `${network}\n${end}`)),
      );
      return [
        ...flows.filter(({ to }) => !isBlock(to)).map(({ network, from, to, port }) => inLine(network, to, from, `tcp ${port}`)),
        ...flows
          .filter(({ from }) => !isBlock(from))
          .map(({ network, from, to, port }) => outLine(network, from, to, `tcp ${port}`)),
        ...[...all]
          .map((one) => one.split('\n'))
          .map(([network = '', end = '']) => outLine(network, end, '255.255.255.255/32', nowhere)),
      ];
    },
    seen: async (estate) => {
      const networks = await networkNames(estate);
      const all = await estate.list<Group>(estate.places, 'ec2', 'DescribeSecurityGroups', 'SecurityGroups');
      const names = new Map(all.map(({ GroupId, Description }) => [GroupId, Description]));
      const ends = ({ IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }: Rule): readonly string[] => [
        ...IpRanges.map(({ CidrIp }) => CidrIp),
        ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
        ...UserIdGroupPairs.map(({ GroupId }) => names.get(GroupId ?? '') ?? `unknown ${GroupId ?? ''}`),
        ...PrefixListIds.map(({ PrefixListId }) => PrefixListId),
      ];
      // The group that a network is born with is emptied by State Manager, which nothing runs here.
      const ours = all.filter(({ GroupName, VpcId }) => GroupName !== 'default' && networks.has(VpcId));
      return ours.flatMap(({ VpcId, Description, IpPermissions, IpPermissionsEgress }) => {
        const network = networks.get(VpcId) ?? '';
        return [
          ...IpPermissions.flatMap((rule) => ends(rule).map((end) => inLine(network, Description, end, portsOf(rule)))),
          ...IpPermissionsEgress.flatMap((rule) => ends(rule).map((end) => outLine(network, Description, end, portsOf(rule)))),
        ];
      });
    },
  },
];
