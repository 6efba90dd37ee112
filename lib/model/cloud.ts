import { z } from 'zod';

/** A cloud profile: what a cloud has, each statement with its source and date. */

const text = z.string().min(1).max(400);
const origin = z.enum(['declared', 'scs-report', 'probe', 'sdk-data', 'assumption']);
const stated = <T extends z.ZodType>(value: T) =>
  value.or(z.strictObject({ value, origin: origin.optional(), source: text.optional(), date: z.iso.date().optional() }));
const flag = stated(z.boolean());

const provenance = { source: text, date: z.iso.date(), origin };
const size = z.enum(['xs', 's', 'm', 'l', 'xl']);

const common = {
  cloud: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(60),
  title: text,
  operator: z.strictObject({
    name: text,
    country: z.string().regex(/^[A-Z]{2}$/),
    controlledFrom: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .describe('Country of the ultimate parent, whose law reaches the operator.'),
  }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('Where the machines stand.'),
  zones: z.array(z.string().min(1).max(60)).min(1).max(6).describe('Failure zones by their name there.'),
  ...provenance,
};

export const awsCloudSchema = z.strictObject({
  ...common,
  provider: z.literal('aws'),
  region: z.string().regex(/^[a-z]{2,4}-[a-z]+-[a-z]+-?[0-9]?$|^[a-z]{2,4}-[a-z]+-[0-9]$/),
  partition: z.enum(['aws', 'aws-eusc']),
  urlSuffix: z.enum(['amazonaws.com', 'amazonaws.eu']),
  optIn: z.boolean(),
  secondSite: z
    .strictObject({ region: z.string(), country: z.string().regex(/^[A-Z]{2}$/) })
    .nullable()
    .describe('Region of the same partition for the second copy.'),
  absent: z.array(z.string()).describe('CloudFormation type prefixes that do not exist there, such as AWS::CloudFront.'),
  databaseClasses: z.record(size, z.string()),
});

export const openstackFlags = [
  'barbican',
  'designate',
  'swift',
  'encryptedVolumeType',
  'replicatedVolumeType',
  'octaviaAmphora',
  'addressGroups',
  'accessRules',
  'rbacByUsers',
  'domainManager',
  'vpnaas',
  'manila',
  'trove',
  'ipv6',
  'cinderBackup',
  'auditFeed',
  'crossAzAttach',
  'stateLocking',
  's3',
  's3Versioning',
  's3ObjectLock',
  's3Lifecycle',
  's3Encryption',
  's3Policy',
  's3ConditionalPut',
  'swiftVersioning',
  'federation',
  'azNames',
  'packetLog',
  'fwaas',
  'tapMirror',
  'heat',
  'aodh',
  'magnum',
  'dnsIntegration',
  'unifiedLimits',
  'ovn',
  'operatorAccess',
] as const;
export type OpenstackFlag = (typeof openstackFlags)[number];

export const openstackCloudSchema = z.strictObject({
  ...common,
  provider: z.literal('openstack'),
  region: z.string().min(1).max(60),
  cloudsYaml: z
    .strictObject({ operator: z.string(), manager: z.string(), tenant: z.string() })
    .describe('Entries of clouds.yaml for each privilege level; {space} stands for the project.'),
  externalNetwork: z.string(),
  flavors: z.record(size, z.string()),
  image: text.describe('Image by name; a Debian or Ubuntu with cloud-init and podman.'),
  volumeTypes: z.strictObject({ standard: z.string(), encrypted: z.string().nullable() }),
  nameservers: z.array(z.ipv4()).max(3),
  timeServers: z.array(z.string()).max(4),
  secondSite: z.strictObject({ region: z.string(), country: z.string().regex(/^[A-Z]{2}$/) }).nullable(),
  capabilities: z.record(z.enum(openstackFlags), flag),
});

export const cloudSchema = z.discriminatedUnion('provider', [awsCloudSchema, openstackCloudSchema]);

export type AwsCloud = z.infer<typeof awsCloudSchema>;
export type OpenstackCloud = z.infer<typeof openstackCloudSchema>;
export type Cloud = z.infer<typeof cloudSchema>;

/** Whether the profile says that the cloud has something, whichever way it was written. */
export const has = (cloud: OpenstackCloud, flag: OpenstackFlag): boolean => {
  const stated = cloud.capabilities[flag];
  return typeof stated === 'boolean' ? stated : stated.value;
};
