import { NetworkStack } from '../../../../lib/providers/openstack/network/network';
import { named, plan, resources, spaceOf, targetWith, templateOf, type Template } from '../synthesis';

const space = spaceOf('city-production');
const networkOf = (target = targetWith()): Template =>
  templateOf((app) => new NetworkStack(app, 'network', { plan, target, space }));

describe("An encrypted link by the cloud's own service", () => {
  const template = networkOf(targetWith({ vpnaas: true }));

  test('sets every value of both policies, and none of the weak defaults', () => {
    expect(resources(template, 'vpnaas_ike_policy_v2')).toMatchObject([
      {
        ike_version: 'v2',
        encryption_algorithm: 'aes-256-gcm-16',
        auth_algorithm: 'sha384',
        pfs: 'group20',
        lifetime: [{ units: 'seconds', value: 28_800 }],
      },
    ]);
    expect(resources(template, 'vpnaas_ipsec_policy_v2')).toMatchObject([
      {
        transform_protocol: 'esp',
        encapsulation_mode: 'tunnel',
        encryption_algorithm: 'aes-256-gcm-16',
        auth_algorithm: 'sha384',
        pfs: 'group20',
      },
    ]);
  });

  test('knows a second suite for services that cannot do more', () => {
    const older = networkOf(targetWith({ vpnaas: true }, { vpnSuite: 'compatible' }));
    expect(resources(older, 'vpnaas_ike_policy_v2')).toMatchObject([
      { ike_version: 'v2', encryption_algorithm: 'aes-256', auth_algorithm: 'sha256', pfs: 'group14' },
    ]);
  });

  test('takes its key from a variable that is never shown', () => {
    expect(resources(template, 'vpnaas_site_connection_v2')).toMatchObject([
      { psk: '${var.psk_town_hall}', peer_address: '198.51.100.7', peer_id: '198.51.100.7' },
    ]);
    expect(template.variable).toMatchObject({ psk_town_hall: { type: 'string', sensitive: true } });
    expect(template.variable?.psk_town_hall).not.toHaveProperty('default');
  });

  test('ends on a router of its own, to which the inner router sends what is meant for the other side', () => {
    const inner = named(template, 'networking_router_v2', `${space.name}-router`);
    expect(inner.external_network_id).toBeUndefined();
    expect(named(template, 'networking_router_v2', `${space.name}-vpn-router`).external_network_id).toBeDefined();
    expect(resources(template, 'networking_router_routes_v2')).toMatchObject([
      { routes: [{ destination_cidr: '192.0.2.0/24', next_hop: '10.64.33.3' }] },
    ]);
  });

  test('is found by replies from the edge, which would else leave by its own router', () => {
    const routes = resources(template, 'networking_subnet_route_v2').filter((route) => route.destination_cidr === '192.0.2.0/24');
    expect(routes.map((route) => route.next_hop).sort()).toEqual(['10.64.32.2', '10.64.36.2']);
  });

  test('never touches the data tier', () => {
    const feet = resources(template, 'networking_port_v2').filter((port) => String(port.name).includes('vpn-router'));
    expect(feet.map((port) => String(port.name).slice(`${space.name}-vpn-router-`.length)).sort()).toEqual([
      'app-a',
      'app-b',
      'edge-a',
      'edge-b',
    ]);
  });
});

describe('An encrypted link by a host of ours', () => {
  const template = networkOf();

  test('stands in where the cloud has no such service', () => {
    expect(resources(template, 'vpnaas_service_v2')).toEqual([]);
    expect(resources(template, 'compute_instance_v2').map((server) => server.name)).toEqual([`${space.name}-tunnel`]);
    expect(resources(template, 'networking_router_routes_v2')).toMatchObject([
      { routes: [{ destination_cidr: '192.0.2.0/24', next_hop: '10.64.32.5' }] },
    ]);
  });

  test('fetches its keys where staff filed them', () => {
    const text = String(resources(template, 'compute_instance_v2')[0]?.user_data);
    expect(text).toContain(`psk-town-hall ${space.name}-town-hall-psk`);
    expect(text).toContain('{{secret:psk-town-hall}}');
    expect(resources(template, 'identity_application_credential_v3').map((one) => one.access_rules)).toEqual(
      Array(2).fill([
        { service: 'key-manager', method: 'GET', path: '/v1/secrets' },
        { service: 'key-manager', method: 'GET', path: '/v1/secrets/*/payload' },
      ]),
    );
  });

  test('talks to the other gateway alone from outside, and carries no key', () => {
    const fromOutside = resources(template, 'networking_secgroup_rule_v2').filter(
      (rule) => rule.direction === 'ingress' && rule.protocol === 'udp',
    );
    expect(fromOutside.map((rule) => `${String(rule.remote_ip_prefix)} ${String(rule.port_range_min)}`).sort()).toEqual([
      '198.51.100.7/32 4500',
      '198.51.100.7/32 500',
    ]);
    expect(template.variable).toBeUndefined();
  });
});

test('A space without connections has no tunnel of either kind', () => {
  const county = templateOf(
    (app) =>
      new NetworkStack(app, 'network', { plan, target: targetWith({ vpnaas: true }), space: spaceOf('county-production') }),
  );
  expect([
    resources(county, 'vpnaas_service_v2'),
    resources(county, 'networking_router_routes_v2'),
    resources(county, 'compute_instance_v2'),
  ]).toEqual([[], [], []]);
});
