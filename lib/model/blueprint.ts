import { z } from 'zod';
import { intentIds } from './intent';
import {
  allowedName,
  connectionId,
  countryCode,
  dataClass,
  dataset,
  descriptorRef,
  hostName,
  hostingId,
  httpsUrl,
  image,
  ipv4,
  ipv4Cidr,
  isoDate,
  key,
  languageTag,
  lifecycle,
  localized,
  mail,
  mapOf,
  need,
  partId,
  person,
  port,
  regionId,
  stageId,
  storeId,
  targetId,
  tenantId,
  text,
  tier,
} from './scalars';

/** The blueprint: what a region may write. Types, the editors' JSON Schema and the messages come from here. */

const tenant = z.strictObject({
  name: localized,
  inhabitants: z.int().min(0).max(2_000_000_000).describe('People served; drives capacity.'),
  level: z.enum(['municipality', 'region', 'canton', 'entity', 'state']).optional().describe('Default: municipality.'),
});

const quota = z.strictObject({
  servers: z.int().min(0).describe('Virtual servers.'),
  vcpus: z.int().min(0).describe('Virtual processors of all servers.'),
  memoryGiB: z.int().min(0).describe('Memory of all servers.'),
  volumes: z.int().min(0).describe('Volumes, boot volumes included.'),
  volumeGiB: z.int().min(0).describe('Size of all volumes.'),
  networks: z.int().min(0).describe('Networks.'),
  ports: z.int().min(0).describe('Network ports.'),
  securityGroups: z.int().min(0).describe('Security groups.'),
  securityGroupRules: z.int().min(0).describe('Rules of all security groups.'),
  publicAddresses: z.int().min(0).describe('Public addresses.'),
  loadBalancers: z.int().min(0).describe('Load balancers.'),
  names: z.int().min(0).describe('Zones of the name service.'),
});

const link = z.strictObject({
  from: z
    .string()
    .regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/, 'tenant/service, such as city/appointments')
    .describe('tenant/service that calls.'),
  to: z
    .string()
    .regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/, 'tenant/service, such as city/appointments')
    .describe('tenant/service that answers.'),
  port: port.describe('The one TCP port that is opened.'),
  why: text.describe('Why this link may exist; shown to the auditor.'),
});

const network = z.strictObject({
  addresses: ipv4Cidr.describe("The region's private address space; prefix 8 to 19."),
  spacePrefix: z.int().min(18).max(22).describe('Prefix of each tenant-and-stage block: 16 subnets each.'),
  zones: z.int().min(1).max(4).describe('Failure zones to spread over. Zones are appended, never removed.'),
  egress: z.strictObject({
    allow: z.array(allowedName).max(500).describe('Names that workloads may reach. Nothing else leaves.'),
    mode: z.enum(['shared', 'dedicated']).describe('shared: one egress network for the region; dedicated: one for each tenant.'),
  }),
  links: z.array(link).max(200).describe('What may cross between tenants; nothing else does.'),
});

const identity = z.strictObject({
  staff: z.strictObject({
    issuer: httpsUrl.describe('Where staff sign in: OpenID issuer or SAML metadata.'),
    protocol: z.enum(['oidc', 'saml']),
    mfa: need.describe('Second factor.'),
  }),
  citizens: z.strictObject({
    scheme: z
      .enum(['eidas', 'national', 'none'])
      .describe('eidas: members of the European Union only. none: services need no sign-in.'),
    issuer: httpsUrl.describe('Where citizens sign in.'),
    protocol: z.enum(['oidc', 'saml']),
  }),
});

const retention = z.strictObject({
  years: z.int().min(0).max(100).describe('How long the law asks to keep it.'),
  writeOnce: need.optional().describe('Absent: objects may be changed within the retention.'),
});

const store = z.strictObject({
  tenant: tenantId.describe('Whose it is.'),
  kind: z.enum(['objects', 'files']).optional().describe('Default: objects.'),
  dataClass,
  sizeGiB: z.int().min(1).max(10_000_000).describe('Expected size; for cost and limits.'),
  retention,
});

const hosted = z.strictObject({
  tenant: tenantId.describe('Who offers it.'),
  service: descriptorRef.describe('A descriptor under blueprints/services.'),
  host: hostName.describe('Public name in production; other stages put theirs in front of it.'),
  tier,
  images: mapOf(partId, image, 40).optional().describe('Image by digest for each part, once the service was released.'),
});

const connection = z.strictObject({
  tenant: tenantId.describe('Whose networks are connected, in every stage.'),
  kind: z.literal('ipsec').describe('IKEv2 with strong suites; the shared key is never in an artefact.'),
  peer: ipv4.describe('Public address of the other gateway.'),
  remote: z.array(ipv4Cidr).min(1).max(50).describe('Networks behind the other gateway.'),
});

const stage = z.strictObject({
  data: dataset.optional().describe('Default: the dataset of the region.'),
  scale: z.enum(['small', 'full']).optional().describe('small: one or two containers of each part. Default: full.'),
});

const acceptance = z.strictObject({
  intent: z.enum(intentIds as [string, ...string[]]).describe('One of the intents of docs/parity.md.'),
  as: z
    .enum(['weaker', 'substitute', 'obligation'])
    .describe('weaker: less is protected; substitute: we run it ourselves; obligation: the operator of the cloud must do it.'),
  reason: text.describe('Why that is enough.'),
  owner: person.describe('Who answers for it.'),
  expires: isoDate.describe('Last day on which it holds.'),
});

const accountId = z
  .string()
  .regex(/^[0-9]{12}$/, 'an AWS account id: twelve digits in quotes')
  .meta({ examples: ['111122223333'] });
