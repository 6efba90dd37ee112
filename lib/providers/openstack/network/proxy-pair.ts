import { addressAt } from '../../../model/cidr';
import type { Plan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { ComputeInstanceV2 } from '../.gen/providers/openstack/compute-instance-v2';
import { ComputeServergroupV2 } from '../.gen/providers/openstack/compute-servergroup-v2';
import { DataOpenstackIdentityAuthScopeV3 } from '../.gen/providers/openstack/data-openstack-identity-auth-scope-v3';
import { DataOpenstackImagesImageV2 } from '../.gen/providers/openstack/data-openstack-images-image-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import type { Member } from './balancer';
import { userData } from '../hosts/cloud-init';
import { Construct } from '../engine';
import { places, zoneOf, type Place } from '../hosts/host';
import { allowMetadata, egressUserData } from '../hosts/host-egress';
import { Turns } from '../hosts/turns';
import { volumeType } from '../storage/keys';
import { mailRelayOf, type MailRelay } from '../hosting/mail-relay';
import { optionsOf } from '../options';
import { hostNumbers } from './proxy-address';
import { SecurityGroup } from './security-groups';

/** One foot of a proxy in a network. */
export interface Leg {
  readonly networkId: string;
  readonly subnetId: string;
  readonly cidr: string;
}

export interface ProxyPairProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly name: string;
  /** Networks from which clients come. */
  readonly clients: readonly string[];
  readonly zones: readonly string[];
  /** Where clients arrive, by zone; the proxy's address there is fixed. */
  readonly front: Readonly<Record<string, Leg>>;
  /** Where the default route leads, by zone; empty when that is the front too. */
  readonly back: Readonly<Record<string, Leg>>;
  readonly tags: readonly string[];
}

/** GiB of a proxy's disk: system, packages and a few weeks of records. */
const bootGiB = 20;
/** A proxy forwards and keeps nothing; one core is enough for a region's housekeeping traffic. */
const size = 's';

/** One proxy for each zone, and two where there is a single one. */
export const proxyPlaces = (zones: readonly string[]): readonly Place[] => places(Math.max(2, zones.length), zones);

/** The fixed address of a proxy in the network where clients arrive. */
export const proxyAddress = (cidr: string, place: Place): string =>
  addressAt(cidr, hostNumbers.proxy + Number(place.id.split('-').at(-1)) - 1);

/** The hosts that are the way out: a proxy, a resolver and a clock in each zone, two at least. */
export class ProxyPair extends Construct {
  /** Where a balancer finds them. */
  readonly members: readonly Member[];
  private readonly props: ProxyPairProps;
  private readonly group: SecurityGroup;
  private readonly imageId: string;
  private readonly serverGroupId: string;
  private readonly catalogue: string;
  private readonly turns = new Turns();

  constructor(scope: Construct, id: string, props: ProxyPairProps) {
    super(scope, id);
    this.props = props;
    this.group = this.securityGroup();
    this.imageId = new DataOpenstackImagesImageV2(this, 'image', { name: props.target.cloud.image, mostRecent: true }).id;
    this.serverGroupId = new ComputeServergroupV2(this, 'apart', { name: props.name, policies: ['anti-affinity'] }).id;
    this.catalogue = new DataOpenstackIdentityAuthScopeV3(this, 'catalogue', { name: props.name }).friendlyUniqueId;
    this.members = proxyPlaces(props.zones).map((place) => this.proxy(place));
  }

  private proxy(place: Place): Member {
    const { target, name, tags } = this.props;
    const front = this.legOf(this.props.front, place);
    const back = this.props.back[place.zone];
    const frontPort = this.port('front', place, front);
    const zone = zoneOf(target, place.zone);
    const server = new ComputeInstanceV2(this, `server-${place.id}`, {
      name: `${name}-${place.id}`,
      flavorName: target.cloud.flavors[size],
      // The first network card is the one with the default route.
      network: [...(back === undefined ? [] : [{ port: this.port('back', place, back) }]), { port: frontPort }],
      blockDevice: [
        {
          uuid: this.imageId,
          sourceType: 'image',
          destinationType: 'volume',
          bootIndex: 0,
          volumeSize: bootGiB,
          volumeType: volumeType(target.cloud),
          deleteOnTermination: true,
        },
      ],
      schedulerHints: [{ group: this.serverGroupId }],
      userData: this.userData(),
      tags: [...tags],
      ...zone,
      lifecycle: { ignoreChanges: ['image_name', 'block_device'] },
      vendorOptions: { detachPortsBeforeDestroy: true },
    });
    this.turns.next(server, zone);
    server.addOverride('metadata', this.metadata());
    return { address: proxyAddress(front.cidr, place), subnetId: front.subnetId };
  }

