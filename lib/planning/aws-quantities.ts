import type { Evidence, Resource } from '../evidence/resource';
import { pointersIn, textAt, valuesAt } from '../evidence/value';
import type { AwsTargetPlan } from '../plan/target-plan';
import type { Plan } from '../plan/plan';
import { type Counted, type Machines, ownerOf, same } from './quantity';

/** One rule: what a resource of a type costs by. */
interface Rule {
  readonly type: string;
  readonly item: string | ((resource: Resource) => string);
  readonly unit: Counted['unit'];
  readonly what: string;
  /** Default: one. */
  readonly amount?: (resource: Resource) => number | Counted['amount'];
  readonly machines?: (resource: Resource) => Machines;
}

const numberAt = (resource: Resource, path: string): number => Number(textAt(resource.properties, path)) || 0;
const countAt = (path: string) => (resource: Resource) => valuesAt(resource.properties, path).length;
const when =
  (holds: (resource: Resource) => boolean, amount: (resource: Resource) => number = () => 1) =>
  (resource: Resource) =>
    holds(resource) ? amount(resource) : 0;
const isKind = (path: string, value: string, fallback: string) => (resource: Resource) =>
  (textAt(resource.properties, path) || fallback) === value;

const nothing: Machines = { vcpus: 0, memoryGiB: 0, ssdGB: 0, hddGB: 0 };
const multi = (resource: Resource): boolean => textAt(resource.properties, 'MultiAZ') === 'true';
const zonesOf = (resource: Resource): string => (multi(resource) ? 'multi' : 'single');
const publicBalancer = isKind('Scheme', 'internet-facing', '');

const rules: readonly Rule[] = [
  { type: 'AWS::EC2::NatGateway', item: 'vpc.nat.hour', unit: 'hour', what: 'NAT gateways' },
  {
    type: 'AWS::EC2::VPCEndpoint',
    item: 'vpc.interface_endpoint.hour',
    unit: 'hour',
    what: 'zones of interface endpoints',
    amount: when(isKind('VpcEndpointType', 'Interface', 'Gateway'), countAt('SubnetIds')),
  },
  {
    type: 'AWS::NetworkFirewall::Firewall',
    item: 'network_firewall.endpoint.hour',
    unit: 'hour',
    what: 'firewall endpoints',
    amount: countAt('SubnetMappings'),
  },
  {
    type: 'AWS::EC2::TransitGatewayAttachment',
    item: 'tgw.attachment.hour',
    unit: 'hour',
    what: 'attachments to the transit gateway',
  },
  { type: 'AWS::EC2::VPNConnection', item: 'vpn.connection.hour', unit: 'hour', what: 'VPN connections' },
  { type: 'AWS::EC2::EIP', item: 'vpc.public_ipv4', unit: 'hour', what: 'public addresses' },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    item: 'vpc.public_ipv4',
    unit: 'hour',
    what: 'public addresses of load balancers',
    amount: when(publicBalancer, countAt('Subnets')),
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    item: (resource) => (textAt(resource.properties, 'Type') === 'network' ? 'elb.nlb.hour' : 'elb.alb.hour'),
    unit: 'hour',
    what: 'load balancers',
  },
  { type: 'AWS::KMS::Key', item: 'kms.key', unit: 'month', what: 'keys' },
  { type: 'AWS::KMS::ReplicaKey', item: 'kms.key', unit: 'month', what: 'keys' },
  { type: 'AWS::SecretsManager::Secret', item: 'secret', unit: 'month', what: 'secrets' },
  {
    type: 'AWS::RDS::DBInstance',
    item: 'secret',
    unit: 'month',
    what: 'secrets of databases',
    amount: when(isKind('ManageMasterUserPassword', 'true', 'false')),
  },
  { type: 'AWS::Route53::HostedZone', item: 'dns.zone', unit: 'month', what: 'zones of the name service' },
  {
    type: 'AWS::Route53Profiles::ProfileAssociation',
    item: 'route53.profile.association',
    unit: 'hour',
    what: 'associations of the name profile',
  },
  { type: 'AWS::WAFv2::WebACL', item: 'waf.acl', unit: 'month', what: 'web firewalls' },
  { type: 'AWS::WAFv2::WebACL', item: 'waf.rule', unit: 'month', what: 'rules of web firewalls', amount: countAt('Rules') },
  { type: 'AWS::CloudWatch::Alarm', item: 'cloudwatch.alarm', unit: 'month', what: 'alarms' },
  { type: 'AWS::CloudWatch::Dashboard', item: 'cloudwatch.dashboard', unit: 'month', what: 'dashboards' },
  {
    type: 'AWS::RDS::DBInstance',
    item: (resource) => `rds/${textAt(resource.properties, 'DBInstanceClass')}/${zonesOf(resource)}`,
    unit: 'hour',
    what: 'databases',
    machines: (resource) => databaseMachines(textAt(resource.properties, 'DBInstanceClass'), multi(resource) ? 2 : 1),
  },
  {
    type: 'AWS::RDS::DBInstance',
    item: (resource) => `rds.gp3.storage/${zonesOf(resource)}`,
    unit: 'GB-month',
    what: 'GB of databases',
    amount: (resource) => {
      const size = numberAt(resource, 'AllocatedStorage');
      return { low: size, expected: size, high: Math.max(size, numberAt(resource, 'MaxAllocatedStorage')) };
    },
    machines: (resource) => ({ ...nothing, ssdGB: multi(resource) ? 2 : 1 }),
  },
];

