import { has, type OpenstackCloud, unknownFlags } from '../../model/cloud';
import { type IntentId, intentIds } from '../../model/intent';
import type { OpenstackFlag } from '../../model/openstack-flags';
import type { Support } from '../../plan/target-plan';

const equal = (by: string): Support => ({ parity: 'equal', by, lost: '' });
const weaker = (by: string, lost: string): Support => ({ parity: 'weaker', by, lost });
const substitute = (by: string, lost: string): Support => ({ parity: 'substitute', by, lost });
const obligation = (by: string, lost: string): Support => ({ parity: 'obligation', by, lost });
const absent = (lost: string): Support => ({ parity: 'absent', by: '', lost });

type AllAnswers = Readonly<Record<IntentId, Support>>;

/** How an OpenStack cloud answers every intent, by the flags of its profile; what is unknown counts as absent, and is named. */
export const support = (cloud: OpenstackCloud): AllAnswers => {
  const answers = answersOf(cloud);
  const unknown = unknownFlags(cloud).map((flag) => ({ flag, changes: changedBy(cloud, flag) }));
  const named = intentIds.map((intent) => {
    const behind = unknown.filter(({ changes }) => changes.includes(intent)).map(({ flag }) => flag);
    return [intent, withUnknown(answers[intent], behind)] as const;
  });
  return Object.fromEntries(named) as AllAnswers;
};

const withUnknown = (answer: Support, flags: readonly OpenstackFlag[]): Support => {
  if (flags.length === 0) return answer;
  const remark = `of this cloud is unknown: ${flags.join(', ')}`;
  return answer.lost === '' ? { ...answer, by: `${answer.by}; ${remark}` } : { ...answer, lost: `${answer.lost}; ${remark}` };
};

/** What a flag that is unknown would change, alone or together with the other unknown ones. */
const changedBy = (cloud: OpenstackCloud, flag: OpenstackFlag): readonly IntentId[] => {
  const unknown = unknownFlags(cloud);
  const others = unknown.filter((other) => other !== flag);
  const alone = [answersOf(cloud), answersWith(cloud, [flag])] as const;
  const together = [answersWith(cloud, others), answersWith(cloud, unknown)] as const;
  return intentIds.filter((intent) => [alone, together].some(([without, along]) => !isSame(without[intent], along[intent])));
};

const answersWith = (cloud: OpenstackCloud, flags: readonly OpenstackFlag[]): AllAnswers =>
  answersOf({
    ...cloud,
    capabilities: { ...cloud.capabilities, ...Object.fromEntries(flags.map((flag) => [flag, true])) },
  });

const isSame = (a: Support, b: Support): boolean => a.parity === b.parity && a.by === b.by && a.lost === b.lost;

const answersOf = (cloud: OpenstackCloud): AllAnswers => ({
  ...tenancy(cloud),
  ...identity(cloud),
  ...logging(cloud),
  ...network(cloud),
  ...storage(cloud),
  ...hosting(cloud),
});

type Answers<Prefix extends string> = Readonly<Record<Extract<IntentId, `${Prefix}.${string}`>, Support>>;

const tenancy = (cloud: OpenstackCloud): Answers<'tenancy' | 'jurisdiction' | 'cost'> => ({
  'tenancy.isolation': equal(
    'a project for each tenant and stage, of which no other tenant is a member; groups that deny by default hold what the networks of way out and links bring together',
  ),
  'jurisdiction.immunity':
    cloud.operator.controlledFrom === cloud.country && cloud.operator.country === cloud.country
      ? equal(`operator, its parent and the machines are all in ${cloud.country}`)
      : weaker(
          `machines in ${cloud.country}`,
          `the operator (${cloud.operator.country}) or its parent (${cloud.operator.controlledFrom}) answers to another country's courts`,
        ),
  'cost.budget': has(cloud, 'operatorAccess')
    ? weaker('quotas of each project', 'a bound on resources; no money, no forecast, no warning before it is reached')
    : obligation('the operator sets the quotas that the plan names', 'not visible or changeable by us'),
});

