import type { Evidence, Resource } from '../evidence/resource';
import { numberAt, textAt, valuesAt } from '../evidence/value';
import type { Plan } from '../plan/plan';
import { sizes } from '../plan/sizing';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import { phrase, type Text } from './phrase';
import { type Counted, type Machines, noMachines, ownerOf, same } from './quantity';

/** Everything that was written for OpenStack and is paid by its time or its size. */
export const openstackQuantities = (plan: Plan, target: OpenstackTargetPlan, evidence: Evidence): readonly Counted[] => {
  const hourly = (type: string, item: string, what: Text, holds: (resource: Resource) => boolean = () => true) =>
    evidence
      .ofType(type)
      .filter(holds)
      .map((resource) => counted(plan, resource, { item, what, unit: 'hour' }));
  return [
    ...servers(plan, target, evidence),
    ...volumes(plan, evidence),
    ...hourly('lb_loadbalancer_v2', 'balancer', phrase('load balancers')),
    ...hourly('networking_floatingip_v2', 'address', phrase('public addresses')),
    ...hourly(
      'networking_router_v2',
      'router',
      phrase('routers with a way out'),
      ({ properties }) => textAt(properties, 'external_network_id') !== '',
    ),
    ...evidence
      .ofType('dns_zone_v2')
      .map((zone) => counted(plan, zone, { item: 'dns.zone', what: phrase('zones of the name service'), unit: 'month' })),
    ...evidence.ofType('sharedfilesystem_share_v2').map((share) =>
      counted(plan, share, {
        item: 'files.storage',
        what: phrase('GB of shared files'),
        unit: 'GB-month',
        amount: numberAt(share.properties, 'size'),
      }),
    ),
  ];
};

interface What extends Pick<Counted, 'item' | 'what' | 'unit'> {
  readonly amount?: number;
  readonly machines?: Machines;
}

const counted = (plan: Plan, resource: Resource, { item, what, unit, amount = 1, machines }: What): Counted => ({
  ...ownerOf(plan, resource.artefact),
  item,
  unit,
  what,
  amount: same(amount),
  factors: unit === 'hour' ? ['hoursPerMonth'] : [],
  fixed: true,
  machines: machines ?? null,
});

const servers = (plan: Plan, { cloud }: OpenstackTargetPlan, evidence: Evidence): readonly Counted[] => {
  const flavors = new Map(
    Object.values(sizes)
      .sort((a, b) => a.vcpus - b.vcpus)
      .map(({ id, vcpus, memoryGiB }) => [cloud.flavors[id], { ...noMachines, vcpus, memoryGiB }]),
  );
  return evidence.ofType('compute_instance_v2').map((server) => {
    const flavor = textAt(server.properties, 'flavor_name');
    return counted(plan, server, {
      item: `server/${flavor}`,
      what: phrase('servers of flavor {flavor}', { flavor }),
      unit: 'hour',
      machines: flavors.get(flavor) ?? noMachines,
    });
  });
};

const volumes = (plan: Plan, evidence: Evidence): readonly Counted[] => [
  ...evidence
    .ofType('blockstorage_volume_v3')
    .map((volume) => volumeOf(plan, volume, textAt(volume.properties, 'volume_type'), numberAt(volume.properties, 'size'))),
  ...evidence.ofType('compute_instance_v2').flatMap((server) =>
    valuesAt(server.properties, 'block_device')
      .filter((device) => textAt(device, 'destination_type') === 'volume' && textAt(device, 'source_type') !== 'volume')
      .map((device) => volumeOf(plan, server, textAt(device, 'volume_type'), Number(textAt(device, 'volume_size')) || 0)),
  ),
];

const volumeOf = (plan: Plan, resource: Resource, type: string, gigabytes: number): Counted =>
  counted(plan, resource, {
    item: `volume/${type || 'default'}`,
    what: phrase('GB of volumes of type {type}', { type: type || 'default' }),
    unit: 'GB-month',
    amount: gigabytes,
    machines: { ...noMachines, ssdGB: 1 },
  });

/** Items of what depends on use, by the words of this cloud. */
export const openstackWords = (target: OpenstackTargetPlan) => ({
  egress: 'egress',
  objects: 'object.storage',
  secondSite: `object.storage@${target.secondSite.region}`,
  files: 'files.storage',
  backup: 'object.storage',
});
