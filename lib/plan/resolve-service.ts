import type { Blueprint } from '../model/blueprint';
import type { Part, Service } from '../model/service';
import { linkEnd, linkId, serviceId } from './ids';
import type { Lock } from './lock';
import { nameOf } from './name';
import { placeholderImage, placeholderPort } from './placeholder-image';
import { keyOf, objectStore } from './resolve-storage';
import type {
  DatabasePlan,
  JobPlan,
  QueuePlan,
  SecretPlan,
  ServiceAlarmPlan,
  ServicePlan,
  WebPlan,
  WorkerPlan,
} from './service-plan';
import { demandOf, instancesOf, replicasOf, sizes, tiers } from './sizing';
import { textIn } from './text';

interface Space {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly stage: string;
}

/** What every part of a service is decided from. */
interface Context {
  readonly blueprint: Blueprint;
  readonly descriptor: Service;
  readonly hosted: Blueprint['hosting'][string];
  readonly space: Space;
  readonly name: string;
  readonly scale: 'small' | 'full';
  readonly peakRequestsPerSecond: number;
}

const logDays = 90;
const queueDays = 14;
const secretRotationDays = 90;
const wafRequestsPer5Minutes = 2000;

/** One e-service in one space, from its descriptor and the people it serves. */
export const resolveService = (
  blueprint: Blueprint,
  services: Readonly<Record<string, Service>>,
  lock: Lock,
  space: Space,
  id: string,
): ServicePlan => {
  const hosted = blueprint.hosting[id];
  const descriptor = hosted === undefined ? undefined : services[hosted.service];
  if (hosted === undefined || descriptor === undefined) throw new Error(`no descriptor for ${id}`);
  const demand = demandOf(blueprint.tenants[hosted.tenant]?.inhabitants ?? 0, descriptor.demand, blueprint.demand);
  const name = `${space.name}-${id}`;
  const context: Context = {
    blueprint,
    descriptor,
    hosted,
    space,
    name,
    scale: blueprint.stages[space.stage]?.scale ?? 'full',
    peakRequestsPerSecond: demand.peakRequestsPerSecond,
  };
  const queues = partsOf(context, 'queue', queueOf);
  const databases = partsOf(context, 'database', databaseOf);
  const host = stageHost(hosted.host, space.stage, blueprint);
  return {
    id,
    name,
    descriptor: hosted.service,
    title: textIn(descriptor.title, blueprint.languages),
    host,
    tier: tiers[hosted.tier],
    zones: lock.zones.slice(0, lock.spread[serviceId(space.id, id)] ?? lock.zones.length),
    dataClass: descriptor.dataClass,
    key: keyOf(name, 'data', descriptor.dataClass),
    signIn: blueprint.identity.citizens.scheme === 'none' && descriptor.signIn === 'citizens' ? 'none' : descriptor.signIn,
    mail: { enabled: descriptor.mail, sender: `no-reply@${host}` },
    web: { ...partsOf(context, 'web', webOf), ...partsOf(context, 'api', webOf) },
    workers: partsOf(context, 'worker', workerOf),
    jobs: partsOf(context, 'job', jobOf),
    databases,
    documents: partsOf(context, 'documents', (part, partId) =>
      objectStore(
        blueprint,
        nameOf('bucket', name, partId),
        partId,
        descriptor.dataClass,
        'data',
        part.sizeGiB,
        descriptor.retentionYears,
      ),
    ),
    queues,
    secrets: secretsOf(name, descriptor, Object.keys(databases), Object.keys(queues).length > 0),
    demand,
    logDays,
    alarms: alarmsOf(descriptor, Object.keys(databases).length > 0, Object.keys(queues).length > 0),
    ...linksOf(blueprint, space, id),
    waf: { requestsPer5MinutesPerAddress: wafRequestsPer5Minutes },
  };
};

/**
 * The production host as written; every other stage beside it, not below: a zone below another owner's zone is
 * refused by name services.
 */
const stageHost = (host: string, stage: string, blueprint: Blueprint): string =>
  stage === 'production' || Object.keys(blueprint.stages).length === 1 ? host : `${stage}-${host}`;

type PartOf<K extends Part['kind']> = Extract<Part, { readonly kind: K }>;

const partsOf = <K extends Part['kind'], T>(
  context: Context,
  kind: K,
  plan: (part: PartOf<K>, id: string, context: Context, index: number) => T,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(context.descriptor.parts)
      .filter((entry): entry is [string, PartOf<K>] => entry[1].kind === kind)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, part], index) => [id, plan(part, id, context, index)]),
  );

