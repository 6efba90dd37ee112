import type { TierId } from '../../../plan/network-plan';
import type { DatabasePlan, SizePlan } from '../../../plan/service-plan';
import { names } from '../names';
import { has } from '../../../model/cloud';
import type { Member } from '../network/balancer';
import { backupUrl, endpointOf, recordsUrl } from '../catalogue';
import type { CloudInit } from '../hosts/cloud-init';
import { partHost, serviceCredential, serviceHost, usesDocuments } from './compute';
import { databaseHost, isArchived, witnessHost } from './database';
import { Construct } from '../engine';
import { needsWitness, witnessRole } from './flows';
import { databaseRoles } from '../hosts/host-database';
import { entryRole, entryTemplate, hostEntry, partRole, type HostEntryProps } from '../hosts/host-entry';
import { peersMetadata } from '../hosts/host-peers';
import { queueHosts, queueRole } from '../hosts/host-queue';
import { recordsMark } from '../hosts/host-records';
import { hostSecrets } from '../hosts/host-secrets';
import { credentialValues, HostSet } from './host-set';
import { opsRole } from '../hosts/host-watch';
import type { Lookups } from '../lookups';
import { hostMail, type MailProps } from './mail';
import { mailRelayOf } from './mail-relay';
import { opsHost, recordsOf, shipsRecords } from './ops';
import { queueHost } from './queue';
import { wayOut } from '../network/proxy-address';
import type { RoleGroups } from './role-groups';
import { backupRules, HostCredentials, objectRules, secretRules, type AccessRule } from './secrets';
import type { ServiceContext } from './service-context';
import { releaseContainer } from './service-names';
import { hostSignIn, signInOf, signInTemplates } from './sign-in';

export interface ServiceHostsProps {
  readonly context: ServiceContext;
  readonly lookups: Lookups;
  readonly groups: RoleGroups;
}

/** What a role's hosts are, before they exist. */
interface Role {
  readonly role: string;
  readonly tier: TierId;
  readonly count: number;
  readonly zones: readonly string[];
  readonly size: SizePlan['id'];
  readonly init: CloudInit;
  readonly rules: readonly AccessRule[];
  readonly bootGiB: number;
  readonly volume: { readonly sizeGiB: number } | null;
  readonly documents: boolean;
  readonly archive: boolean;
  readonly records: boolean;
}

/** Every host of a service: first all ports, then all servers, so that each knows the others' addresses. */
export class ServiceHosts extends Construct {
  private readonly entry: HostSet;
  private readonly props: ServiceHostsProps;

  constructor(scope: Construct, id: string, props: ServiceHostsProps) {
    super(scope, id);
    this.props = props;
    const roles = rolesIn(props.context);
    const sets = Object.fromEntries(roles.map((role) => [role.role, this.set(role)]));
    const peers = this.peers(sets);
    for (const role of roles) this.boot(role, sets[role.role], peers);
    const entry = sets[entryRole];
    if (entry === undefined) throw new Error(`${this.node.path}: no entry`);
    this.entry = entry;
  }

  /** The entry hosts as members of a balancer. */
  get entryMembers(): readonly Member[] {
    return this.entry.hosts.map((host) => ({ address: host.address, subnetId: this.props.lookups.subnet(host.subnet).subnetId }));
  }

  private set(role: Role): HostSet {
    const { context, lookups, groups } = this.props;
    const { target, space, service } = context;
    return new HostSet(this, role.role, { target, space, lookups, owner: service.name, group: groups.of(role.role), ...role });
  }

  private boot(role: Role, set: HostSet | undefined, peers: Readonly<Record<string, string>>): void {
    if (set === undefined) return;
    const { context, lookups } = this.props;
    // An empty list of rules would mean no restriction at all.
    const credentials = role.rules.length === 0 ? null : this.credentials(role.role, role.rules);
    const documents = role.documents ? this.credentials(`${role.role}-documents`, documentRules(context)) : null;
    const { bootGiB, volume, init } = role;
    set.boot({
      init,
      peers,
      bootGiB,
      volume,
      values: {
        ...(credentials === null ? {} : { identityUrl: endpointOf(lookups, context.target, 'identity') }),
        ...(role.archive ? { backupUrl: backupUrl(lookups, context.target) } : {}),
        ...(role.records ? { [recordsMark]: recordsUrl(lookups, context.target) } : {}),
        ...(documents === null ? {} : { documentsUrl: endpointOf(lookups, context.target, 'object-store') }),
      },
      valuesOf: (index) => ({
        ...(credentials === null ? {} : credentialValues(credentials.for(index))),
        ...(documents === null ? {} : { documentsId: documents.for(index).id, documentsSecret: documents.for(index).secret }),
      }),
    });
  }

  private credentials(role: string, rules: readonly AccessRule[]): HostCredentials {
    const { target, service } = this.props.context;
    return new HostCredentials(this, `credentials-${role}`, {
      target,
      name: `${service.name}-${role}`,
      description: `Hosts of role ${role}`,
      rules,
    });
  }

  /** Addresses of every role, as server metadata. */
  private peers(sets: Readonly<Record<string, HostSet>>): Readonly<Record<string, string>> {
    const { context } = this.props;
    const own = Object.entries(sets).map(([role, set]) => peersMetadata(role, set.addresses));
    const databases = Object.values(context.service.databases).map((database) => quorum(database, sets));
    return Object.assign({}, ...own, ...databases) as Readonly<Record<string, string>>;
  }
}

const quorum = (database: DatabasePlan, sets: Readonly<Record<string, HostSet>>): Readonly<Record<string, string>> => {
  const roles = databaseRoles(database);
  return peersMetadata(roles.quorum, { ...sets[roles.data]?.addresses, ...sets[witnessRole(database)]?.addresses });
};