const certificate = z
  .string()
  .max(200)
  .regex(
    /^(?:delegated|arn:aws(?:-[a-z-]+)?:acm:[a-z0-9-]+:[0-9]{12}:certificate\/[0-9a-f-]{36})$/,
    'delegated, or the ARN of a certificate',
  );

const target = z.strictObject({
  cloud: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'the id of a cloud profile')
    .max(60)
    .describe('A profile under blueprints/clouds.'),
  accounts: mapOf(key('tenant id', 16, 'shared'), accountId, 200)
    .optional()
    .describe('AWS: the account of `shared` and of each tenant.'),
  certificates: mapOf(hostingId, certificate, 500)
    .optional()
    .describe('AWS: certificate ARN for each hosted service, or `delegated` (the default).'),
  domain: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'the name of a Keystone domain')
    .optional()
    .describe('OpenStack: the Keystone domain. Default: the region id.'),
  accept: z.array(acceptance).max(100).optional().describe('What this cloud can only do worse, taken knowingly.'),
  options: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("The provider's own tuning; validated by the provider, never weakens a control."),
});

const exception = z.strictObject({
  control: z.string().min(1).max(200).describe('Id of the control of docs/audit.md that is not kept.'),
  resource: z
    .string()
    .min(1)
    .max(500)
    .describe('Where it is not kept: target/artefact/resource, such as aws/region-city-production-fees/entryTls0F72F7FD.'),
  reason: text.describe('Why.'),
  owner: person.describe('Who answers for it.'),
  ticket: z.string().min(1).max(200).describe('Where it was decided: the number or address of the ticket.'),
  compensating: text.describe('What protects instead, until it is kept.'),
  review: isoDate.describe('Day on which its owner looks at it again.'),
  expires: isoDate.describe('Last day on which it holds.'),
});

const logging = z.strictObject({
  retentionDays: z.int().min(90).max(3650).describe('How long audit records are kept.'),
  lock: z.enum(['governance', 'compliance']).describe('compliance: nobody can shorten it, so a legal basis is needed.'),
  legalBasis: text.optional().describe('The law that asks for compliance mode.'),
  detection: z.array(z.enum(['threats', 'configuration', 'findings'])).describe('AWS: GuardDuty, Config, Security Hub.'),
});

const share = z.number().min(0).max(1);
const demand = z.strictObject({
  busiestMonth: share.describe("Share of a year's transactions in its busiest month."),
  busiestDay: share.describe("Share of a month's transactions on its busiest day."),
  busiestHour: share.describe("Share of a day's transactions in its busiest hour."),
  burstShare: share.describe("Share of a year's transactions in the first hour of a deadline."),
  requestsPerTransaction: z.int().min(1).max(10_000).describe('Web requests of one transaction.'),
  peakFactor: z.number().min(1).max(100).describe('Peak second over the hourly mean.'),
  requestsPerSecondPerVcpu: z.number().min(0.1).max(100_000).describe('What one vCPU of a typical part answers.'),
});

const recovery = z.strictObject({
  backupRetentionDays: z.int().min(7).max(3650).describe('How long backups are kept.'),
  secondSite: z.strictObject({
    need: need.describe('Whether a copy in a second site must exist.'),
    allowedCountries: z.array(countryCode).max(60).describe('Where it may lie; each must be allowed by residency too.'),
  }),
});

/** A complete blueprint, after `extends` was followed. */
export const blueprintSchema = z.strictObject({
  blueprint: z.literal(1).describe('Version of the format.'),
  region: regionId,
  extends: z
    .string()
    .max(200)
    .optional()
    .describe('One parent, such as reference/defaults. Every value below overrides or adds.'),
  name: localized,
  country: countryCode.describe('Country of the region; decides which law guards it.'),
  languages: z.array(languageTag).min(1).max(30).describe('The first one is used where a name exists in several.'),
  contacts: z.strictObject({
    operations: mail.describe('Gets alarms of services and of the budget.'),
    security: mail.describe('Gets alarms of the foundation.'),
  }),
  deployable: z.boolean().optional().describe('false: a historic record, refused at resolve. Default: true.'),
  dataset: dataset.optional().describe('Default: real.'),
  lifecycle: lifecycle.optional().describe('Default: retained.'),
  residency: z.strictObject({ allowedCountries: z.array(countryCode).min(1).max(60) }).describe('Where data may lie.'),
  tenants: mapOf(tenantId, tenant, 200).describe('Administrations that share this cloud, isolated from each other.'),
  network,
  identity,
  storage: mapOf(storeId, store, 500).describe('Stores of the tenants, one in every stage.'),
  hosting: mapOf(hostingId, hosted, 500).describe('E-services, each with an artefact of its own.'),
  connectivity: mapOf(connectionId, connection, 50).describe('Encrypted links to town halls and national networks.'),
  stages: mapOf(stageId, stage, 8).describe('Every tenant gets a space in every stage.'),
  recovery,
  logging,
  quota: quota.describe('Bound on each tenant-and-stage; a plan that needs more is refused.'),
  budget: z.strictObject({
    monthly: z.number().min(0).max(1e12).describe('Warnings come at 50, 80 and 100 %.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'the ISO 4217 code of a currency, such as EUR')
      .meta({ examples: ['EUR'] }),
  }),
  demand,
  needs: z
    .partialRecord(z.enum(intentIds as [string, ...string[]]), need)
    .describe('How much the region needs each intent; what is not written is preferred.'),
  targets: mapOf(targetId, target, 20).describe('Where it is deployed; one blueprint, as many clouds as are named.'),
  exceptions: z.array(exception).max(1000).describe('Controls that are knowingly not kept; never inherited.'),
});

export type Blueprint = z.infer<typeof blueprintSchema>;
export type DataClass = z.infer<typeof dataClass>;
export type Tier = z.infer<typeof tier>;