/** Services with the older rules of OpenStack let every role of a project change what stands in it. */
const readerGap = (cloud: OpenstackCloud): string =>
  has(cloud, 'readerRole') ? '' : '; services that do not heed the role `reader` let the auditor and the planner change things';

const identity = (cloud: OpenstackCloud): Answers<'identity'> => ({
  'identity.staff': has(cloud, 'federation')
    ? obligation(
        "groups and roles; the operator loads the mapping from the region's issuer",
        `only the operator can switch federation on${readerGap(cloud)}`,
      )
    : weaker(
        'groups and roles with accounts of the domain',
        `a second account beside the administration's own${readerGap(cloud)}`,
      ),
  'identity.mfa': has(cloud, 'federation')
    ? obligation('the issuer asks for the second factor', 'the cloud cannot check that it did')
    : weaker("Keystone's one-time codes, account by account", 'nothing enforces them for every account'),
  'identity.breakGlass': weaker(
    'an account without a password until it is sealed, with a rule for two factors',
    'its use raises no alarm',
  ),
  'identity.citizens': substitute("own sign-in hosts joined to the region's issuer", 'availability and patches are ours'),
  'identity.workload': has(cloud, 'accessRules')
    ? weaker(
        'application credentials bound to single paths, in pairs',
        'long-lived; they end only when the region sets dates for them',
      )
    : weaker(
        'application credentials in pairs',
        'as wide as the role of a member; they end only when the region sets dates for them',
      ),
});

const logging = (cloud: OpenstackCloud): Answers<'logging'> => ({
  'logging.trail': has(cloud, 'auditFeed')
    ? obligation("the operator's feed of audit records", 'no interface for tenants; what the operator leaves out is missing')
    : obligation(
        'the operator keeps the records of its interfaces',
        'delivery has to be agreed by contract; nothing arrives by itself',
      ),
  'logging.archive': storesObjects(cloud)
    ? substitute(
        'journals of all hosts of a service, shipped each day into a project apart, whose containers workloads cannot read',
        'the last day lies on the host alone; no lock against administrators of that project',
      )
    : absent('no object store to keep records in'),
  'logging.detection': absent('no detection service; the records of hosts and proxies only'),
});

const storesObjects = (cloud: OpenstackCloud): boolean => has(cloud, 'swift');
const severalZones = (cloud: OpenstackCloud): boolean => cloud.zones.length > 1;
const sharesNetworks = (cloud: OpenstackCloud): boolean => has(cloud, 'octaviaAmphora') && has(cloud, 'rbacByUsers');

const network = (cloud: OpenstackCloud): Answers<'network'> => ({
  'network.tiers': equal(
    'a network for each tier and zone; app and data hang on a router without a way out; groups deny by default',
  ),
  'network.zones': severalZones(cloud)
    ? weaker('networks, hosts and volumes by zone', 'routers and balancers stand where the cloud puts them')
    : absent('a single failure zone; hosts are only kept on different machines'),
  'network.ipv6': absent('entries answer on IPv4 alone'),
  'network.egress': substitute(
    'a pair of own proxies that pass listed names only; nothing else is routed out',
    'availability and patches are ours',
  ),
  'network.flowRecords': has(cloud, 'packetLog')
    ? obligation("the operator's packet log of the security groups", 'files on hosts of the operator; delivery by contract')
    : absent('no flow records; entries and proxies record what passes them'),
  'network.dnsRecords': substitute('the resolver beside the proxies records every look-up', 'availability and patches are ours'),
  'network.privateNames':
    has(cloud, 'designate') && has(cloud, 'dnsIntegration')
      ? weaker("a zone of the private domain in the cloud's name service", 'whoever asks that service directly can read it')
      : substitute("names written into the hosts' own tables", 'fixed at their first boot'),
  'network.providerAccess': absent("the cloud's interfaces are reached at their public addresses, through the proxies"),
  'network.links': sharesNetworks(cloud)
    ? equal('a network for each link, shared with its two projects, with one balancer that answers on one port')
    : weaker("the answering side's public entry, through the proxies", 'any sender can reach that entry'),
  'network.connectivity': has(cloud, 'vpnaas')
    ? weaker("the cloud's IPsec service, IKEv2 with AES-256-GCM", 'pre-shared keys only, a single gateway')
    : substitute('an own gateway host with IPsec', 'a single host; availability and patches are ours'),
});

