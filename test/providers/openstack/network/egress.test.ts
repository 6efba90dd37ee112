import fc from 'fast-check';
import { EgressStack } from '../../../../lib/providers/openstack/network/egress';
import { allowMetadata, egressUserData } from '../../../../lib/providers/openstack/hosts/host-egress';
import { plan, resources, targetWith, templateOf, type Arguments } from '../synthesis';

const target = targetWith();
const egress = templateOf((app) => new EgressStack(app, 'egress', { plan, target }));
const ends = (type: string): readonly string[] => Object.keys(egress.resource?.[`openstack_${type}`] ?? {});

describe("The region's way out", () => {
  test('shares its inner networks with each space by name, and with nobody else', () => {
    const policies = resources(egress, 'networking_rbac_policy_v2');
    expect(policies).toHaveLength(Object.keys(plan.spaces).length * plan.egress.zones.length);
    for (const policy of policies) {
      expect(policy.action).toBe('access_as_shared');
      expect(policy.object_id).toMatch(/openstack_networking_network_v2\.transit-[ab]_/);
      expect(policy.target_tenant).toMatch(
        /^\$\{data\.openstack_identity_project_v3\.project-(city|county)-(production|staging)\.id\}$/,
      );
    }
  });

  test('routes only the side that no space sees', () => {
    const interfaces = resources(egress, 'networking_router_interface_v2').map((one) => String(one.subnet_id));
    expect(interfaces).toHaveLength(2);
    for (const subnet of interfaces) expect(subnet).toMatch(/\.gateway-[ab]_/);
    const inner = resources(egress, 'networking_subnet_v2').filter((subnet) => String(subnet.name).includes('transit'));
    expect(inner.map((subnet) => subnet.no_gateway)).toEqual([true, true]);
  });

  test("tells its hosts the cloud's resolvers on the side that leads there, and none on the other", () => {
    const subnets = resources(egress, 'networking_subnet_v2').map((one) => [
      /gateway|transit/.exec(String(one.name))?.[0],
      one.dns_nameservers,
    ]);
    expect(subnets.filter(([side]) => side === 'transit').map(([, servers]) => servers)).toEqual([['0.0.0.0'], ['0.0.0.0']]);
    const told = resources(egress, 'networking_port_v2').map((port) => [
      /gateway|transit/.exec(String(port.network_id))?.[0],
      port.extra_dhcp_option,
    ]);
    const option = [{ name: 'dns-server', value: target.cloud.nameservers.join(',') }];
    expect(told.filter(([side]) => side === 'gateway').map(([, options]) => options)).toEqual([option, option]);
    expect(told.filter(([side]) => side === 'transit').map(([, options]) => options)).toEqual([undefined, undefined]);
  });

  test('is a pair of hosts, each with a foot on both sides, kept apart', () => {
    const servers = resources(egress, 'compute_instance_v2');
    expect(servers.map((server) => server.name).sort()).toEqual(['reference-egress-a-1', 'reference-egress-b-1']);
    expect(
      servers.map((server) =>
        (server.network as Arguments[]).map((network) => /\.proxies_(back|front)/.exec(String(network.port))?.[1]),
      ),
    ).toEqual([
      ['back', 'front'],
      ['back', 'front'],
    ]);
    expect(servers.map((server) => server.availability_zone).sort()).toEqual(['az1', 'az2']);
    expect(resources(egress, 'compute_servergroup_v2')).toMatchObject([{ policies: ['anti-affinity'] }]);
    expect(servers.map((server) => (server.block_device as Arguments[])[0]?.volume_type)).toEqual(['luks', 'luks']);
  });

  test('lets clients in on four ports from the inner networks alone', () => {
    const rules = resources(egress, 'networking_secgroup_rule_v2').filter((rule) => rule.direction === 'ingress');
    expect(
      rules.map((rule) => `${String(rule.remote_ip_prefix)} ${String(rule.protocol)} ${String(rule.port_range_min)}`).sort(),
    ).toEqual(
      ['10.64.2.0/24', '10.64.6.0/24'].flatMap((cidr) => [
        `${cidr} tcp 3128`,
        `${cidr} tcp 53`,
        `${cidr} udp 123`,
        `${cidr} udp 53`,
      ]),
    );
  });

  test('opens the port of the relay, and only when there is one', () => {
    const mail = (relay: string) =>
      resources(
        templateOf((app) => new EgressStack(app, 'egress', { plan, target: targetWith({}, { mailRelay: relay }) })),
        'networking_secgroup_rule_v2',
      ).filter((rule) => [25, 587].includes(Number(rule.port_range_min)));
    expect(mail('')).toEqual([]);
    expect(
      mail('smtp.example')
        .map((rule) => `${String(rule.direction)} ${String(rule.remote_ip_prefix)}`)
        .sort(),
    ).toEqual(['egress 0.0.0.0/0', 'ingress 10.64.2.0/24', 'ingress 10.64.6.0/24']);
  });

  test('has two proxies where there is a single zone', () => {
    const single = { ...plan, egress: { ...plan.egress, zones: ['a'] } };
    const one = templateOf((app) => new EgressStack(app, 'egress', { plan: single, target }));
    expect(
      resources(one, 'compute_instance_v2')
        .map((server) => server.name)
        .sort(),
    ).toEqual(['reference-egress-a-1', 'reference-egress-a-2']);
  });

  test('takes its list from metadata, so that a new name replaces no proxy', () => {
    const longer = { ...plan, egress: { ...plan.egress, allow: [...plan.egress.allow, 'new.example'] } };
    const changed = templateOf((app) => new EgressStack(app, 'egress', { plan: longer, target }));
    for (const id of ends('compute_instance_v2')) {
      const [before, after] = [egress, changed].map((template) => template.resource?.openstack_compute_instance_v2?.[id]);
      expect(after?.user_data).toBe(before?.user_data);
      expect(after?.metadata).not.toBe(before?.metadata);
    }
  });
});

