import { NetworkingSecgroupRuleV2 } from '../.gen/providers/openstack/networking-secgroup-rule-v2';
import { NetworkingSecgroupV2 } from '../.gen/providers/openstack/networking-secgroup-v2';
import { Construct } from '../engine';

export interface SecurityGroupProps {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** The other side of a flow: a group of this state, or a network in CIDR notation. */
export type Peer = SecurityGroup | string;

export type Protocol = 'tcp' | 'udp' | 'icmp' | 'ipv6-icmp';

/** A group that denies everything, in and out, but the flows written down one by one. */
export class SecurityGroup extends Construct {
  readonly groupId: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    this.groupId = new NetworkingSecgroupV2(this, 'group', {
      name: props.name,
      description: props.description,
      deleteDefaultRules: true,
      tags: [...props.tags],
      // No cloud tells it afterwards: a group that is taken over would be replaced, and what stands in it holds it fast.
      lifecycle: { ignoreChanges: ['delete_default_rules'] },
    }).id;
  }

  /** Lets `peer` in on one port, or on all. The id is the flow's stable name. */
  allowFrom(id: string, peer: Peer, port: number | 'all', protocol: Protocol = 'tcp'): this {
    return this.rule(`from-${id}`, 'ingress', peer, port, protocol);
  }

  /** Lets this group's hosts reach `peer` on one port, or on all. */
  allowTo(id: string, peer: Peer, port: number | 'all', protocol: Protocol = 'tcp'): this {
    return this.rule(`to-${id}`, 'egress', peer, port, protocol);
  }

  private rule(id: string, direction: 'ingress' | 'egress', peer: Peer, port: number | 'all', protocol: Protocol): this {
    new NetworkingSecgroupRuleV2(this, id, {
      securityGroupId: this.groupId,
      direction,
      ethertype: typeof peer === 'string' && peer.includes(':') ? 'IPv6' : 'IPv4',
      protocol,
      ...(port === 'all' ? {} : { portRangeMin: port, portRangeMax: port }),
      description: id,
      ...(typeof peer === 'string' ? { remoteIpPrefix: peer } : { remoteGroupId: peer.groupId }),
    });
    return this;
  }
}