/** Sizes of the database classes that the profiles name, from their public names: a size says its processors and memory. */
const databaseSizes: Readonly<Record<string, readonly [number, number]>> = {
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
};

const databaseMachines = (name: string, copies: number): Machines => {
  const [vcpus, memoryGiB] = databaseSizes[name.split('.').at(-1) ?? ''] ?? [0, 0];
  return { ...nothing, vcpus: vcpus * copies, memoryGiB: memoryGiB * copies };
};

/** Everything that was written for AWS and is paid by its time or its size. */
export const awsQuantities = (plan: Plan, evidence: Evidence): readonly Counted[] => [
  ...rules.flatMap((rule) => evidence.ofType(rule.type).map((resource) => countedOf(plan, rule, resource))),
  ...containers(plan, evidence),
  ...detection(evidence),
];

const countedOf = (plan: Plan, rule: Rule, resource: Resource): Counted => {
  const amount = rule.amount?.(resource) ?? 1;
  return {
    ...ownerOf(plan, resource.artefact),
    item: typeof rule.item === 'string' ? rule.item : rule.item(resource),
    unit: rule.unit,
    amount: typeof amount === 'number' ? same(amount) : amount,
    factors: rule.unit === 'hour' ? ['hoursPerMonth'] : [],
    fixed: true,
    what: rule.what,
    machines: rule.machines?.(resource) ?? null,
  };
};

/** What runs always is fixed; what is added up to the ceiling runs in the hours of a burst. */
const containers = (plan: Plan, evidence: Evidence): readonly Counted[] => {
  const limits = new Map(
    evidence
      .ofType('AWS::ApplicationAutoScaling::ScalableTarget')
      .flatMap((target) =>
        pointersIn(target.properties.ResourceId).map(
          ({ resource }) => [resource, { min: numberAt(target, 'MinCapacity'), max: numberAt(target, 'MaxCapacity') }] as const,
        ),
      ),
  );
  const always = evidence.ofType('AWS::ECS::Service').flatMap((service) => {
    const desired = numberAt(service, 'DesiredCount') || 1;
    const { min, max } = limits.get(service.id) ?? { min: desired, max: desired };
    return taskParts(plan, evidence, service, 'TaskDefinition', [
      { times: min, factors: ['hoursPerMonth'], fixed: true, what: 'of containers that always run' },
      { times: max - min, factors: ['burstHoursPerMonth'], fixed: false, what: 'of containers up to the ceiling' },
    ]);
  });
  const jobs = evidence.ofType('AWS::Scheduler::Schedule').flatMap((job) =>
    taskParts(plan, evidence, job, 'Target.EcsParameters.TaskDefinitionArn', [
      {
        times: runsPerMonth(textAt(job.properties, 'ScheduleExpression')),
        factors: ['jobHours'],
        fixed: true,
        what: 'of scheduled runs',
      },
    ]),
  );
  return [...always, ...jobs];
};

