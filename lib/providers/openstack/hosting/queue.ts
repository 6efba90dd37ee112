import type { CloudInit } from '../hosts/cloud-init';
import { serviceCredential, serviceHost } from './compute';
import { hostQueue, queueTemplates } from '../hosts/host-queue';
import { hostSecrets } from '../hosts/host-secrets';
import { hostVolume } from '../hosts/host-volume';
import { madeSecrets } from './secrets';
import type { ServiceContext } from './service-context';

/** A host of the message broker. */
export const queueHost = (context: ServiceContext): CloudInit => {
  const queues = Object.values(context.service.queues);
  const broker = Object.values(context.service.secrets).find((secret) => secret.purpose === 'broker');
  if (broker === undefined) throw new Error(`service ${context.service.name} has queues but no secret for the broker`);
  const secrets = madeSecrets(context).filter((secret) => [broker.id, `${broker.id}-cluster`].includes(secret.id));
  return serviceHost(
    context,
    queueTemplates(broker.id, queues),
    hostVolume,
    serviceCredential(context),
    hostSecrets(secrets),
    hostQueue(queues),
  );
};
