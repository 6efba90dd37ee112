import { sizeOf, tryRange } from '../evidence/range';
import type { Evidence, Resource } from '../evidence/resource';
import { pointersIn, textAt, valueAt, valuesAt } from '../evidence/value';
import { dhcpPorts } from './openstack-need';
import type { Region } from './openstack-state';
import { type Part, sumOf } from './need';

/** A subnet with what takes addresses from it by the cloud's choice. */
export interface Occupied {
  readonly project: string;
  /** Its name at the cloud. */
  readonly subnet: string;
  readonly needed: readonly Part[];
  /** Addresses that it hands out. */
  readonly pool: number;
}

/** The subnet of each project that comes closest to being full. */
export const fullestSubnets = (evidence: Evidence, region: Region): readonly Occupied[] => {
  const byProject = new Map<string, Occupied>();
  for (const occupied of occupiedIn(evidence, region)) {
    const before = byProject.get(occupied.project);
    if (before === undefined || shareOf(occupied) > shareOf(before)) byProject.set(occupied.project, occupied);
  }
  return [...byProject.values()];
};

const shareOf = ({ needed, pool }: Occupied): number => sumOf(needed) / pool;

const occupiedIn = (evidence: Evidence, region: Region): readonly Occupied[] => {
  const projects = new Map(region.states.map(({ source, project }) => [source.name, project]));
  const takes = evidence.ofType('networking_port_v2').flatMap((port) =>
    valuesAt(port.properties, 'fixed_ip')
      // One that names its address stands outside of the pool.
      .filter((fixed) => valueAt(fixed, 'ip_address') === undefined)
      .map((fixed) => ({ subnet: pointersIn(valueAt(fixed, 'subnet_id'))[0]?.resource ?? '', of: port.id })),
  );
  return evidence.ofType('networking_subnet_v2').flatMap((subnet) => {
    const pool = poolOf(subnet);
    return pool === undefined
      ? []
      : [
          {
            project: projects.get(subnet.artefact.name) ?? '',
            subnet: textAt(subnet.properties, 'name'),
            needed: [
              ...takes.filter((take) => take.subnet === subnet.id).map(({ of }) => ({ of, amount: 1 })),
              ...(subnet.properties.enable_dhcp === false ? [] : [{ of: subnet.id, amount: dhcpPorts }]),
            ],
            pool,
          },
        ];
  });
};

/** Undefined for IPv6, whose subnets are never full. */
const poolOf = ({ properties }: Resource): number | undefined => {
  const whole = tryRange(textAt(properties, 'cidr'));
  if (whole?.version !== 4) return undefined;
  const pools = valuesAt(properties, 'allocation_pool').map((pool) => between(textAt(pool, 'start'), textAt(pool, 'end')));
  // Without a pool: all but network, broadcast and gateway.
  return pools.length > 0 ? pools.reduce((sum, pool) => sum + pool, 0) : Number(sizeOf(whole)) - 3;
};

const between = (start: string, end: string): number => Number((tryRange(end)?.first ?? 0n) - (tryRange(start)?.first ?? 0n)) + 1;