const containerOf = (part: PartOf<'web' | 'api' | 'worker' | 'job'>, id: string, { hosted, name, descriptor }: Context) => {
  const hasApi = Object.values(descriptor.parts).some((other) => other.kind === 'api');
  const released = hosted.images?.[id] ?? part.image;
  return {
    id,
    name: nameOf('generic', name, id),
    image: released ?? placeholderImage,
    released: released !== undefined,
    size: sizes[part.size ?? 'xs'],
    port: released === undefined ? placeholderPort : (part.port ?? placeholderPort),
    reachesData: part.kind !== 'web' || !hasApi,
  };
};

const instances = (context: Context, size: WebPlan['size']) =>
  instancesOf(
    context.peakRequestsPerSecond,
    size,
    context.hosted.tier,
    context.blueprint.network.zones,
    context.scale,
    context.blueprint.demand,
  );

const webOf = (part: PartOf<'web' | 'api'>, id: string, context: Context, index: number): WebPlan => {
  const container = containerOf(part, id, context);
  return {
    ...container,
    kind: part.kind,
    path: part.path ?? '/',
    health: container.released ? (part.health ?? '/') : '/',
    // Rules with a path come before the web part's catch-all.
    priority: part.kind === 'api' ? 10 + index : 100 + index,
    instances: instances(context, container.size),
  };
};

const workerOf = (part: PartOf<'worker'>, id: string, context: Context): WorkerPlan => {
  const container = containerOf(part, id, context);
  return { ...container, queue: part.queue, instances: instances(context, container.size) };
};

const jobOf = (part: PartOf<'job'>, id: string, context: Context): JobPlan => ({
  ...containerOf(part, id, context),
  schedule: part.schedule,
});

const queueOf = (_part: PartOf<'queue'>, id: string, { name }: Context): QueuePlan => ({
  id,
  name: nameOf('queue', name, id),
  visibilitySeconds: 300,
  retentionDays: queueDays,
  maxReceives: 5,
});

const databaseOf = (part: PartOf<'database'>, id: string, context: Context): DatabasePlan => ({
  id,
  name: nameOf('database', context.name, id),
  engine: part.engine,
  version: part.version,
  size: sizes[context.scale === 'small' ? 'xs' : (part.size ?? 's')],
  sizeGiB: part.sizeGiB,
  maxSizeGiB: part.sizeGiB * 4,
  replicas: replicasOf(context.hosted.tier, context.scale),
  pointInTimeDays: Math.min(35, context.blueprint.recovery.backupRetentionDays),
  port: 5432,
});

const secretsOf = (
  name: string,
  descriptor: Service,
  databases: readonly string[],
  queues: boolean,
): Record<string, SecretPlan> => {
  const secret = (id: string, purpose: SecretPlan['purpose']): [string, SecretPlan] => [
    id,
    { id, name: nameOf('secret', name, id), purpose, rotationDays: secretRotationDays },
  ];
  return Object.fromEntries([
    ...databases.map((id) => secret(id, 'database')),
    ...(queues ? [secret('broker', 'broker')] : []),
    secret('session', 'session'),
    ...(descriptor.signIn === 'none' ? [] : [secret('sign-in', 'sign-in')]),
  ]);
};

const alarmsOf = (descriptor: Service, databases: boolean, queues: boolean): Record<string, ServiceAlarmPlan> => {
  const web = Object.values(descriptor.parts).some((part) => part.kind === 'web' || part.kind === 'api');
  const alarm = (id: ServiceAlarmPlan['id'], title: string, threshold: number): ServiceAlarmPlan => ({
    id,
    title,
    runbook: `runbooks/${id}.md`,
    threshold,
  });
  const alarms = [
    ...(web
      ? [
          alarm('unhealthy', 'Fewer healthy containers than the tier asks for', 1),
          alarm('errors', 'More than 1 % of the answers are errors', 1),
          alarm('slow', 'One answer in twenty takes longer than 2 s', 2),
          alarm('certificate', 'The certificate ends within 30 days', 30),
        ]
      : []),
    ...(queues
      ? [
          alarm('queue-age', 'The oldest message waits longer than 15 minutes', 900),
          alarm('dead-letters', 'Messages could not be processed', 1),
        ]
      : []),
    ...(databases ? [alarm('database-space', 'Less than 10 % of the database is free', 10)] : []),
  ];
  return Object.fromEntries(alarms.map((entry) => [entry.id, entry]));
};

const linksOf = (blueprint: Blueprint, space: Space, service: string): Pick<ServicePlan, 'calls' | 'answers'> => {
  const ids = (end: 'from' | 'to'): string[] =>
    blueprint.network.links
      .filter((link) => linkEnd(link[end]).tenant === space.tenant && linkEnd(link[end]).service === service)
      .map((link) => linkId(space.stage, linkEnd(link.from), linkEnd(link.to), link.port))
      .sort();
  return { calls: ids('from'), answers: ids('to') };
};
