import { has } from '../../../model/cloud';
import type { JobPlan, WebPlan, WorkerPlan } from '../../../plan/service-plan';
import { joinCloudInit, type CloudInit } from '../hosts/cloud-init';
import { spaceHost, proxyOf } from '../hosts/host-base';
import { hostCloud, hostCredential } from '../hosts/host-cloud';
import { databasePorts, databaseRoles, databaseUser } from '../hosts/host-database';
import { hostDocuments } from '../hosts/host-documents';
import { entryRole } from '../hosts/host-entry';
import { containerGateway, forwardTemplate, hostForward, type Forward } from '../hosts/host-forward';
import { hostParts, type HostPart } from '../hosts/host-part';
import { hostPeers, type Template } from '../hosts/host-peers';
import { queuePorts, queueRole, queueUser } from '../hosts/host-queue';
import { hostRelease } from '../hosts/host-release';
import { hostSecrets } from '../hosts/host-secrets';
import { hostWatched, journalTemplate, mailForwardPort } from '../hosts/host-watch';
import { mailPort } from './mail';
import { names } from '../names';
import { linkAddress, linkMode } from '../network/proxy-address';
import { secretStore } from './secrets';
import type { ServiceContext } from './service-context';
import { releaseContainer } from './service-names';

/** What every host of a service gets: the base, the cloud's tools, its journal's way out, its own templates. */
export const serviceHost = (context: ServiceContext, templates: readonly Template[], ...parts: readonly CloudInit[]): CloudInit =>
  joinCloudInit(
    spaceHost(context.plan, context.space),
    hostWatched,
    hostCloud,
    ...parts,
    // Last, when all that it starts is there.
    hostPeers([...templates, journalTemplate]),
  );

/** The credential by which a host of a service asks the cloud. */
export const serviceCredential = (context: ServiceContext): CloudInit =>
  hostCredential({ region: context.target.cloud.region, secrets: secretStore(context) });

/** A host that runs one web part or worker. */
export const partHost = (context: ServiceContext, part: WebPlan | WorkerPlan): CloudInit => {
  const forwards = part.reachesData ? forwardsOf(context) : [];
  return serviceHost(
    context,
    forwards.length === 0 ? [] : [forwardTemplate(forwards)],
    serviceCredential(context),
    // A forwarder with nothing to forward does not start.
    ...(forwards.length === 0 ? [] : [hostForward]),
    hostSecrets(part.reachesData ? readableSecrets(context) : []),
    ...(part.reachesData && usesDocuments(context) ? [hostDocuments(context.target.cloud.region)] : []),
    hostRelease({
      container: releaseContainer(context),
      service: context.service.name,
      parts: [part.id],
      key: context.options.releaseKey,
    }),
    hostParts([hostPart(context, part, 'queue' in part ? 'worker' : 'web')]),
  );
};

/** Whether hosts hand out tokens for documents. */
export const usesDocuments = ({ service, target }: ServiceContext): boolean =>
  Object.keys(service.documents).length > 0 && has(target.cloud, 'swift');

/** Secrets that containers may see: not those of the entry, nor those of the self-run software. */
export const readableSecrets = ({ service }: ServiceContext): readonly { readonly id: string; readonly name: string }[] =>
  Object.values(service.secrets)
    .filter((secret) => secret.purpose !== 'sign-in')
    .map(({ id, name }) => ({ id, name }));

export const hostPart = (
  context: ServiceContext,
  part: WebPlan | WorkerPlan | JobPlan,
  kind: HostPart['kind'],
  calendar: readonly string[] = [],
): HostPart => ({
  id: part.id,
  kind,
  // What the size gives, less a share for the host itself.
  memoryGiB: Math.max(1, Math.floor(part.size.memoryGiB * 0.75)),
  environment: {
    ...commonEnvironment(context),
    ...(part.reachesData ? dataEnvironment(context) : {}),
    ...('queue' in part ? { QUEUE: part.queue } : {}),
  },
  hosts: part.reachesData ? linkHosts(context) : {},
  calendar,
  title: context.service.title,
});

