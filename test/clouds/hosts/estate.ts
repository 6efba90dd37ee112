import { createHash } from 'node:crypto';

/*
 * What the synthesized states ask the cloud for, read from their cdk.tf.json as Terraform would: references followed,
 * addresses given out from the pools of the subnets, and the few expressions over the catalogue worked out.
 */

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  /** null where hosts get no default route. */
  readonly gateway: string | null;
  readonly nameservers: readonly string[];
  readonly routes: readonly { readonly to: string; readonly by: string }[];
}

export interface Port {
  readonly id: string;
  readonly network: string;
  readonly address: string;
  readonly mac: string;
  readonly groups: readonly string[];
  readonly nameservers: readonly string[] | null;
}

export interface Server {
  readonly id: string;
  readonly name: string;
  readonly userData: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  readonly volumes: readonly string[];
}

export interface Rule {
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly cidr: string | null;
  readonly peerGroup: string | null;
}

export interface Router {
  readonly name: string;
  readonly outside: boolean;
  readonly feet: readonly { readonly network: string; readonly address: string }[];
}

export interface Listener {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly proxyProtocol: boolean;
  readonly members: readonly { readonly address: string; readonly port: number; readonly network: string }[];
}

export interface Balancer {
  readonly name: string;
  readonly address: string;
  readonly network: string;
  readonly listeners: readonly Listener[];
  /** Whether it has a public address. */
  readonly isPublic: boolean;
}

export interface Credential {
  readonly id: string;
  readonly secret: string;
}

/** What only the cloud can say. */
export interface CloudAnswers {
  /** Public address of a service, by type. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Address of the object store for a project, by name. */
  readonly objectStoreOf: (project: string) => string;
  readonly credentials: Readonly<Record<string, Credential>>;
}

type Arguments = Readonly<Record<string, unknown>>;
type ByType = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
export interface State {
  readonly name: string;
  readonly template: { readonly resource?: ByType; readonly data?: ByType };
}

/** An id as a cloud would give it; the same in every run. */
export const idOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

export class Estate {
  private readonly given = new Map<string, number>();
  private readonly addresses = new Map<string, string>();

  constructor(
    private readonly states: readonly State[],
    private readonly cloud: CloudAnswers,
  ) {
    // Fixed addresses first, or a pool could give one away.
    for (const fixed of [true, false])
      for (const [state, key, port] of this.all('networking_port_v2')) {
        const wanted = (port.fixed_ip as readonly Arguments[])[0]?.ip_address as string | undefined;
        if ((wanted !== undefined) === fixed) this.addresses.set(`${state.name} ${key}`, wanted ?? this.fromPool(state, port));
      }
  }

  get networks(): readonly Network[] {
    return this.all('networking_subnet_v2').map(([state, key, subnet]) => ({
      id: this.follow(state, subnet.network_id),
      name: String(subnet.name),
      cidr: String(subnet.cidr),
      gateway: subnet.no_gateway === true ? null : ((subnet.gateway_ip as string | undefined) ?? null),
      // Neutron's word for none.
      nameservers: ((subnet.dns_nameservers as readonly string[] | undefined) ?? []).filter((server) => server !== '0.0.0.0'),
      routes: this.all('networking_subnet_route_v2')
        .filter(([owner, , route]) => this.follow(owner, route.subnet_id) === this.id(state, 'networking_subnet_v2', key))
        .map(([, , route]) => ({ to: String(route.destination_cidr), by: String(route.next_hop) })),
    }));
  }

  get servers(): readonly Server[] {
    const ports = new Map(this.ports.map((port) => [port.id, port]));
    return this.all('compute_instance_v2').map(([state, key, server]) => ({
      id: this.id(state, 'compute_instance_v2', key),
      name: String(server.name),
      userData: this.fill(state, String(server.user_data)),
      metadata: this.metadata(state, server.metadata),
      ports: (server.network as readonly Arguments[]).flatMap((nic) => ports.get(this.follow(state, nic.port)) ?? []),
      volumes: this.all('compute_volume_attach_v2')
        .filter(([owner, , one]) => this.follow(owner, one.instance_id) === this.id(state, 'compute_instance_v2', key))
        .map(([owner, , one]) => this.follow(owner, one.volume_id)),
    }));
  }