  private legOf(legs: Readonly<Record<string, Leg>>, place: Place): Leg {
    const leg = legs[place.zone];
    if (leg === undefined) throw new Error(`${this.node.path}: no network for a proxy in zone ${place.zone}`);
    return leg;
  }

  private port(side: 'front' | 'back', place: Place, leg: Leg): string {
    const { name, tags, target } = this.props;
    return new NetworkingPortV2(this, `${side}-${place.id}`, {
      name: `${name}-${place.id}`,
      networkId: leg.networkId,
      fixedIp: [{ subnetId: leg.subnetId, ipAddress: proxyAddress(leg.cidr, place) }],
      securityGroupIds: [this.group.groupId],
      portSecurityEnabled: true,
      ...(this.isWayBack(side, place)
        ? { extraDhcpOption: [{ name: 'dns-server', value: target.cloud.nameservers.join(',') }] }
        : {}),
      tags: [...tags],
    }).id;
  }

  /** Whether the default route leads through this port: there the proxy is told the cloud's resolvers, which no client is. */
  private isWayBack(side: 'front' | 'back', place: Place): boolean {
    return side === 'back' || this.props.back[place.zone] === undefined;
  }

  private get relay(): MailRelay | null {
    return mailRelayOf(optionsOf(this.props.target).mailRelay);
  }

  private userData(): string {
    const { plan, target, clients } = this.props;
    return userData(
      egressUserData({
        egress: plan.egress,
        cloud: target.cloud,
        cloudPorts: optionsOf(target).cloudPorts,
        relay: this.relay,
        clients,
        addresses: proxyPlaces(this.props.zones).map((place) => proxyAddress(this.legOf(this.props.front, place).cidr, place)),
      }),
      {},
    );
  }

  /** The listed names, and the hosts of the cloud's own interfaces as its catalogue says them. */
  private metadata(): string {
    const { plan, target } = this.props;
    const options = optionsOf(target);
    const allow = [...plan.egress.allow, ...options.packageMirrors, new URL(options.acmeDirectory).hostname];
    const hosts = `distinct(flatten([for s in data.openstack_identity_auth_scope_v3.${this.catalogue}.service_catalog : [for e in s.endpoints : regex("^[a-z]+://([^/:]+)", e.url)[0] if e.interface == "public"]]))`;
    return `\${merge(${JSON.stringify(allowMetadata(allow))}, {for i, hosts in chunklist(sort(${hosts}), 3) : format("cloud-%03d", i) => join(" ", hosts)})}`;
  }

  private securityGroup(): SecurityGroup {
    const { plan, target, name, clients, tags } = this.props;
    const group = new SecurityGroup(this, 'proxies', {
      name: `${name}-proxies`,
      description: 'The way out: listed names only',
      tags,
    });
    for (const client of clients) this.answers(group, client);
    for (const server of target.cloud.nameservers)
      group.allowTo(`names-${server}-udp`, `${server}/32`, 53, 'udp').allowTo(`names-${server}-tcp`, `${server}/32`, 53);
    const ports = [...new Set([...plan.egress.ports, ...optionsOf(target).cloudPorts])].sort((a, b) => a - b);
    for (const port of ports) group.allowTo(`outside-${port}`, '0.0.0.0/0', port);
    if (this.relay !== null) group.allowTo('mail', '0.0.0.0/0', this.relay.port);
    return group
      .allowTo('time', '0.0.0.0/0', 123, 'udp')
      .allowTo('dhcp', '0.0.0.0/0', 67, 'udp')
      .allowTo('metadata', '169.254.169.254/32', 80);
  }

  private answers(group: SecurityGroup, client: string): void {
    const { proxyPort } = this.props.plan.egress;
    group
      .allowFrom(`proxy-${client}`, client, proxyPort)
      .allowFrom(`names-${client}-udp`, client, 53, 'udp')
      .allowFrom(`names-${client}-tcp`, client, 53)
      .allowFrom(`time-${client}`, client, 123, 'udp');
    if (this.relay !== null) group.allowFrom(`mail-${client}`, client, this.relay.port);
  }
}