const commonEnvironment = ({ plan, target, space, service }: ServiceContext): Readonly<Record<string, string>> => ({
  SERVICE_HOST: service.host,
  HTTPS_PROXY: proxyOf(plan, space),
  HTTP_PROXY: proxyOf(plan, space),
  NO_PROXY: [containerGateway, ...Object.keys(linkHosts({ plan, target, service }))].join(','),
});

/** Where a container finds its data; values that must stay secret are files under /run/secrets. */
const dataEnvironment = (context: ServiceContext): Readonly<Record<string, string>> => {
  const { service } = context;
  return {
    ...Object.assign({}, ...Object.keys(service.databases).map((id, i) => databaseEnvironment(id, i))),
    ...(Object.keys(service.queues).length === 0
      ? {}
      : {
          QUEUE_HOST: containerGateway,
          QUEUE_PORT: String(queuePorts.amqp),
          QUEUE_USER: queueUser,
          QUEUE_VHOST: 'service',
          QUEUE_PASSWORD_FILE: '/run/secrets/broker',
        }),
    ...(service.mail.enabled
      ? { MAIL_HOST: containerGateway, MAIL_PORT: String(mailForwardPort), MAIL_FROM: service.mail.sender }
      : {}),
    ...(service.secrets.session === undefined ? {} : { SESSION_KEY_FILE: '/run/secrets/session' }),
    ...(usesDocuments(context)
      ? { DOCUMENTS_URL_FILE: '/run/secrets/documents-url', DOCUMENTS_TOKEN_FILE: '/run/secrets/documents-token' }
      : {}),
    ...Object.fromEntries(
      Object.values(service.documents).map((store) => [`DOCUMENTS_${upper(store.id)}`, names.container(store.name)]),
    ),
  };
};

const databaseEnvironment = (id: string, position: number): Readonly<Record<string, string>> => {
  const prefix = `DATABASE_${upper(id)}`;
  return {
    [`${prefix}_HOST`]: containerGateway,
    [`${prefix}_PORT`]: String(databasePorts.sql + position),
    [`${prefix}_NAME`]: databaseUser,
    [`${prefix}_USER`]: databaseUser,
    [`${prefix}_PASSWORD_FILE`]: `/run/secrets/${id}`,
  };
};

const upper = (id: string): string => id.toUpperCase().replaceAll('-', '_');

const linkHosts = ({
  plan,
  target,
  service,
}: Pick<ServiceContext, 'plan' | 'target' | 'service'>): Readonly<Record<string, string>> =>
  linkMode(target) === 'public'
    ? {}
    : Object.fromEntries(
        service.calls.flatMap((id) => {
          const link = plan.links[id];
          const called = link === undefined ? undefined : plan.spaces[link.to.space]?.services[link.to.service];
          if (link === undefined || called === undefined) return [];
          // Under its public name too, since that is what its certificate says.
          return [link.host, called.host].map((host) => [host, linkAddress(link)] as const);
        }),
      );

/** What the host's forwarder leads to. */
export const forwardsOf = (context: ServiceContext): readonly Forward[] => {
  const { service } = context;
  return [
    ...Object.values(service.databases).map((database, i): Forward => {
      const { data } = databaseRoles(database);
      const forward = {
        name: data,
        port: databasePorts.sql + i,
        to: { kind: 'role', role: data, port: databasePorts.sql },
      } as const;
      return { ...forward, ask: { port: databasePorts.health, path: '/primary' } };
    }),
    ...(Object.keys(service.queues).length === 0
      ? []
      : [{ name: queueRole, port: queuePorts.amqp, to: { kind: 'role', role: queueRole, port: queuePorts.amqp } } as const]),
    ...(service.mail.enabled ? [mailForward] : []),
  ];
};

export const mailForward: Forward = {
  name: 'mail',
  port: mailForwardPort,
  to: { kind: 'role', role: entryRole, port: mailPort },
};
