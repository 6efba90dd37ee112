import { z } from 'zod';
import { openstackFlags, type OpenstackFlag } from './openstack-flags';
import { countryCode, isoDate, sizeId } from './scalars';

/** A cloud profile: what a cloud has, each statement with its source and date. */

const text = z.string().min(1).max(400);
const name = (what: string, example: string) =>
  z
    .string()
    .max(120)
    .regex(/^[^\n\r\t]*\S[^\n\r\t]*$/, what)
    .meta({ examples: [example] });
const origin = z.enum(['declared', 'scs-report', 'probe', 'sdk-data', 'assumption']);
/** What nobody has said, and no interface tells, is `unknown`: it counts as absent, and is shown. */
const known = z.literal([true, false, 'unknown']);
const flag = known.or(
  z.strictObject({ value: known, origin: origin.optional(), source: text.optional(), date: isoDate.optional() }),
);

const provenance = { source: text, date: isoDate, origin };

const common = {
  cloud: z
    .string()
    .max(60)
    .regex(/^[a-z0-9-]+$/, 'the id of the profile in lower-case letters, digits and hyphens')
    .meta({ examples: ['scs-reference'] }),
  title: text,
  operator: z.strictObject({
    name: text,
    country: countryCode,
    controlledFrom: countryCode.describe('Country of the ultimate parent, whose law reaches the operator.'),
  }),
  country: countryCode.describe('Where the machines stand.'),
  zones: z.array(name('the name of a zone', 'az1')).min(1).max(6).describe('Failure zones by their name there.'),
  ...provenance,
};

const awsRegion = z
  .string()
  .regex(/^[a-z]{2,4}-(?:[a-z]+-){1,2}[0-9]$/, 'the id of an AWS region, such as eu-south-1')
  .meta({ examples: ['eu-south-1'] });

export const awsCloudSchema = z.strictObject({
  ...common,
  provider: z.literal('aws'),
  region: awsRegion,
  partition: z.enum(['aws', 'aws-eusc']),
  urlSuffix: z.enum(['amazonaws.com', 'amazonaws.eu']),
  optIn: z.boolean(),
  secondSite: z
    .strictObject({ region: awsRegion, country: countryCode })
    .nullable()
    .describe('Region of the same partition for the second copy.'),
  absent: z
    .array(
      z.string().regex(/^AWS::[A-Za-z0-9]+(?:::[A-Za-z0-9]+)?$/, 'a CloudFormation type or its prefix, such as AWS::CloudFront'),
    )
    .describe('CloudFormation type prefixes that do not exist there, such as AWS::CloudFront.'),
  databaseClasses: z.record(sizeId, z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'a class of RDS, such as db.t4g.small')),
});

const volumeType = name('the name of a volume type', 'standard');
const entry = name('the name of an entry of clouds.yaml', 'operator');

/** Values beside the capabilities that a cloud tells about itself. */
export const readableFields = ['zones', 'externalNetwork', 'flavors', 'image', 'volumeTypes'] as const;

export const openstackCloudSchema = z.strictObject({
  ...common,
  provider: z.literal('openstack'),
  region: name('the name of a region', 'RegionOne'),
  cloudsYaml: z
    .strictObject({ operator: entry, manager: entry, tenant: entry })
    .describe('Entries of clouds.yaml for each privilege level; {space} stands for the project.'),
  externalNetwork: name('the name of a network', 'external'),
  flavors: z.record(sizeId, name('the name of a flavor', 'SCS-1V-2')),
  image: text.describe('Image by name; a Debian or Ubuntu with cloud-init and podman.'),
  volumeTypes: z.strictObject({ standard: volumeType, encrypted: volumeType.nullable() }),
  nameservers: z
    .array(z.ipv4({ message: 'an IPv4 address' }).meta({ examples: ['198.51.100.53'] }))
    .min(1)
    .max(3)
    .describe('Name servers that the egress proxies ask; hosts ask the proxies.'),
  timeServers: z
    .array(
      z
        .string()
        .max(253)
        .regex(/^[A-Za-z0-9.:-]+$/, 'the name or address of a time server')
        .meta({ examples: ['ntp.cloud.example'] }),
    )
    .min(1)
    .max(4)
    .describe('Time servers that the egress proxies ask; hosts ask the proxies.'),
  secondSite: z.strictObject({ region: name('the name of a region', 'RegionTwo'), country: countryCode }).nullable(),
  capabilities: z.record(z.enum(openstackFlags), flag).describe('What the cloud has; `unknown` counts as absent.'),
  provenance: z
    .partialRecord(z.enum(readableFields), z.strictObject(provenance))
    .optional()
    .describe('Where single values come from that have no source of their own; `sgc discover` writes it.'),
});

export const cloudSchema = z.discriminatedUnion('provider', [awsCloudSchema, openstackCloudSchema]);

export type AwsCloud = z.infer<typeof awsCloudSchema>;
export type OpenstackCloud = z.infer<typeof openstackCloudSchema>;
export type Cloud = z.infer<typeof cloudSchema>;

/** What the profile says of a flag, whichever way it was written. */
export const statementOf = (cloud: OpenstackCloud, flag: OpenstackFlag): boolean | 'unknown' => {
  const stated = cloud.capabilities[flag];
  return typeof stated === 'object' ? stated.value : stated;
};

/** Whether the profile says that the cloud has something; what is unknown is not there. */
export const has = (cloud: OpenstackCloud, flag: OpenstackFlag): boolean => statementOf(cloud, flag) === true;

/** Flags of which nobody knows. */
export const unknownFlags = (cloud: OpenstackCloud): readonly OpenstackFlag[] =>
  openstackFlags.filter((flag) => statementOf(cloud, flag) === 'unknown');
