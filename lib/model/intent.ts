/**
 * Everything a blueprint can ask of a cloud. Each intent has exactly one line per target in the parity
 * ledger, and each provider must answer every one of them, or it does not compile.
 */
export const intents = {
  'tenancy.isolation': 'Tenants cannot see, reach or change each other',
  'jurisdiction.immunity': 'Only courts of the allowed countries can order access to the data',
  'identity.staff': 'Staff sign in through their own administration, by role',
  'identity.mfa': 'Staff prove a second factor',
  'identity.breakGlass': 'One sealed emergency access, loud when used',
  'identity.citizens': 'Citizens sign in with their electronic identity',
  'identity.workload': 'Workloads hold short-lived, narrow credentials',
  'logging.trail': 'Every administrative act is recorded where its author cannot delete it',
  'logging.archive': 'Records are kept, encrypted and locked, apart from the workloads',
  'logging.detection': 'Suspicious behaviour is detected and told',
  'cost.budget': 'Spending is bounded and watched',
  'network.tiers': 'Tiers edge, app and data; the data tier has no way out',
  'network.zones': 'Workloads spread over separate failure zones',
  'network.ipv6': 'Public entries answer on IPv6',
  'network.egress': 'Only listed names can be reached from inside',
  'network.flowRecords': 'Every flow leaves a record',
  'network.dnsRecords': 'Every name look-up leaves a record',
  'network.privateNames': 'Private names inside the network',
  'network.providerAccess': "The cloud's own services are reached without the internet",
  'network.links': 'Declared links between tenants, exactly one port each',
  'network.connectivity': 'Encrypted links to town halls and national networks',
  'storage.keys': "Keys by tenant and data class, rotated, under the region's control",
  'storage.objects': 'Private, encrypted object stores over TLS only',
  'storage.versions': 'Overwritten and deleted objects can be brought back',
  'storage.retention': 'Records are kept as long as the law asks',
  'storage.writeOnce': 'Records cannot be changed or deleted before their time',
  'storage.accessRecords': 'Every access to stored objects is recorded',
  'storage.files': 'Shared encrypted files',
  'storage.database': 'PostgreSQL, encrypted, private, surviving the loss of a zone by tier',
  'storage.pointInTime': 'Databases can be restored to any minute of the retention',
  'storage.backup': 'Backups that the workload cannot delete',
  'storage.restoreTest': 'Restores are tried on a schedule',
  'storage.secondSite': 'A copy in a second site in an allowed country',
  'hosting.entry': 'One public entry for each e-service',
  'hosting.tls': 'TLS 1.2 or newer with certificates that renew themselves',
  'hosting.waf': 'Attacks on the web entry are filtered',
  'hosting.compute': 'Containers by digest, without a public address',
  'hosting.scaling': 'Capacity follows demand within limits',
  'hosting.images': "Images come from the region's own registry",
  'hosting.release': 'A release changes the container and nothing else',
  'hosting.jobs': 'Scheduled jobs',
  'hosting.queue': 'Queues with dead letters',
  'hosting.secrets': 'Secrets are born in the cloud and rotate',
  'hosting.mail': 'Mail to citizens under the own domain',
  'hosting.observability': 'Dashboards, and alarms with run-books',
} as const;

export type IntentId = keyof typeof intents;

export const intentIds = Object.keys(intents) as IntentId[];

/** A required intent must be met (or its gap accepted by name); a preferred one gets its ledger line. */
export type Need = 'required' | 'preferred';
