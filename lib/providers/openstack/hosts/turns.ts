import type { ComputeInstanceV2 } from '../.gen/providers/openstack/compute-instance-v2';

/**
 * Servers of one group that must stand apart start one after another where they may meet: in the same zone of the
 * cloud. Nova holds them to their rule once more on the machine, as they start: two that start at a time find each
 * other there, both fail, and both are sent on together to the next machine, until there is none left.
 */
export class Turns {
  private readonly last = new Map<string, ComputeInstanceV2>();

  /** Makes a server with what it waits for as an argument; a cloud without named zones is one zone. */
  next(
    zone: { availabilityZone?: string },
    make: (waits: { dependsOn?: ComputeInstanceV2[] }) => ComputeInstanceV2,
  ): ComputeInstanceV2 {
    const key = zone.availabilityZone ?? '';
    const former = this.last.get(key);
    const server = make(former === undefined ? {} : { dependsOn: [former] });
    this.last.set(key, server);
    return server;
  }
}
