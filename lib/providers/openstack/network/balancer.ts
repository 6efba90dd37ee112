import { has, type OpenstackCloud } from '../../../model/cloud';
import { LbListenerV2 } from '../.gen/providers/openstack/lb-listener-v2';
import { LbLoadbalancerV2 } from '../.gen/providers/openstack/lb-loadbalancer-v2';
import { LbMembersV2 } from '../.gen/providers/openstack/lb-members-v2';
import { LbMonitorV2 } from '../.gen/providers/openstack/lb-monitor-v2';
import { LbPoolV2 } from '../.gen/providers/openstack/lb-pool-v2';
import { Construct, type TerraformResource } from '../engine';

export interface Member {
  readonly address: string;
  readonly subnetId: string;
}

export interface Listener {
  readonly id: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly memberPort: number;
  readonly members: readonly Member[];
  /** Whether the hosts are told the caller's address by the PROXY protocol. Default: they are not; `ovn` never does, since it changes no address. */
  readonly proxyProtocol?: boolean;
}

/** Where a balancer answers: an address of its own, or a port that outlives it. */
export type Vip =
  | { readonly kind: 'address'; readonly subnetId: string; readonly address: string }
  | { readonly kind: 'port'; readonly portId: string };

export interface BalancerProps {
  readonly cloud: OpenstackCloud;
  readonly name: string;
  readonly description: string;
  readonly vip: Vip;
  readonly listeners: readonly Listener[];
  /** Networks that may ask; only drivers that look at packets themselves can hold it. */
  readonly allowedCidrs: readonly string[];
  readonly tags: readonly string[];
}

/** Amphorae need a quarter of an hour on a busy cloud, and five minutes are the provider's limit for deleting. */
const timeouts = { create: '20m', update: '20m', delete: '20m' } as const;

/** The driver by name, since its abilities differ: `ovn` forwards only, `amphora` can also look inside. */
export const balancerDriver = (cloud: OpenstackCloud): 'amphora' | 'ovn' => (has(cloud, 'octaviaAmphora') ? 'amphora' : 'ovn');

/** `ovn` knows a single method. */
export const balancerMethod = (cloud: OpenstackCloud): 'LEAST_CONNECTIONS' | 'SOURCE_IP_PORT' =>
  balancerDriver(cloud) === 'amphora' ? 'LEAST_CONNECTIONS' : 'SOURCE_IP_PORT';

/** A balancer that only forwards: one address, and for each port a pool of hosts that answer. */
export class Balancer extends Construct {
  constructor(scope: Construct, id: string, props: BalancerProps) {
    super(scope, id);
    const balancer = new LbLoadbalancerV2(this, 'balancer', {
      name: props.name,
      description: props.description,
      ...(props.vip.kind === 'port'
        ? { vipPortId: props.vip.portId }
        : { vipSubnetId: props.vip.subnetId, vipAddress: props.vip.address }),
      loadbalancerProvider: balancerDriver(props.cloud),
      tags: [...props.tags],
      timeouts,
    });
    // One after the other: a balancer takes no second change while it is busy with the first.
    let before: TerraformResource = balancer;
    for (const listener of props.listeners)
      before = new Port(this, listener.id, { balancerId: balancer.id, listener, props, before }).last;
  }
}

interface PortProps {
  readonly balancerId: string;
  readonly listener: Listener;
  readonly props: BalancerProps;
  readonly before: TerraformResource;
}

class Port extends Construct {
  readonly last: TerraformResource;

  constructor(scope: Construct, id: string, { balancerId, listener, props, before }: PortProps) {
    super(scope, id);
    const name = `${props.name}-${listener.id}`;
    // Hung on the balancer and not on the listener, or the pool would die with its listener.
    const pool = new LbPoolV2(this, 'pool', {
      name,
      loadbalancerId: balancerId,
      protocol: listener.proxyProtocol === true && balancerDriver(props.cloud) === 'amphora' ? 'PROXYV2' : listener.protocol,
      lbMethod: balancerMethod(props.cloud),
      timeouts,
      dependsOn: [before],
    });
    const front = new LbListenerV2(this, 'listener', {
      name,
      loadbalancerId: balancerId,
      protocol: listener.protocol,
      protocolPort: listener.port,
      defaultPoolId: pool.id,
      timeouts,
      ...(balancerDriver(props.cloud) === 'amphora' ? { allowedCidrs: [...props.allowedCidrs] } : {}),
    });
    const members = new LbMembersV2(this, 'members', {
      poolId: pool.id,
      timeouts,
      dependsOn: [front],
      member: listener.members.map((member) => ({ ...member, protocolPort: listener.memberPort })),
    });
    this.last = new LbMonitorV2(this, 'monitor', {
      name,
      poolId: pool.id,
      type: listener.protocol === 'UDP' ? 'UDP-CONNECT' : 'TCP',
      delay: 10,
      timeout: 5,
      maxRetries: 3,
      timeouts,
      dependsOn: [members],
    });
  }
}