/** GiB of a boot volume: system and journal; with containers, their images too. */
const bootGiB = { plain: 20, containers: 40 } as const;

const usual = ({ space }: ServiceContext) =>
  ({ volume: null, documents: false, archive: false, records: false, zones: space.network.zones }) as const;

const rolesIn = (context: ServiceContext): readonly Role[] => {
  const { service } = context;
  const own = Object.values(service.databases);
  return [
    entry(context),
    ops(context),
    ...[...Object.values(service.web), ...Object.values(service.workers)].map((part): Role => ({
      ...usual(context),
      role: partRole(part.id),
      tier: 'app',
      // No cloud here grows by itself: the floor that the tier asks for, changed by a new plan.
      count: part.instances.min,
      size: part.size.id,
      init: partHost(context, part),
      rules: [...releaseRules(context), ...(part.reachesData ? secretRules(context, 'read') : [])],
      bootGiB: bootGiB.containers,
      documents: part.reachesData && usesDocuments(context),
    })),
    ...own.map((database) => data(context, database)),
    ...own.filter(needsWitness).map((database) => witness(context, database)),
    ...(Object.keys(service.queues).length === 0 ? [] : [queue(context)]),
  ];
};

const releaseRules = (context: ServiceContext): readonly AccessRule[] => objectRules(releaseContainer(context), ['GET', 'HEAD']);

const documentRules = ({ service }: ServiceContext): readonly AccessRule[] =>
  Object.values(service.documents).flatMap((store) =>
    objectRules(names.container(store.name), ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']),
  );

const entry = (context: ServiceContext): Role => {
  const { plan, space, service, target, options } = context;
  const props: HostEntryProps = {
    service,
    acmeDirectory: options.acmeDirectory,
    contact: plan.region.contacts.operations,
    proxyProtocol: has(target.cloud, 'octaviaAmphora'),
    signIn: signInOf(plan, service),
  };
  const secrets = Object.values(service.secrets).filter((secret) => ['session', 'sign-in'].includes(secret.purpose));
  const clients = Object.values(space.network.subnets).filter((subnet) => subnet.tier === 'app');
  return {
    ...usual(context),
    role: entryRole,
    tier: 'edge',
    count: 2,
    size: 's',
    init: serviceHost(
      context,
      [...signInTemplates(plan, space, service), entryTemplate(props)],
      serviceCredential(context),
      hostSecrets(secrets),
      hostSignIn(plan, service),
      hostEntry(props),
      hostMail({ service, clients: clients.map((subnet) => subnet.cidr), relay: relayAt(context) }),
    ),
    rules: secretRules(context, 'read'),
    bootGiB: bootGiB.plain,
  };
};

/** Records are added, and neither read nor deleted. */
const recordRules = (context: ServiceContext): readonly AccessRule[] =>
  shipsRecords(context)
    ? [{ service: 'object-store', method: 'PUT', path: `/v1/AUTH_*/${recordsOf(context)}/${context.service.id}/**` }]
    : [];

/** Where this space's mail leaves. */
const relayAt = ({ space, options }: ServiceContext): MailProps['relay'] => {
  const relay = mailRelayOf(options.mailRelay);
  return relay === null ? null : { address: wayOut(space), port: relay.port };
};

const ops = (context: ServiceContext): Role => {
  const jobs = Object.values(context.service.jobs);
  const largest = jobs.reduce((size, job) => (job.size.memoryGiB > size.memoryGiB ? job.size : size), {
    id: 's',
    memoryGiB: 4,
  } as Pick<SizePlan, 'id' | 'memoryGiB'>);
  return {
    ...usual(context),
    role: opsRole,
    tier: 'app',
    count: 1,
    size: largest.id,
    init: opsHost(context),
    rules: [...releaseRules(context), ...secretRules(context, 'make'), ...recordRules(context)],
    bootGiB: bootGiB.containers,
    volume: { sizeGiB: 40 },
    records: shipsRecords(context),
    documents: jobs.length > 0 && usesDocuments(context),
  };
};

const data = (context: ServiceContext, database: DatabasePlan): Role => ({
  ...usual(context),
  role: databaseRoles(database).data,
  tier: 'data',
  count: database.replicas,
  zones: context.service.zones,
  size: database.size.id,
  init: databaseHost(context, database),
  rules: [...secretRules(context, 'read'), ...backupRules(context.space, `services/${context.service.id}`)],
  bootGiB: bootGiB.plain,
  volume: { sizeGiB: database.sizeGiB },
  archive: isArchived(context),
});

const witness = (context: ServiceContext, database: DatabasePlan): Role => ({
  ...usual(context),
  role: witnessRole(database),
  tier: 'data',
  count: 1,
  zones: [zoneOfWitness(context, database)],
  size: 'xs',
  init: witnessHost(context, database),
  rules: [],
  bootGiB: bootGiB.plain,
});

/** A zone without a copy, so that the loss of any one leaves a majority; it keeps nothing and may move. */
const zoneOfWitness = ({ space, service }: ServiceContext, { replicas }: DatabasePlan): string => {
  const copies = service.zones.slice(0, replicas);
  return space.network.zones.find((zone) => !copies.includes(zone)) ?? space.network.zones[0] ?? '';
};

const queue = (context: ServiceContext): Role => ({
  ...usual(context),
  role: queueRole,
  tier: 'data',
  count: queueHosts,
  zones: context.service.zones,
  size: 's',
  init: queueHost(context),
  rules: secretRules(context, 'read'),
  bootGiB: bootGiB.plain,
  volume: { sizeGiB: 20 },
});