const storage = (cloud: OpenstackCloud): Answers<'storage'> => ({
  'storage.keys': storageKeys(cloud),
  'storage.objects': storesObjects(cloud)
    ? weaker('private containers', 'no policy that refuses plain HTTP, no key of ours; the end point decides')
    : absent('no object store'),
  'storage.versions': has(cloud, 'swiftVersioning')
    ? equal('versioned containers')
    : absent('containers do not keep overwritten objects'),
  'storage.retention': storesObjects(cloud)
    ? weaker(
        'containers that their state refuses to delete',
        'members of the project can delete single objects; no rule expires them',
      )
    : absent('no object store'),
  'storage.writeOnce': absent('no resource can set a lock on a container'),
  'storage.accessRecords': absent('no records of access to objects'),
  'storage.files': has(cloud, 'manila')
    ? weaker('shares with access by address', 'encryption is up to the operator')
    : absent('no shared files'),
  'storage.database': substitute('own PostgreSQL hosts with automatic failover', 'availability, patches and upgrades are ours'),
  'storage.pointInTime': storesObjects(cloud)
    ? substitute('write-ahead logs shipped to the object store', 'restores are run by us')
    : absent('no object store to ship logs to'),
  'storage.backup': storesObjects(cloud)
    ? substitute(
        'own backups, encrypted on the host, into a project apart',
        has(cloud, 'accessRules')
          ? 'whoever holds the credential can delete them where the object store does not heed its rules'
          : 'the credential that writes them can also delete them',
      )
    : absent('no object store apart from the workload'),
  'storage.restoreTest': storesObjects(cloud)
    ? substitute(
        'a sample of each store read back, decrypted and compared on schedule',
        'restores of databases are tried by hand',
      )
    : absent('no backups to try'),
  'storage.secondSite': absent('nothing copies to another site'),
});

const storageKeys = (cloud: OpenstackCloud): Support => {
  if (has(cloud, 'encryptedVolumeType'))
    return weaker("volumes of the cloud's encrypted type", 'no choice and no rotation of keys, and no proof');
  if (has(cloud, 'barbican'))
    return weaker('keys of the hosts in the key manager', 'disks are as the operator made them; no rotation, no policy');
  return absent('no key manager and no encrypted volumes');
};

const hosting = (cloud: OpenstackCloud): Answers<'hosting'> => ({
  'hosting.entry': equal('a balancer with a public address in front of a pair of entry hosts'),
  'hosting.tls': substitute('the entry hosts, with certificates by ACME', 'renewal is watched by us'),
  'hosting.waf': substitute('ModSecurity with the OWASP rules on the entry hosts', 'rules and tuning are ours'),
  'hosting.compute': equal('containers by digest on hosts without a public address, spread by server groups'),
  'hosting.scaling': absent('a fixed number of hosts, changed by a release'),
  'hosting.images': weaker(
    'images by digest, pulled through the proxies',
    'no registry of our own between the hosts and the public one',
  ),
  'hosting.release': storesObjects(cloud)
    ? equal('hosts pull the digest that a signed manifest names')
    : absent('no object store from which hosts could read a manifest'),
  'hosting.jobs': substitute('timers on the hosts', 'no history but the log'),
  'hosting.queue': substitute('RabbitMQ with replicated queues', 'availability and patches are ours'),
  'hosting.secrets': has(cloud, 'barbican')
    ? weaker('born on the host and kept in the key manager', 'whoever holds the credential reads every secret of the project')
    : weaker('born on the host and kept, encrypted, in a container', 'no key manager'),
  'hosting.mail': substitute(
    "own mail hosts that hand over to the region's relay",
    'no mail leaves before the option mailRelay names one',
  ),
  'hosting.observability': substitute(
    'Prometheus with alarms by mail on an own host',
    'watched by nobody when that host is down; no alarm leaves before the option mailRelay names a relay',
  ),
});
