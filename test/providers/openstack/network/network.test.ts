import { NetworkStack } from '../../../../lib/providers/openstack/network/network';
import { named, plan, resources, spaceOf, targetWith, templateOf, type Arguments, type Template } from '../synthesis';

const space = spaceOf('city-production');
const networkOf = (target = targetWith({ vpnaas: true })): Template =>
  templateOf((app) => new NetworkStack(app, 'network', { plan, target, space }));
const reference = networkOf();

const idOf = (template: Template, type: string, name: string): string => {
  const found = Object.entries(template.resource?.[`openstack_${type}`] ?? {}).find(([, one]) => one.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return `\${openstack_${type}.${found[0]}.id}`;
};

describe('The network of a space', () => {
  test('has a network and a subnet for each tier and zone, at the addresses of the plan', () => {
    const subnets = resources(reference, 'networking_subnet_v2').filter((subnet) => subnet.ip_version === 4);
    expect(Object.fromEntries(subnets.map((subnet) => [subnet.name, subnet.cidr]))).toEqual(
      Object.fromEntries(Object.values(space.network.subnets).map((subnet) => [`${space.name}-${subnet.id}`, subnet.cidr])),
    );
  });

  test('keeps the first addresses of each subnet out of its pool', () => {
    expect(named(reference, 'networking_subnet_v2', `${space.name}-app-a`).allocation_pool).toEqual([
      { start: '10.64.33.16', end: '10.64.33.254' },
    ]);
  });

  test('tells hosts of the data tier no way but to their own space', () => {
    for (const zone of space.network.zones) {
      const subnet = named(reference, 'networking_subnet_v2', `${space.name}-data-${zone}`);
      expect([subnet.no_gateway, subnet.gateway_ip]).toEqual([true, undefined]);
      const routes = resources(reference, 'networking_subnet_route_v2').filter(
        (route) => route.subnet_id === idOf(reference, 'networking_subnet_v2', String(subnet.name)),
      );
      expect(routes.map((route) => route.destination_cidr)).toEqual([space.network.cidr]);
    }
  });

  test('names no resolver by DHCP, since hosts would give it a route past the inner router', () => {
    const subnets = resources(reference, 'networking_subnet_v2').filter((subnet) => subnet.ip_version === 4);
    expect(new Set(subnets.map((subnet) => JSON.stringify(subnet.dns_nameservers)))).toEqual(new Set(['["0.0.0.0"]']));
  });

  test('joins app and data only to a router without a way out', () => {
    const inner = named(reference, 'networking_router_v2', `${space.name}-router`);
    const edge = named(reference, 'networking_router_v2', `${space.name}-edge-router`);
    expect(inner.external_network_id).toBeUndefined();
    expect(edge.external_network_id).toMatch(/^\$\{data\.openstack_networking_network_v2\.routers_outside_\w+\.id\}$/);
    const edgeInterfaces = resources(reference, 'networking_router_interface_v2').filter(
      (one) => one.router_id === idOf(reference, 'networking_router_v2', `${space.name}-edge-router`),
    );
    const edgeSubnets = resources(reference, 'networking_subnet_v2')
      .filter((subnet) => String(subnet.name).includes('-edge-'))
      .map((subnet) => idOf(reference, 'networking_subnet_v2', String(subnet.name)));
    expect(edgeInterfaces.map((one) => one.subnet_id).sort()).toEqual(edgeSubnets.sort());
  });

  test('leaves the translation of addresses to the operator, who alone may switch it', () => {
    expect(JSON.stringify(reference)).not.toContain('enable_snat');
  });

  test('gives every host its address, the metadata and the way out, and nothing else', () => {
    const base = idOf(reference, 'networking_secgroup_v2', `${space.name}-base`);
    const rules = resources(reference, 'networking_secgroup_rule_v2').filter((rule) => rule.security_group_id === base);
    const text = (rule: Arguments): string =>
      [rule.direction, rule.protocol, rule.port_range_min, rule.remote_ip_prefix].join(' ');
    expect(rules.map(text).sort()).toEqual([
      'egress tcp 3128 10.64.33.4/32',
      'egress tcp 53 10.64.33.4/32',
      'egress tcp 80 169.254.169.254/32',
      'egress udp 123 10.64.33.4/32',
      'egress udp 53 10.64.33.4/32',
      'egress udp 67 10.64.32.0/20',
      'egress udp 67 255.255.255.255/32',
    ]);
  });

  test('denies by default: no group keeps the rules that Neutron would give it', () => {
    const groups = resources(reference, 'networking_secgroup_v2');
    expect(groups.map((group) => group.delete_default_rules)).toEqual(groups.map(() => true));
  });

  test('has a private zone where the cloud has a name service', () => {
    expect(resources(reference, 'dns_zone_v2').map((zone) => zone.name)).toEqual([`${space.network.privateDomain}.`]);
    const without = networkOf(targetWith({ vpnaas: true, designate: false }));
    expect(resources(without, 'dns_zone_v2')).toEqual([]);
    expect(resources(without, 'networking_network_v2').some((network) => 'dns_domain' in network)).toBe(false);
  });
});

describe('The way out of a space', () => {
  test('is one balancer at the fourth address of the first app subnet, for the space alone', () => {
    const [balancer] = resources(reference, 'lb_loadbalancer_v2');
    expect([balancer?.vip_address, balancer?.loadbalancer_provider]).toEqual(['10.64.33.4', 'amphora']);
    const listeners = resources(reference, 'lb_listener_v2');
    expect(listeners.map((listener) => `${String(listener.protocol)} ${String(listener.protocol_port)}`).sort()).toEqual([
      'TCP 3128',
      'TCP 53',
      'UDP 123',
      'UDP 53',
    ]);
    expect(listeners.map((listener) => listener.allowed_cidrs)).toEqual(listeners.map(() => [space.network.cidr]));
  });

  test("leads to the region's proxies, of which none stands in the space", () => {
    expect(resources(reference, 'compute_instance_v2')).toEqual([]);
    for (const members of resources(reference, 'lb_members_v2')) {
      expect((members.member as Arguments[]).map((member) => member.address)).toEqual(['10.64.2.10', '10.64.6.10']);
    }
  });

  test.each([{ octaviaAmphora: false }, { rbacByUsers: false }])('leads to proxies of its own on a cloud with %p', (flags) => {
    const own = networkOf(targetWith({ vpnaas: true, ...flags }));
    expect(
      resources(own, 'compute_instance_v2')
        .map((server) => server.name)
        .sort(),
    ).toEqual([`${space.name}-egress-a-1`, `${space.name}-egress-b-1`]);
    for (const members of resources(own, 'lb_members_v2')) {
      expect((members.member as Arguments[]).map((member) => member.address)).toEqual(['10.64.32.10', '10.64.36.10']);
    }
  });

  test('asks the plain driver for nothing it cannot do', () => {
    const plain = networkOf(targetWith({ vpnaas: true, octaviaAmphora: false }));
    expect(resources(plain, 'lb_listener_v2').some((listener) => 'allowed_cidrs' in listener)).toBe(false);
    expect(new Set(resources(plain, 'lb_pool_v2').map((pool) => pool.lb_method))).toEqual(new Set(['SOURCE_IP_PORT']));
  });
});
