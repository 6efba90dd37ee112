import { has } from '../../../model/cloud';
import { nameOf } from '../../../plan/name';
import { DnsRecordsetV2 } from '../.gen/providers/openstack/dns-recordset-v2';
import { DnsZoneV2 } from '../.gen/providers/openstack/dns-zone-v2';
import { NetworkingFloatingipV2 } from '../.gen/providers/openstack/networking-floatingip-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import { Balancer, type Member } from '../network/balancer';
import { Construct } from '../engine';
import { tagList } from '../hosts/host';
import type { Lookups } from '../lookups';
import { removal } from '../removal';
import { SecurityGroup } from '../network/security-groups';
import type { ServiceContext } from './service-context';

export interface EntryProps {
  readonly context: ServiceContext;
  readonly lookups: Lookups;
  /** The entry hosts. */
  readonly members: readonly Member[];
}

/**
 * The one public entry of a service: an address of its own, and a balancer that only forwards TCP to the entry
 * hosts, since every cloud can do that. TLS, filter and sign-in are theirs.
 */
export class Entry extends Construct {
  constructor(scope: Construct, id: string, props: EntryProps) {
    super(scope, id);
    const port = this.address(props);
    this.balancer(props, port.id);
    const floating = new NetworkingFloatingipV2(this, 'public-address', {
      pool: props.context.target.cloud.externalNetwork,
      description: `Entry of ${props.context.service.name}`,
      portId: port.id,
      tags: tagList(props.context.space.tags),
      ...removal(props.context.space.lifecycle),
    });
    if (has(props.context.target.cloud, 'designate')) this.publicName(props.context, floating.address);
  }

  /** A port of our own keeps the address when the balancer is replaced. */
  private address({ context, lookups }: EntryProps): NetworkingPortV2 {
    const { service, space } = context;
    const subnet = space.network.subnets[`edge-${space.network.zones[0] ?? ''}`];
    if (subnet === undefined) throw new Error(`${this.node.path}: no edge subnet`);
    const { networkId, subnetId } = lookups.subnet(subnet);
    const name = nameOf('generic', service.name, 'entry');
    const group = new SecurityGroup(this, 'public', {
      name: nameOf('generic', service.name, 'public'),
      description: 'The public: web only',
      tags: tagList(space.tags),
    });
    for (const port of [80, 443]) group.allowFrom(`world-${port}`, '0.0.0.0/0', port);
    return new NetworkingPortV2(this, 'address', {
      name,
      networkId,
      fixedIp: [{ subnetId }],
      securityGroupIds: [group.groupId],
      tags: tagList(space.tags),
      // The balancer's driver adds a group and pairs of its own.
      lifecycle: { ignoreChanges: ['security_group_ids', 'allowed_address_pairs', 'device_id', 'device_owner'] },
    });
  }

  private balancer({ context, members }: EntryProps, portId: string): void {
    const { target, service, space } = context;
    new Balancer(this, 'balancer', {
      cloud: target.cloud,
      name: nameOf('generic', service.name, 'entry'),
      description: service.host,
      vip: { kind: 'port', portId },
      listeners: [80, 443].map((port) => ({
        id: String(port),
        protocol: 'TCP',
        port,
        memberPort: port,
        members,
        proxyProtocol: true,
      })),
      allowedCidrs: ['0.0.0.0/0'],
      tags: tagList(space.tags),
    });
  }

  /** A zone for this one name, so that no other artefact changes with it; the parent zone delegates to it. */
  private publicName({ plan, options, service, space }: ServiceContext, address: string): void {
    const zone = new DnsZoneV2(this, 'zone', {
      name: `${service.host}.`,
      type: 'PRIMARY',
      email: plan.region.contacts.operations,
      ttl: 300,
      ...removal(space.lifecycle),
    });
    const record = (id: string, type: string, records: string[]): void => {
      new DnsRecordsetV2(this, id, { zoneId: zone.id, name: `${service.host}.`, type, ttl: 300, records });
    };
    record('name', 'A', [address]);
    // Designate takes the value without quotes, and none that forbids; without `issuewild`, `issue` speaks for wildcards too.
    record('authorities', 'CAA', [`0 issue ${authorityOf(options.acmeDirectory)}`]);
  }
}

/** CAA names the authority by its domain: the last two labels of its directory's host. */
const authorityOf = (directory: string): string => new URL(directory).hostname.split('.').slice(-2).join('.');
