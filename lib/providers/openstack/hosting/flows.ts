import { has } from '../../../model/cloud';
import type { DatabasePlan } from '../../../plan/service-plan';
import { databasePorts, databaseRoles } from '../hosts/host-database';
import { challengePort, entryRole, linkPort, partRole } from '../hosts/host-entry';
import { partPort } from '../hosts/host-part';
import { queuePorts, queueRole } from '../hosts/host-queue';
import { opsRole, watchPorts } from '../hosts/host-watch';
import { mailPort } from './mail';
import { mailRelayOf } from './mail-relay';
import { linkAddress, linkMode, wayOut } from '../network/proxy-address';
import type { ServiceContext } from './service-context';

/** One permitted flow: a role or a network, to a role or a network, on one TCP port. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** Whether a flow's end is a network and not a role. */
export const isNetwork = (end: string): boolean => end.includes('/');

/** Whether a database's hosts are of an even number, so that a witness must break ties. */
export const needsWitness = (database: DatabasePlan): boolean => database.replicas % 2 === 0;

export const witnessRole = (database: DatabasePlan): string => `witness-${database.id}`;

/** Everything that may flow inside a service, in and out. What is not here is denied. */
export const flowsOf = (context: ServiceContext): readonly Flow[] => [
  ...entryFlows(context),
  ...Object.values(context.service.databases).flatMap((database) => databaseFlows(context, database)),
  ...queueFlows(context),
  ...mailFlows(context),
  ...callFlows(context),
  ...watchFlows(context),
];

/** Roles whose containers may reach data, queues and links. */
const dataUsers = ({ service }: ServiceContext): readonly string[] => {
  const parts = [...Object.values(service.web), ...Object.values(service.workers)]
    .filter((part) => part.reachesData)
    .map((part) => partRole(part.id));
  return Object.values(service.jobs).some((job) => job.reachesData) ? [...parts, opsRole] : parts;
};

/** Where the balancer's packets come from: its own subnet, or the caller where the driver only redirects. */
const entrySources = ({ target, space }: ServiceContext): readonly string[] =>
  has(target.cloud, 'octaviaAmphora')
    ? Object.values(space.network.subnets)
        .filter((subnet) => subnet.tier === 'edge')
        .map((subnet) => subnet.cidr)
    : ['0.0.0.0/0'];

const entryFlows = (context: ServiceContext): readonly Flow[] => [
  ...entrySources(context).flatMap((from) => [80, 443].map((port) => ({ from, to: entryRole, port }))),
  // The balancer of a link stands on the link's network and on ours; without such networks callers come by the public entry.
  ...(context.service.answers.length === 0 || linkMode(context.target) === 'public'
    ? []
    : entrySources(context).map((from) => ({ from, to: entryRole, port: linkPort }))),
  ...Object.keys(context.service.web).map((part) => ({ from: entryRole, to: partRole(part), port: partPort })),
  { from: entryRole, to: entryRole, port: challengePort },
];

const databaseFlows = (context: ServiceContext, database: DatabasePlan): readonly Flow[] => {
  const { data } = databaseRoles(database);
  const users = dataUsers(context).map((from) => ({ from, to: data, port: databasePorts.sql }));
  const voters = needsWitness(database) ? [data, witnessRole(database)] : [data];
  const votes = voters.flatMap((from) =>
    voters.flatMap((to) => [databasePorts.quorumClient, databasePorts.quorumPeer].map((port) => ({ from, to, port }))),
  );
  return [
    ...users,
    ...dataUsers(context).map((from) => ({ from, to: data, port: databasePorts.health })),
    { from: data, to: data, port: databasePorts.sql },
    { from: data, to: data, port: databasePorts.health },
    ...votes,
    { from: opsRole, to: data, port: databasePorts.metrics },
  ];
};

const queueFlows = (context: ServiceContext): readonly Flow[] =>
  Object.keys(context.service.queues).length === 0
    ? []
    : [
        ...dataUsers(context).map((from) => ({ from, to: queueRole, port: queuePorts.amqp })),
        { from: queueRole, to: queueRole, port: queuePorts.discovery },
        { from: queueRole, to: queueRole, port: queuePorts.cluster },
        { from: opsRole, to: queueRole, port: queuePorts.metrics },
      ];

const mailFlows = (context: ServiceContext): readonly Flow[] => [
  // Alarms go this way too.
  { from: opsRole, to: entryRole, port: mailPort },
  ...relayFlows(context),
  ...(context.service.mail.enabled
    ? dataUsers(context)
        .filter((from) => from !== opsRole)
        .map((from) => ({ from, to: entryRole, port: mailPort }))
    : []),
];

/** Mail leaves by the way out, which knows the region's relay; there is no other. */
const relayFlows = ({ space, options }: ServiceContext): readonly Flow[] => {
  const relay = mailRelayOf(options.mailRelay);
  return relay === null ? [] : [{ from: entryRole, to: `${wayOut(space)}/32`, port: relay.port }];
};

const callFlows = (context: ServiceContext): readonly Flow[] =>
  context.service.calls.flatMap((id) => {
    const link = context.plan.links[id];
    if (link === undefined || linkMode(context.target) === 'public') return [];
    return dataUsers(context).map((from) => ({ from, to: `${linkAddress(link)}/32`, port: link.port }));
  });

const watchFlows = (context: ServiceContext): readonly Flow[] =>
  rolesOf(context)
    .filter((role) => role !== opsRole)
    .flatMap((role) => [
      { from: opsRole, to: role, port: watchPorts.host },
      { from: role, to: opsRole, port: watchPorts.journal },
    ]);

/** Every role that has hosts of ours. */
export const rolesOf = (context: ServiceContext): readonly string[] => {
  const { service } = context;
  const databases = Object.values(service.databases);
  return [
    entryRole,
    opsRole,
    ...Object.keys(service.web).map(partRole),
    ...Object.keys(service.workers).map(partRole),
    ...databases.map((database) => databaseRoles(database).data),
    ...databases.filter(needsWitness).map(witnessRole),
    ...(Object.keys(service.queues).length === 0 ? [] : [queueRole]),
  ];
};
