import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Server } from './estate';
import { Fabric, metadataOf, namespace as fabricNamespace } from './fabric';
import { ContainerGuest } from './guest';
import type { Household } from './household';
import { baseImage, packagesFolder } from './images';
import { Objects } from './objects';
import { outside, startOutside } from './outside';
import type { HostsRegion, Settled } from './region';

export interface StageProps {
  readonly house: Household;
  readonly region: HostsRegion;
  readonly programs: { readonly pebble: string };
}

/** Outside, networks and guests, set up for a region. */
export class Stage {
  private constructor(
    readonly settled: Settled,
    readonly objects: Objects,
    readonly fabric: Fabric,
    readonly guests: readonly ContainerGuest[],
  ) {}

  /** Where the public finds the service. */
  static readonly publicAddress = `${outside.prefix}50`;

  static async set(props: StageProps): Promise<Stage> {
    const { house, region } = props;
    const image = baseImage();
    const keystone = await startOutside({
      house,
      nameserver: region.nameserver,
      service: { host: region.service.host, address: Stage.publicAddress },
      programs: props.programs,
      packages: packagesFolder,
    });
    const settled = await region.settle(keystone);
    const objects = new Objects(keystone, settled);
    await objects.furnish(region);
    const { estate } = settled;
    const publicAddresses = Object.fromEntries(
      estate.balancers.filter((one) => one.isPublic).map((one) => [one.name, Stage.publicAddress]),
    );
    const fabric = new Fabric({ house, estate, publicAddresses });
    fabric.build();
    metadataService(house, estate.servers);
    const guests = estate.servers.map((server) => new ContainerGuest({ house, fabric, server, image }));
    return new Stage(settled, objects, fabric, guests);
  }

  /** Guests whose short name starts so. */
  those(...starts: readonly string[]): readonly ContainerGuest[] {
    return this.guests.filter((guest) => starts.some((start) => guest.short.startsWith(start)));
  }

  guest(short: string): ContainerGuest {
    const found = this.guests.find((guest) => guest.short === short);
    if (found === undefined) throw new Error(`no guest ${short}; there are ${this.guests.map((one) => one.short).join(', ')}`);
    return found;
  }

  /** Starts guests as the cloud would; the balancers know, and they may run containers. */
  async start(guests: readonly ContainerGuest[]): Promise<void> {
    for (const guest of guests) guest.start();
    this.steer();
    await Promise.all(guests.map((guest) => guest.allowContainers()));
  }

  /** Tells the balancers of datagrams who is there. */
  steer(): void {
    const up = new Set(this.guests.filter((guest) => guest.running).flatMap((guest) => guest.addresses));
    this.fabric.steer((address) => up.has(address));
  }
}

const metadataService = (house: Household, servers: readonly Server[]): void => {
  const file = path.join(house.folder, 'metadata.json');
  writeFileSync(file, JSON.stringify(metadataOf(servers)));
  house.start('metadata', 'python3', [path.join(__dirname, 'metadata-service.py'), file], { namespace: fabricNamespace });
};
