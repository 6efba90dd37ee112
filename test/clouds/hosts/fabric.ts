import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Balancer, Estate, Network, Port, Router, Server } from './estate';
import { type Household, run } from './household';
import { namespace as cloud, outside, outsideBridge } from './outside';
import { groupTable } from './security';

/** Where the networks of the region are: a bridge each, in one namespace that passes nothing on by itself. */
export const namespace = 'sgc-fabric';

/** Host numbers that no synthesized address uses: DHCP and metadata, and the feet of balancers. */
const numbers = { dhcp: 250, balancer: 240 } as const;

const within = (cidr: string, number: number): string =>
  [...(cidr.split('/')[0]?.split('.').slice(0, 3) ?? []), number].join('.');
const prefix = (cidr: string): string => cidr.split('/')[1] ?? '24';

export interface FabricProps {
  readonly house: Household;
  readonly estate: Estate;
  /** Addresses for the public balancers, by name. */
  readonly publicAddresses: Readonly<Record<string, string>>;
}

/** Networks, routers, balancers, addresses and security groups of the region, as far as hosts can tell them from a cloud's. */
export class Fabric {
  private readonly networks: readonly Network[];
  private readonly index: ReadonlyMap<string, number>;
  private wires = 0;

  constructor(private readonly props: FabricProps) {
    this.networks = props.estate.networks;
    this.index = new Map(this.networks.map((network, i) => [network.id, i]));
  }

  build(): void {
    const { house, estate, publicAddresses } = this.props;
    house.namespace(namespace);
    run('sysctl', ['-q', '-w', 'net.bridge.bridge-nf-call-iptables=1', 'net.ipv4.ip_forward=0'], { namespace });
    for (const network of this.networks) this.network(network);
    run('ip', ['-n', namespace, 'addr', 'add', '169.254.169.254/32', 'dev', 'lo']);
    estate.routers.forEach((router, i) => this.router(router, i, estate.balancers, publicAddresses));
    estate.balancers.forEach((balancer, i) => this.balancer(balancer, i));
    run('nft', ['-f', '-'], { namespace, input: groupTable(estate.ports, estate.rules) });
    this.dhcp();
  }

  /** A tap on the port's network, for a virtual machine. */
  tap(port: Port): string {
    const name = `tap${this.wires++}`;
    run('ip', ['-n', namespace, 'tuntap', 'add', name, 'mode', 'tap']);
    run('ip', ['-n', namespace, 'link', 'set', name, 'master', this.bridge(port.network), 'up']);
    return name;
  }

  /** A card with the port's address in a guest's own namespace. */
  card(port: Port, guest: string, name: string): void {
    const outer = `card${this.wires++}`;
    run('ip', ['-n', namespace, 'link', 'add', outer, 'type', 'veth', 'peer', 'name', name, 'netns', guest]);
    run('ip', ['-n', guest, 'link', 'set', name, 'address', port.mac]);
    run('ip', ['-n', namespace, 'link', 'set', outer, 'master', this.bridge(port.network), 'up']);
  }

