import { has } from '../../model/cloud';
import type { DatabasePlan } from '../../plan/service-plan';
import { DbInstanceV1 } from './.gen/providers/openstack/db-instance-v1';
import type { CloudInit } from './cloud-init';
import { serviceCredential, serviceHost } from './compute';
import { Construct, Fn } from './engine';
import { hostArchive, archiveKey } from './host-archive';
import { databaseRoles, databaseSecrets, databaseTemplates, hostDatabase } from './host-database';
import { hostQuorum, quorumTemplate } from './host-quorum';
import { hostSecrets } from './host-secrets';
import { dataFolder, hostVolume } from './host-volume';
import { volumeType } from './keys';
import type { Lookups } from './lookups';
import { removal } from './removal';
import { archiveSecret } from './secrets';
import type { ServiceContext } from './service-context';
import { archiveFolder } from './service-names';

/** A host that holds a copy of the database and may become its primary. */
export const databaseHost = (context: ServiceContext, database: DatabasePlan): CloudInit => {
  const folder = `${dataFolder}/etcd`;
  const { quorum } = databaseRoles(database);
  return serviceHost(
    context,
    [
      ...(isArchived(context) ? [archiveKey(archiveSecret, 'root')] : []),
      quorumTemplate(quorum, folder),
      ...databaseTemplates(database, archiving(context), {
        data: cidrs(context, 'data'),
        clients: cidrs(context, 'app'),
      }),
    ],
    hostVolume,
    serviceCredential(context),
    ...(isArchived(context) ? [hostArchive({ folder: archiveFolder(context), region: context.target.cloud.region })] : []),
    hostSecrets([
      { id: database.id, name: secretName(context, database) },
      ...databaseSecrets(context.service, database),
      { id: archiveSecret, name: context.service.key.name },
    ]),
    hostQuorum(folder),
    hostDatabase(database, isArchived(context)),
  );
};

/** Whether this cloud has an object store to keep backups in. */
export const isArchived = ({ target }: ServiceContext): boolean => has(target.cloud, 'swift');

/** Seconds after which even a half-filled log segment leaves the host: a third of what may be lost, at most 5 minutes. */
const archiving = (context: ServiceContext): number | null =>
  isArchived(context) ? Math.min(300, context.service.tier.rpoMinutes * 20) : null;

/** A host that only votes; it needs nothing of the cloud. */
export const witnessHost = (context: ServiceContext, database: DatabasePlan): CloudInit =>
  serviceHost(
    context,
    [quorumTemplate(databaseRoles(database).quorum, '/var/lib/etcd/service')],
    hostQuorum('/var/lib/etcd/service'),
  );

const secretName = ({ service }: ServiceContext, database: DatabasePlan): string => {
  const secret = service.secrets[database.id];
  if (secret === undefined) throw new Error(`database ${database.name} has no secret`);
  return secret.name;
};

const cidrs = ({ space }: ServiceContext, tier: 'app' | 'data'): readonly string[] =>
  Object.values(space.network.subnets)
    .filter((subnet) => subnet.tier === tier)
    .map((subnet) => subnet.cidr);

export interface ManagedDatabaseProps {
  readonly context: ServiceContext;
  readonly database: DatabasePlan;
  readonly lookups: Lookups;
}

/** PostgreSQL from the cloud's own database service. It has one copy; users are made later, so that no password is here. */
export class ManagedDatabase extends Construct {
  readonly address: string;

  constructor(scope: Construct, id: string, { context, database, lookups }: ManagedDatabaseProps) {
    super(scope, id);
    const { target, space, options } = context;
    const subnet = space.network.subnets[`data-${space.network.zones[0] ?? ''}`];
    if (subnet === undefined) throw new Error(`${this.node.path}: no data subnet`);
    const instance = new DbInstanceV1(this, 'instance', {
      name: database.name,
      region: target.cloud.region,
      datastore: { type: 'postgresql', version: options.troveVersion },
      flavorId: lookups.flavorId(database.size.id),
      size: database.sizeGiB,
      volumeType: volumeType(target.cloud),
      network: [{ uuid: lookups.subnet(subnet).networkId }],
      ...removal(space.lifecycle),
    });
    this.address = Fn.element(instance.addresses, 0) as string;
  }
}
