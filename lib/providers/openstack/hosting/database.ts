import { has } from '../../../model/cloud';
import type { DatabasePlan } from '../../../plan/service-plan';
import type { CloudInit } from '../hosts/cloud-init';
import { serviceCredential, serviceHost } from './compute';
import { hostArchive, archiveKey } from '../hosts/host-archive';
import { databaseRoles, databaseSecrets, databaseTemplates, hostDatabase } from '../hosts/host-database';
import { hostQuorum, quorumTemplate } from '../hosts/host-quorum';
import { hostSecrets } from '../hosts/host-secrets';
import { dataFolder, hostVolume } from '../hosts/host-volume';
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
      ...(isArchived(context) ? [archiveKey(archiveSecret)] : []),
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