  /** Packets that no group allowed, so far. */
  dropped(): number {
    const counters = run('nft', ['list', 'table', 'inet', 'groups'], { namespace }).matchAll(/counter packets (\d+)/g);
    return [...counters].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** Balancers of datagrams send only to members that are up, as their monitors would have it. */
  steer(up: (address: string) => boolean): void {
    this.props.estate.balancers.forEach((balancer, i) => this.datagrams(balancer, `sgc-b${i}`, up));
  }

  private bridge(network: string): string {
    const i = this.index.get(network);
    if (i === undefined) throw new Error(`no network ${network}`);
    return `net${i}`;
  }

  private of(network: string): Network {
    const found = this.networks[this.index.get(network) ?? -1];
    if (found === undefined) throw new Error(`no network ${network}`);
    return found;
  }

  private network(network: Network): void {
    const bridge = this.bridge(network.id);
    run('ip', ['-n', namespace, 'link', 'add', bridge, 'type', 'bridge']);
    run('ip', ['-n', namespace, 'addr', 'add', `${within(network.cidr, numbers.dhcp)}/${prefix(network.cidr)}`, 'dev', bridge]);
    run('ip', ['-n', namespace, 'link', 'set', bridge, 'up']);
  }

  /** A foot of a router or balancer in a network. */
  private foot(owner: string, number: number, network: string, address: string): string {
    const name = `foot${number}`;
    const outer = `${owner.replace('sgc-', '')}f${number}`;
    run('ip', ['-n', namespace, 'link', 'add', outer, 'type', 'veth', 'peer', 'name', name, 'netns', owner]);
    run('ip', ['-n', namespace, 'link', 'set', outer, 'master', this.bridge(network), 'up']);
    run('ip', ['-n', owner, 'addr', 'add', `${address}/${prefix(this.of(network).cidr)}`, 'dev', name]);
    run('ip', ['-n', owner, 'link', 'set', name, 'up']);
    return name;
  }

  private router(
    router: Router,
    i: number,
    balancers: readonly Balancer[],
    publicAddresses: Readonly<Record<string, string>>,
  ): void {
    const name = this.props.house.namespace(`sgc-r${i}`);
    run('sysctl', ['-q', '-w', 'net.ipv4.ip_forward=1'], { namespace: name });
    router.feet.forEach(({ network, address }, number) => this.foot(name, number, network, address));
    if (!router.outside) return;
    run('ip', ['-n', cloud, 'link', 'add', `r${i}`, 'type', 'veth', 'peer', 'name', 'out', 'netns', name]);
    run('ip', ['-n', cloud, 'link', 'set', `r${i}`, 'master', outsideBridge, 'up']);
    run('ip', ['-n', name, 'addr', 'add', `${outside.prefix}${10 + i}/24`, 'dev', 'out']);
    run('ip', ['-n', name, 'link', 'set', 'out', 'up']);
    run('ip', ['-n', name, 'route', 'add', 'default', 'via', outside.router]);
    const own = new Set(router.feet.map(({ network }) => network));
    const floating = balancers
      .filter((one) => one.isPublic && own.has(one.network))
      .map((one) => [publicAddresses[one.name] ?? '', one.address]);
    for (const [address] of floating) run('ip', ['-n', name, 'addr', 'add', `${address ?? ''}/32`, 'dev', 'out']);
    run('nft', ['-f', '-'], {
      namespace: name,
      input: `table ip nat {
  chain in { type nat hook prerouting priority -100; ${floating.map(([from, to]) => `ip daddr ${from ?? ''} dnat to ${to ?? ''};`).join(' ')} }
  chain out { type nat hook postrouting priority 100; oifname "out" masquerade; }
}
`,
    });
  }

  /** HAProxy is what Octavia's amphorae run, too. */
  private balancer(balancer: Balancer, i: number): void {
    const { house } = this.props;
    const name = house.namespace(`sgc-b${i}`);
    run('sysctl', ['-q', '-w', 'net.ipv4.ip_forward=1', 'net.ipv4.ip_nonlocal_bind=1'], { namespace: name });
    const networks = [
      ...new Set([balancer.network, ...balancer.listeners.flatMap(({ members }) => members.map(({ network }) => network))]),
    ];
    networks.forEach((network, number) => this.foot(name, number, network, within(this.of(network).cidr, numbers.balancer + i)));
    run('ip', ['-n', name, 'addr', 'add', `${balancer.address}/32`, 'dev', 'foot0']);
    const { gateway } = this.of(balancer.network);
    if (gateway !== null) run('ip', ['-n', name, 'route', 'add', 'default', 'via', gateway]);
    const file = path.join(house.folder, `balancer-${i}.cfg`);
    const streams = balancer.listeners.filter(({ protocol }) => protocol === 'TCP');
    writeFileSync(
      file,
      `defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n\n${streams
        .map(
          ({ port, proxyProtocol, members }) =>
            `listen port${port}\n  bind ${balancer.address}:${port}\n  balance leastconn\n${members
              .map(
                (member, n) =>
                  `  server m${n} ${member.address}:${member.port} check inter 10s fall 3 rise 1${proxyProtocol ? ' send-proxy-v2 check-send-proxy' : ''}\n`,
              )
              .join('')}`,
        )
        .join('\n')}`,
    );
    house.start(`balancer-${i}`, 'haproxy', ['-f', file], { namespace: name });
    this.datagrams(balancer, name, () => true);
  }

  private datagrams(balancer: Balancer, name: string, up: (address: string) => boolean): void {
    const lines = balancer.listeners
      .filter(({ protocol }) => protocol === 'UDP')
      .flatMap(({ port, members }) => {
        const alive = members.filter(({ address }) => up(address));
        if (alive.length === 0) return [];
        return [
          `ip daddr ${balancer.address} udp dport ${port} dnat to numgen inc mod ${alive.length} map { ${alive.map(({ address }, n) => `${n} : ${address}`).join(', ')} }`,
        ];
      });
    run('nft', ['-f', '-'], {
      namespace: name,
      input: `table ip nat\ndelete table ip nat\ntable ip nat {\n  chain in { type nat hook prerouting priority -100; ${lines.join('; ')} ; }\n  chain out { type nat hook postrouting priority 100; meta l4proto udp masquerade ; }\n}\n`,
    });
  }

  private dhcp(): void {
    const { house, estate } = this.props;
    const lines = this.networks.flatMap((network, i) => {
      const server = within(network.cidr, numbers.dhcp);
      const routes = [`169.254.169.254/32,${server}`, ...network.routes.map(({ to, by }) => `${to},${by}`)];
      return [
        `interface=net${i}`,
        `dhcp-range=set:net${i},${network.cidr.split('/')[0] ?? ''},static,255.255.255.0,12h`,
        `dhcp-option=tag:net${i},option:classless-static-route,${[...routes, ...(network.gateway === null ? [] : [`0.0.0.0/0,${network.gateway}`])].join(',')}`,
        network.gateway === null
          ? `dhcp-option=tag:net${i},option:router`
          : `dhcp-option=tag:net${i},option:router,${network.gateway}`,
        ...(network.nameservers.length === 0
          ? []
          : [`dhcp-option=tag:net${i},option:dns-server,${network.nameservers.join(',')}`]),
      ];
    });
    const hosts = estate.ports.flatMap((port, i) => [
      `dhcp-host=${port.mac},set:port${i},${port.address}`,
      ...(port.nameservers === null ? [] : [`dhcp-option=tag:port${i},option:dns-server,${port.nameservers.join(',')}`]),
    ]);
    const file = path.join(house.folder, 'dhcp.conf');
    writeFileSync(file, [...lines, ...hosts, ''].join('\n'));
    house.start(
      'dhcp',
      'dnsmasq',
      [
        '--keep-in-foreground',
        '--port=0',
        `--conf-file=${file}`,
        '--user=root',
        '--pid-file=',
        `--dhcp-leasefile=${house.folder}/leases`,
        '--log-facility=-',
        '--bind-dynamic',
      ],
      { namespace },
    );
  }
}

/** Metadata of every server by each of its addresses, for the service at 169.254.169.254. */
export const metadataOf = (servers: readonly Server[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    servers.flatMap((server) =>
      server.ports.map(({ address }) => [
        address,
        { uuid: server.id, name: server.name, hostname: server.name, meta: server.metadata },
      ]),
    ),
  );