  get ports(): readonly Port[] {
    return this.all('networking_port_v2').map(([state, key, port]) => {
      const id = this.id(state, 'networking_port_v2', key);
      const options = (port.extra_dhcp_option as readonly Arguments[] | undefined) ?? [];
      const names = options.find((option) => option.name === 'dns-server')?.value;
      return {
        id,
        network: this.follow(state, port.network_id),
        address: this.addressOf(state, key),
        mac: `fa:16:3e:${id.slice(0, 2)}:${id.slice(2, 4)}:${id.slice(4, 6)}`,
        groups: ((port.security_group_ids as readonly string[] | undefined) ?? []).map((group) => this.follow(state, group)),
        nameservers: typeof names === 'string' ? names.split(',') : null,
      };
    });
  }

  get rules(): readonly Rule[] {
    return this.all('networking_secgroup_rule_v2').map(([state, , rule]) => ({
      group: this.follow(state, rule.security_group_id),
      direction: rule.direction as Rule['direction'],
      protocol: String(rule.protocol),
      from: (rule.port_range_min as number | undefined) ?? null,
      to: (rule.port_range_max as number | undefined) ?? null,
      cidr: (rule.remote_ip_prefix as string | undefined) ?? null,
      peerGroup: rule.remote_group_id === undefined ? null : this.follow(state, rule.remote_group_id),
    }));
  }

  get routers(): readonly Router[] {
    const networkOf = new Map(
      this.all('networking_subnet_v2').map(([state, key, subnet]) => [
        this.id(state, 'networking_subnet_v2', key),
        { network: this.follow(state, subnet.network_id), address: String(subnet.gateway_ip) },
      ]),
    );
    const ports = new Map(this.ports.map((port) => [port.id, port]));
    return this.all('networking_router_v2').map(([state, key, router]) => ({
      name: String(router.name),
      outside: router.external_network_id !== undefined,
      feet: this.all('networking_router_interface_v2')
        .filter(([owner, , one]) => this.follow(owner, one.router_id) === this.id(state, 'networking_router_v2', key))
        .flatMap(([owner, , one]) => {
          const foot =
            one.port_id === undefined
              ? networkOf.get(this.follow(owner, one.subnet_id))
              : ports.get(this.follow(owner, one.port_id));
          return foot === undefined ? [] : [{ network: foot.network, address: foot.address }];
        }),
    }));
  }

  get balancers(): readonly Balancer[] {
    const ports = new Map(this.ports.map((port) => [port.id, port]));
    const subnets = new Map(
      this.all('networking_subnet_v2').map(([state, key, one]) => [
        this.id(state, 'networking_subnet_v2', key),
        this.follow(state, one.network_id),
      ]),
    );
    const floating = new Set(this.all('networking_floatingip_v2').map(([state, , one]) => this.follow(state, one.port_id)));
    return this.all('lb_loadbalancer_v2').map(([state, key, balancer]) => {
      const id = this.id(state, 'lb_loadbalancer_v2', key);
      const port = balancer.vip_port_id === undefined ? undefined : ports.get(this.follow(state, balancer.vip_port_id));
      return {
        name: String(balancer.name),
        address: port?.address ?? String(balancer.vip_address),
        network: port?.network ?? subnets.get(this.follow(state, balancer.vip_subnet_id)) ?? '',
        isPublic: port !== undefined && floating.has(port.id),
        listeners: this.all('lb_listener_v2')
          .filter(([owner, , listener]) => this.follow(owner, listener.loadbalancer_id) === id)
          .map(([owner, , listener]) => this.listener(owner, listener, subnets)),
      };
    });
  }

  private listener(state: State, listener: Arguments, subnets: ReadonlyMap<string, string>): Listener {
    const pool = this.follow(state, listener.default_pool_id);
    const protocol = this.all('lb_pool_v2').find(([owner, key]) => this.id(owner, 'lb_pool_v2', key) === pool)?.[2].protocol;
    const members = this.all('lb_members_v2').find(([owner, , one]) => this.follow(owner, one.pool_id) === pool);
    return {
      protocol: listener.protocol as Listener['protocol'],
      port: Number(listener.protocol_port),
      proxyProtocol: protocol === 'PROXYV2',
      members: ((members?.[2].member ?? []) as readonly Arguments[]).map((member) => ({
        address: this.fill(state, String(member.address)),
        port: Number(member.protocol_port),
        network: subnets.get(this.follow(state, member.subnet_id)) ?? '',
      })),
    };
  }

