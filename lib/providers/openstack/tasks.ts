import { has } from '../../model/cloud';
import type { Plan, QuotaPlan, SpacePlan } from '../../plan/plan';
import type { StorePlan } from '../../plan/storage-plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Task } from '../../plan/task';
import { names } from './names';
import { optionsOf } from './options';

/** What stands before the first state, and what no Terraform resource can set; in the order to run. */
export const tasks = (plan: Plan, target: OpenstackTargetPlan): readonly Task[] => [
  ...stateBackend(target),
  ...image(target),
  ...(has(target.cloud, 'operatorAccess') ? [] : operatorTasks(plan, target)),
  ...Object.values(plan.spaces).flatMap((space) => buckets(target, space)),
];

/** A bucket for the states, which keeps what they were; other backends are there or are nobody's but yours. */
const stateBackend = (target: OpenstackTargetPlan): readonly Task[] => {
  const backend = optionsOf(target).stateBackend;
  if (backend.kind !== 's3') return [];
  const s3 = (...args: readonly string[]) => [
    'aws',
    '--endpoint-url',
    backend.endpoint,
    's3api',
    ...args,
    '--bucket',
    backend.bucket,
  ];
  const common = { by: 'us', group: 'state' } as const;
  return [
    { ...common, why: 'A bucket for the states', unless: s3('head-bucket'), command: s3('create-bucket') },
    {
      ...common,
      why: 'Every version of a state is kept',
      command: [...s3('put-bucket-versioning'), '--versioning-configuration', 'Status=Enabled'],
    },
  ];
};

const image = ({ cloud }: OpenstackTargetPlan): readonly Task[] => [
  {
    why: 'The image of all hosts is there; what is missing is uploaded by hand, from where its maker signs it',
    by: 'operator',
    group: 'image',
    command: ['openstack', '--os-cloud', cloud.cloudsYaml.operator, 'image', 'show', cloud.image],
  },
];

/** What the two states of the operator would make, where the operator applies none of ours. */
const operatorTasks = (plan: Plan, target: OpenstackTargetPlan): readonly Task[] => {
  const { cloudsYaml } = target.cloud;
  const openstack = (why: string, ...args: readonly string[]): Task => ({
    why,
    by: 'operator',
    group: 'operator',
    command: ['openstack', '--os-cloud', cloudsYaml.operator, ...args],
  });
  const manager = names.group(plan.region.id, 'domain-manager');
  return [
    openstack('The domain of the region', 'domain', 'create', target.domain, '--or-show'),
    ...(has(target.cloud, 'domainManager')
      ? [
          openstack('Who makes its projects', 'group', 'create', manager, '--domain', target.domain, '--or-show'),
          openstack(
            'and may do so',
            'role',
            'add',
            'manager',
            '--group',
            manager,
            '--group-domain',
            target.domain,
            '--domain',
            target.domain,
          ),
        ]
      : []),
    ...Object.values(plan.spaces).flatMap(({ id, quota }) => {
      const project = names.project(plan.region.id, id);
      return [
        openstack(`Quota of ${project}, once ${plan.region.id}-domain is applied`, 'quota', 'set', ...quotaFlags(quota), project),
        openstack(
          `Balancers of ${project}`,
          'loadbalancer',
          'quota',
          'set',
          '--loadbalancer',
          String(quota.loadBalancers),
          project,
        ),
      ];
    }),
  ];
};

const quotaFlags = (quota: QuotaPlan): readonly string[] =>
  Object.entries({
    instances: quota.servers,
    cores: quota.vcpus,
    ram: quota.memoryGiB * 1024,
    volumes: quota.volumes,
    gigabytes: quota.volumeGiB,
    networks: quota.networks,
    ports: quota.ports,
    secgroups: quota.securityGroups,
    'secgroup-rules': quota.securityGroupRules,
    'floating-ips': quota.publicAddresses,
  }).flatMap(([name, value]) => [`--${name}`, String(value)]);

/** Settings of a space's stores that only the S3 interface knows, where the cloud's profile says that it has them. */
const buckets = (target: OpenstackTargetPlan, space: SpacePlan): readonly Task[] => {
  if (!has(target.cloud, 's3') || !has(target.cloud, 'swift')) return [];
  const stores = [
    ...Object.values(space.storage.stores),
    ...Object.values(space.services).flatMap((service) => Object.values(service.documents)),
  ];
  return stores.flatMap((store) => bucket(target, space, store));
};

const bucket = ({ cloud }: OpenstackTargetPlan, space: SpacePlan, store: StorePlan): readonly Task[] => {
  const name = names.container(store.name);
  const profile = cloud.cloudsYaml.tenant.replace('{space}', space.id);
  const s3 = (...args: readonly string[]) => ['aws', '--profile', profile, 's3api', ...args, '--bucket', name];
  const task = (why: string, command: readonly string[], unless?: readonly string[]): Task => ({
    why: `${name}: ${why}`,
    by: 'us',
    group: name,
    command,
    ...(unless === undefined ? {} : { unless }),
  });
  const locked = has(cloud, 's3ObjectLock') && store.writeOnce.need !== 'none';
  return [
    ...(locked
      ? [
          task(
            'made with a lock, which it can get only now',
            [...s3('create-bucket'), '--object-lock-enabled-for-bucket'],
            s3('get-object-lock-configuration'),
          ),
          task(`objects are kept for ${store.retentionDays} days`, [
            ...s3('put-object-lock-configuration'),
            '--object-lock-configuration',
            json(lockOf(store)),
          ]),
        ]
      : []),
    ...(has(cloud, 's3Versioning') && store.versioned && !has(cloud, 'swiftVersioning')
      ? [task('overwritten objects are kept', [...s3('put-bucket-versioning'), '--versioning-configuration', 'Status=Enabled'])]
      : []),
    ...(has(cloud, 's3Lifecycle') && store.versioned
      ? [
          task(`overwritten objects go after ${store.oldVersionDays} days`, [
            ...s3('put-bucket-lifecycle-configuration'),
            '--lifecycle-configuration',
            json(lifecycleOf(store)),
          ]),
        ]
      : []),
    ...(has(cloud, 's3Encryption')
      ? [
          task('objects are encrypted by the cloud', [
            ...s3('put-bucket-encryption'),
            '--server-side-encryption-configuration',
            json(encryption),
          ]),
        ]
      : []),
  ];
};

const json = (value: unknown): string => JSON.stringify(value);

const lockOf = ({ writeOnce, retentionDays }: StorePlan) => ({
  ObjectLockEnabled: 'Enabled',
  Rule: { DefaultRetention: { Mode: writeOnce.mode.toUpperCase(), Days: retentionDays } },
});

const lifecycleOf = ({ oldVersionDays }: StorePlan) => ({
  Rules: [
    {
      ID: 'old-versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: oldVersionDays },
    },
  ],
});

const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] };
