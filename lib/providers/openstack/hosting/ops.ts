import { has } from '../../../model/cloud';
import type { CloudInit } from '../hosts/cloud-init';
import { forwardsOf, hostPart, mailForward, readableSecrets, serviceCredential, serviceHost, usesDocuments } from './compute';
import { rolesOf } from './flows';
import { databaseRoles } from '../hosts/host-database';
import { hostDocuments } from '../hosts/host-documents';
import { forwardTemplate, hostForward } from '../hosts/host-forward';
import { hostParts } from '../hosts/host-part';
import { hostRecords } from '../hosts/host-records';
import { hostRelease } from '../hosts/host-release';
import { bornSecrets, hostSecrets } from '../hosts/host-secrets';
import { hostVolume } from '../hosts/host-volume';
import { hostWatch, watchTemplate } from '../hosts/host-watch';
import { calendarOf } from './jobs';
import { names } from '../names';
import { madeSecrets } from './secrets';
import type { ServiceContext } from './service-context';
import { releaseContainer } from './service-names';

/** Whether this cloud has an object store to ship records to. */
export const shipsRecords = ({ target }: ServiceContext): boolean => has(target.cloud, 'swift');

/** The container of the region into which this space's records go. */
export const recordsOf = ({ plan, space }: ServiceContext): string =>
  names.recordsContainer(plan.foundation.logs.deliveryStore, space);

/** The one host of a service that makes its secrets, runs its jobs, watches the others and keeps their journals. */
export const opsHost = (context: ServiceContext): CloudInit => {
  const { service, plan, target, options } = context;
  const jobs = Object.values(service.jobs);
  const forwards = jobs.some((job) => job.reachesData) ? forwardsOf(context) : [];
  const databases = Object.values(service.databases);
  return serviceHost(
    context,
    [
      forwardTemplate([...forwards.filter((forward) => forward.name !== mailForward.name), mailForward]),
      watchTemplate(
        rolesOf(context),
        databases.map((database) => databaseRoles(database).data),
        Object.keys(service.queues).length > 0,
      ),
    ],
    hostVolume,
    serviceCredential(context),
    bornSecrets(madeSecrets(context)),
    hostSecrets(jobs.length > 0 ? readableSecrets(context) : []),
    hostForward,
    hostWatch(service, plan.region.contacts.operations),
    ...(shipsRecords(context) ? [hostRecords({ container: recordsOf(context), folder: service.id })] : []),
    ...(jobs.length === 0
      ? []
      : [
          ...(usesDocuments(context) ? [hostDocuments(target.cloud.region)] : []),
          hostRelease({
            container: releaseContainer(context),
            service: service.name,
            parts: jobs.map((job) => job.id),
            key: options.releaseKey,
          }),
          hostParts(jobs.map((job) => hostPart(context, job, 'job', calendarOf(job)))),
        ]),
  );
};
