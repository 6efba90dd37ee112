import type { ComputeInstanceV2 } from '../.gen/providers/openstack/compute-instance-v2';
import { dependable } from '../engine';

/**
 * Servers of one group that must stand apart start one after another where they may meet: in the same zone of the
 * cloud. Nova holds them to their rule once more on the machine, as they start: two that start at a time find each
 * other there, both fail, and both are sent on together to the next machine, until there is none left.
 */
export class Turns {
  private readonly last = new Map<string, ComputeInstanceV2>();

  /** Lets a server wait for the one before; a cloud without named zones is one zone. */
  next(server: ComputeInstanceV2, { availabilityZone = '' }: { availabilityZone?: string }): void {
    const former = this.last.get(availabilityZone);
    if (former !== undefined) server.dependsOn = [dependable(former)];
    this.last.set(availabilityZone, server);
  }
}
