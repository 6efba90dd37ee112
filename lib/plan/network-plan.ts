export type TierId = 'edge' | 'app' | 'data';

/** The network of one space. Addresses come from the lock and never move. */
export interface NetworkPlan {
  readonly cidr: string;
  /** Unique local prefix (RFC 4193), /56; for clouds without their own prefixes. */
  readonly cidr6: string;
  /** Zone ids `a`, `b` … in the order in which they were added. The target maps each to a zone of its cloud. */
  readonly zones: readonly string[];
  /** Keyed `<tier>-<zone>`. */
  readonly subnets: Readonly<Record<string, SubnetPlan>>;
  readonly flowRecordDays: number;
  /** Private zone, such as `production.city.example.internal`. */
  readonly privateDomain: string;
  readonly connections: Readonly<Record<string, ConnectionPlan>>;
}

export interface SubnetPlan {
  /** `<tier>-<zone>`. */
  readonly id: string;
  readonly tier: TierId;
  readonly zone: string;
  readonly cidr: string;
  readonly cidr6: string;
  /** Index of the /64 within the space's IPv6 prefix, for clouds that hand out their own. 0 to 15. */
  readonly index6: number;
  /** First usable host of the subnet. */
  readonly gateway: string;
}

/** An IPsec link to a town hall or a national network. */
export interface ConnectionPlan {
  readonly id: string;
  readonly peer: string;
  readonly remote: readonly string[];
  /** Private AS number of our side (RFC 6996). */
  readonly asn: number;
}

/** The way out: one for the region, or one for each space. */
export interface EgressPlan {
  readonly mode: 'shared' | 'dedicated';
  /** Address block of the shared egress network. */
  readonly cidr: string;
  /** All private addresses of the region: what comes from there is filtered, what goes there never leaves. */
  readonly addresses: string;
  readonly cidr6: string;
  readonly zones: readonly string[];
  /** Keyed `<purpose>-<zone>` with purpose `gateway` (towards the internet), `firewall`, `transit` (towards the spaces). */
  readonly subnets: Readonly<Record<string, EgressSubnetPlan>>;
  /** Names that may be reached, sorted; `*.` in front means every name below. */
  readonly allow: readonly string[];
  /** TCP ports on which they may be reached. */
  readonly ports: readonly number[];
  /** The forward proxy's port on clouds where the way out is a proxy. */
  readonly proxyPort: number;
  /** Private AS number of the hub (RFC 6996). */
  readonly asn: number;
}

export interface EgressSubnetPlan {
  readonly id: string;
  readonly purpose: 'gateway' | 'firewall' | 'transit';
  readonly zone: string;
  readonly cidr: string;
  readonly cidr6: string;
  readonly gateway: string;
}

/** One declared link between two services of different spaces: one port, one direction. */
export interface LinkPlan {
  /** `<from space>-<from service>-<to space>-<to service>-<port>`. */
  readonly id: string;
  readonly from: { readonly space: string; readonly service: string };
  readonly to: { readonly space: string; readonly service: string };
  readonly port: number;
  readonly why: string;
  /** Transit network of the link where the cloud has no private endpoint, /28. */
  readonly cidr: string;
  /** Name under which the caller finds the other side, in the caller's private domain. */
  readonly host: string;
}
