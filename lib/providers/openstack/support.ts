import { has, type OpenstackCloud } from '../../model/cloud';
import type { IntentId } from '../../model/intent';
import type { Parity, Support } from '../../plan/target-plan';

const line = (parity: Parity, by: string, lost = ''): Support => ({ parity, by, lost });
const equal = (by: string): Support => line('equal', by);

/** OpenStack's answer for every intent, by the flags of the cloud. */
export const support = (cloud: OpenstackCloud): Readonly<Record<IntentId, Support>> => ({
  ...identity(cloud),
  ...logging(cloud),
  ...network(cloud),
  ...storage(cloud),
  ...hosting(cloud),
});

type Part<P extends string> = { readonly [I in Extract<IntentId, `${P}.${string}`>]: Support };

const identity = (cloud: OpenstackCloud): Part<'tenancy' | 'jurisdiction' | 'identity'> => ({
  'tenancy.isolation': equal('one project for each tenant and stage'),
  'jurisdiction.immunity': equal(`operated and controlled from ${cloud.operator.controlledFrom}`),
  'identity.staff': line('obligation', 'groups and roles; the mapping is emitted', 'federation is set up by the operator'),
  'identity.mfa': line('obligation', "the staff's own sign-in", "the cloud cannot ask for it: the operator's mapping must"),
  'identity.breakGlass': line('weaker', 'a group without members, filled in an emergency', 'an alarm of the cloud when it is used'),
  'identity.citizens': line('substitute', 'Keycloak pair behind the entry', 'availability and patches are ours'),
  'identity.workload': has(cloud, 'accessRules')
    ? line('weaker', 'application credentials restricted by access rules, expiring', 'short life: they last until they are rotated')
    : line('weaker', 'application credentials by role, expiring', 'restriction to single calls, and short life'),
});

const logging = (cloud: OpenstackCloud): Part<'logging' | 'cost'> => ({
  'logging.trail': line('obligation', 'feed of CADF records in the contract', has(cloud, 'auditFeed') ? 'the feed is the operator\'s' : 'no interface shows administrative acts to a tenant'),
  'logging.archive': line('substitute', 'containers in a project of their own, written by log hosts', has(cloud, 's3ObjectLock') ? 'the operator can still delete' : 'a lock: the log project only appends by role'),
  'logging.detection': line('substitute', 'drift plans in CI and host intrusion detection', 'detection by the cloud itself'),
  'cost.budget': line('weaker', 'quotas', 'forecast and warnings by money'),
});

const network = (cloud: OpenstackCloud): Part<'network'> => ({
  'network.tiers': equal('one network for each tier and zone; the data tier has no gateway'),
  'network.zones': line(has(cloud, 'azNames') ? 'equal' : 'weaker', 'networks and servers by zone', has(cloud, 'azNames') ? '' : 'named zones'),
  'network.ipv6': has(cloud, 'ipv6') ? line('weaker', 'unique local addresses inside, the entry by the external network', 'groups are the only barrier') : line('absent', 'no IPv6 on this cloud', 'entries that answer on IPv6'),
  'network.egress': line('substitute', 'a proxy pair with the allow-list', 'availability and patches are ours'),
  'network.flowRecords': line('obligation', "the operator's packet log", 'no interface gives flow records to a tenant'),
  'network.dnsRecords': line('substitute', 'resolver of the proxy pair', 'queries that go past it'),
  'network.privateNames': has(cloud, 'designate') ? line('weaker', 'a zone of Designate', 'privacy: its records are public') : line('substitute', 'host files by cloud-init', 'names that change without a new host'),
  'network.providerAccess': line('absent', "the cloud's interfaces through the proxy pair", 'private endpoints with policies'),
  'network.links': has(cloud, 'rbacByUsers') ? line('weaker', 'a transit network for each link, shared by RBAC', 'the caller sees a network, not a single endpoint') : line('obligation', 'a transit network that the operator shares', 'the link waits for the operator'),
  'network.connectivity': has(cloud, 'vpnaas') ? line('weaker', 'VPNaaS, IKEv2', 'a redundant pair and certificates') : line('substitute', 'strongSwan host', 'availability and patches are ours'),
});

const storage = (cloud: OpenstackCloud): Part<'storage'> => ({
  'storage.keys': line('weaker', has(cloud, 'encryptedVolumeType') ? 'encrypted volume type' : 'client-side encryption of backups and documents', 'keys of our own with rotation and policy'),
  'storage.objects': line('weaker', 'private containers of one project', 'a policy for TLS only, and keys of our own'),
  'storage.versions': has(cloud, 'swiftVersioning') || has(cloud, 's3Versioning') ? equal('versioned containers') : line('absent', 'no versioning on this cloud', 'what was overwritten or deleted'),
  'storage.retention': has(cloud, 's3Lifecycle') ? equal('lifecycle through S3') : line('substitute', 'retention job of the service', 'rules that the store itself keeps'),
  'storage.writeOnce': has(cloud, 's3ObjectLock') ? line('weaker', 'object lock through S3', 'the operator can delete') : line('absent', 'no object lock on this cloud', 'records that nobody can change'),
  'storage.accessRecords': line('absent', 'no access records on this cloud', 'who read which object'),
  'storage.files': has(cloud, 'manila') ? line('weaker', 'Manila shares', 'encryption is the operator\'s') : line('absent', 'no shares on this cloud', 'shared files'),
  'storage.database': line('substitute', has(cloud, 'trove') ? 'Trove instance' : 'self-run PostgreSQL pair with automatic failover', 'failover and patches are ours'),
  'storage.pointInTime': line('substitute', 'write-ahead log to the object store', 'a restore is done by us'),
  'storage.backup': line('substitute', 'backups into another project', 'a lock that our own administrators cannot lift'),
  'storage.restoreTest': line('substitute', 'monthly restore job', 'a record by the cloud'),
  'storage.secondSite': line('substitute', 'copy of the backups to a second region', 'replication by the cloud'),
});

const hosting = (cloud: OpenstackCloud): Part<'hosting'> => ({
  'hosting.entry': equal('load balancer with a public address'),
  'hosting.tls': line('substitute', 'proxy pair with ACME', 'renewal is ours'),
  'hosting.waf': line('substitute', 'Coraza with the core rule set on the proxy pair', 'rules and tuning are ours'),
  'hosting.compute': line('weaker', 'containers by digest on servers of our own', 'a host to patch'),
  'hosting.scaling': line('weaker', 'a fixed number of servers for the peak', 'capacity that follows demand'),
  'hosting.images': line('substitute', "the region's own registry", 'availability and patches are ours'),
  'hosting.release': equal('signed manifest in the object store, pulled by the host'),
  'hosting.jobs': line('weaker', 'systemd timers', 'a second try elsewhere when the host is lost'),
  'hosting.queue': line('substitute', 'RabbitMQ pair', 'availability and patches are ours'),
  'hosting.secrets': line('weaker', has(cloud, 'barbican') ? 'born on the host, kept in Barbican' : 'born on the host', 'rotation by the cloud'),
  'hosting.mail': line('substitute', 'Postfix relay', 'reputation and patches are ours'),
  'hosting.observability': line('substitute', 'Prometheus and Alertmanager', 'availability and patches are ours'),
});