describe('The list of allowed names', () => {
  test('is packed into values that Nova takes, and loses nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.domain(), { minLength: 30, maxLength: 60 }), (names) => {
        const values = Object.values(allowMetadata(names));
        expect(values.every((value) => value.length <= 255)).toBe(true);
        expect(
          values
            .flatMap((value) => value.split(' '))
            .filter((name) => name !== '')
            .sort(),
        ).toEqual([...names].sort());
      }),
    );
  });

  test('is the same for the same names in another order', () => {
    expect(allowMetadata(['b.example', 'a.example'])).toEqual({ 'allow-000': 'a.example b.example' });
  });
});

describe('A proxy host', () => {
  const text = egressUserData({
    egress: plan.egress,
    cloud: target.cloud,
    cloudPorts: [5000],
    clients: ['10.64.2.0/24'],
    addresses: ['10.64.2.10', '10.64.6.10'],
    relay: null,
  });
  const squid = text.slice(text.indexOf('http_port'), text.indexOf('ssl_bump terminate all'));

  test('refuses what is inside before it looks at the list, and what is not listed after it', () => {
    const order = [
      'http_access deny !clients',
      'http_access allow cloud cloud_ports',
      'http_access deny inside',
      'http_access allow exact',
      'http_access allow wild',
      'http_access deny all',
    ];
    const places = order.map((line) => squid.indexOf(line));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('compares the name in the handshake too', () => {
    expect(squid).toContain('ssl_bump peek greeting');
    expect(squid).toContain('ssl_bump splice exact_sni');
    expect(text).toContain('ssl_bump terminate all');
  });

  test('passes mail on to the one relay, and takes none where there is none', () => {
    const { address, ...relay } = { address: '10.64.2.0/24', host: 'smtp.example', port: 587 };
    const passing = egressUserData({
      egress: plan.egress,
      cloud: target.cloud,
      cloudPorts: [],
      clients: [address],
      addresses: [],
      relay,
    });
    expect(passing).toContain('systemd-socket-proxyd smtp.example:587');
    expect(text).not.toContain('mail-relay');
  });

  test('answers questions for names at its own addresses only, since the image has a resolver at others', () => {
    expect(text).toContain('  interface: 10.64.2.10\n        interface: 10.64.6.10\n        ip-freebind: yes\n');
    expect(text).not.toContain('interface: 0.0.0.0');
  });

  test('resolves no name but those listed', () => {
    expect(text).toContain('local-zone: "." refuse');
  });

  test('stays below what Nova takes, and holds no secret', () => {
    expect(Buffer.byteLength(text) * (4 / 3)).toBeLessThan(65_535);
    expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY|password/i);
  });
});