interface Running extends Pick<Counted, 'factors' | 'fixed' | 'what'> {
  readonly times: number;
}

const taskParts = (
  plan: Plan,
  evidence: Evidence,
  resource: Resource,
  path: string,
  running: readonly Running[],
): readonly Counted[] => {
  const task = evidence.tryFind(pointersIn([...valuesAt(resource.properties, path)])[0]?.resource ?? '');
  if (task === undefined) return [];
  const arm = textAt(task.properties, 'RuntimePlatform.CpuArchitecture') === 'ARM64' ? 'arm.' : '';
  const owner = ownerOf(plan, resource.artefact);
  return running.flatMap(({ times, what, ...rest }) => [
    {
      ...owner,
      ...rest,
      item: `fargate.${arm}vcpu`,
      unit: 'vCPU-hour' as const,
      amount: same((times * numberAt(task, 'Cpu')) / 1024),
      what: `vCPUs ${what}`,
      machines: { ...nothing, vcpus: 1 },
    },
    {
      ...owner,
      ...rest,
      item: `fargate.${arm}memory`,
      unit: 'GB-hour' as const,
      amount: same((times * numberAt(task, 'Memory')) / 1024),
      what: `GB of memory ${what}`,
      machines: { ...nothing, memoryGiB: 1 },
    },
  ]);
};

const daysPerMonth = 365 / 12;

/** Runs of a schedule in a mean month, from the fields that it fixes; what it leaves open counts in full. */
export const runsPerMonth = (expression: string): number => {
  const fields = (/^cron\((.*)\)$/.exec(expression)?.[1] ?? expression).trim().split(/\s+/);
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = fields;
  const part = (field: string, of: number): number => (/^[*?]$/.test(field) ? of : stepOf(field, of));
  const days = /^[*?]$/.test(weekday)
    ? /^[*?]$/.test(day)
      ? daysPerMonth
      : part(day, 31)
    : (part(weekday, 7) * daysPerMonth) / 7;
  return part(minute, 60) * part(hour, 24) * days * (part(month, 12) / 12);
};

const stepOf = (field: string, of: number): number =>
  field.split(',').reduce((sum, one) => {
    const [range = '', step] = one.split('/');
    const [from, to] = range.split('-').map(Number);
    const length = range === '*' ? of : to === undefined ? (step === undefined ? 1 : of - (from ?? 0)) : to - (from ?? 0) + 1;
    return sum + Math.ceil(length / Number(step ?? 1));
  }, 0);

/** Detection is paid by what it looks at; how much that is depends on the resources. */
const detection = (evidence: Evidence): readonly Counted[] => {
  const shared = {
    layer: 'foundation',
    tenant: 'shared',
    service: '',
    stage: '',
    unit: 'million',
    fixed: true,
    machines: null,
  } as const;
  const millions = same(evidence.resources.length / 1_000_000);
  const daily = same((evidence.resources.length * 30) / 1_000_000);
  const has = (type: string): boolean => evidence.ofType(type).length > 0;
  return [
    ...(has('AWS::Config::ConfigurationRecorder')
      ? [
          {
            ...shared,
            item: 'config.item',
            amount: millions,
            factors: ['changesPerResource'],
            what: 'millions of resources whose changes are recorded',
          },
        ]
      : []),
    ...(has('AWS::SecurityHub::Hub')
      ? [{ ...shared, item: 'securityhub.check', amount: daily, factors: [], what: 'millions of resources, each judged daily' }]
      : []),
    ...(has('AWS::GuardDuty::Detector')
      ? [
          {
            ...shared,
            item: 'guardduty.event',
            amount: millions,
            factors: ['eventsPerResource'],
            what: 'millions of resources whose events are judged',
          },
        ]
      : []),
  ];
};

/** Items of what depends on use, by the words of this cloud. */
export const awsWords = (target: AwsTargetPlan) => ({
  egress: 'data_transfer_out.internet',
  objects: 's3.standard.storage',
  secondSite: `s3.standard.storage@${target.secondSite.region}`,
  files: 'efs.storage',
  backup: 'backup.storage',
});