  private metadata(state: State, metadata: unknown): Readonly<Record<string, string>> {
    if (typeof metadata === 'string') return this.listed(metadata);
    return Object.fromEntries(
      Object.entries(metadata as Record<string, string>).map(([key, text]) => [key, this.fill(state, text)]),
    );
  }

  /** The proxies' lists: what stands there, and the hosts of the catalogue, three to a value. */
  private listed(expression: string): Readonly<Record<string, string>> {
    const own = /^\$\{merge\((\{.*?\}), \{for /.exec(expression)?.[1];
    if (own === undefined) throw new Error(`not understood: ${expression.slice(0, 200)}`);
    const hosts = [...new Set(Object.values(this.cloud.endpoints).map((url) => new URL(url).hostname))].sort();
    const chunks = Array.from({ length: Math.ceil(hosts.length / 3) }, (_, i) => hosts.slice(i * 3, i * 3 + 3).join(' '));
    return {
      ...(JSON.parse(own) as Record<string, string>),
      ...Object.fromEntries(chunks.map((chunk, i) => [`cloud-${String(i).padStart(3, '0')}`, chunk])),
    };
  }

  private addressOf(state: State, key: string): string {
    const address = this.addresses.get(`${state.name} ${key}`);
    if (address === undefined) throw new Error(`no address for ${key}`);
    return address;
  }

  private fromPool(state: State, port: Arguments): string {
    const id = this.follow(state, (port.fixed_ip as readonly Arguments[])[0]?.subnet_id);
    const found = this.all('networking_subnet_v2').find(([owner, key]) => this.id(owner, 'networking_subnet_v2', key) === id);
    const start = ((found?.[2].allocation_pool as readonly Arguments[])[0]?.start as string).split('.');
    const offset = this.given.get(id) ?? 0;
    this.given.set(id, offset + 1);
    return [...start.slice(0, 3), Number(start[3]) + offset].join('.');
  }

  /** Every resource of a type in every state. */
  all(type: string): readonly (readonly [State, string, Arguments])[] {
    return this.states.flatMap((state) =>
      Object.entries(state.template.resource?.[`openstack_${type}`] ?? {}).map(([key, one]) => [state, key, one] as const),
    );
  }

  private id(state: State, type: string, key: string): string {
    return idOf(`${state.name} ${type} ${key}`);
  }

  /** The id behind a reference to a resource of the same state, or to one of another state by its name. */
  private follow(state: State, reference: unknown): string {
    const [, data, type = '', key = ''] = /^\$\{(data\.)?openstack_(\w+)\.([\w-]+)\.id\}$/.exec(String(reference)) ?? [];
    if (data === undefined) return this.id(state, type, key);
    const wanted = state.template.data?.[`openstack_${type}`]?.[key]?.name;
    const found = this.all(type).find(([, , one]) => one.name === wanted);
    return found === undefined ? idOf(`outside ${type} ${String(wanted)}`) : this.id(found[0], type, found[1]);
  }

  /** A text with its expressions worked out, and Terraform's quoted marks as they were. */
  private fill(state: State, spelled: string): string {
    return spelled.replace(/([$%])\1\{|\$\{((?:[^{}]|\{[^{}]*\})*)\}/g, (_, sign: string | undefined, expression: string) =>
      sign === undefined ? this.value(state, expression) : `${sign}{`,
    );
  }

  private value(state: State, expression: string): string {
    const address = /^element\(openstack_networking_port_v2\.([\w-]+)\.all_fixed_ips, 0\)$/.exec(expression)?.[1];
    if (address !== undefined) return this.addressOf(state, address);
    const [, credential, part] = /^openstack_identity_application_credential_v3\.([\w-]+)\.(id|secret)$/.exec(expression) ?? [];
    if (credential !== undefined) return this.credential(state, credential)[part as keyof Credential];
    const project = /trimprefix\(tag, "([\w-]+)-project="/.exec(expression)?.[1];
    if (expression.startsWith('replace(') && project !== undefined) return this.cloud.objectStoreOf(project);
    const service = /contains\(\["([\w-]+)"/.exec(expression)?.[1];
    if (service !== undefined && this.cloud.endpoints[service] !== undefined) return this.cloud.endpoints[service];
    return this.follow(state, `\${${expression}}`);
  }

  private credential(state: State, key: string): Credential {
    const name = String(state.template.resource?.openstack_identity_application_credential_v3?.[key]?.name);
    const found = this.cloud.credentials[name];
    if (found === undefined) throw new Error(`no credential ${name}`);
    return found;
  }
}
