import { LinkAnswer, LinkCall, LinkStack } from '../../../../lib/providers/openstack/network/links';
import { linkAddress } from '../../../../lib/providers/openstack/network/proxy-address';
import { GovStack } from '../../../../lib/providers/openstack/stack';
import { plan, resources, spaceOf, targetWith, templateOf, type Arguments, type Template } from '../synthesis';

const found = Object.values(plan.links).find((one) => one.from.space === 'city-production');
if (found === undefined) throw new Error('the reference region declares no link');
const link = found;
const target = targetWith();

const answer = (to = target): Template =>
  templateOf((app) => {
    const stack = new GovStack(app, 'answer', { plan, target: to, level: 'tenant', space: link.to.space });
    new LinkAnswer(stack, 'link', {
      plan,
      target: to,
      link,
      members: [{ address: '10.64.80.20', subnetId: 'edge' }],
      memberPort: 8443,
    });
    return stack;
  });
const call = (to = target): Template =>
  templateOf((app) => {
    const stack = new GovStack(app, 'call', { plan, target: to, level: 'tenant', space: link.from.space });
    new LinkCall(stack, 'link', { plan, target: to, space: spaceOf(link.from.space), link });
    return stack;
  });

describe('A link between two services', () => {
  const network = templateOf((app) => new LinkStack(app, 'link', { plan, target, link }));

  test('has a network of its own that its two projects see and nobody else', () => {
    expect(resources(network, 'networking_subnet_v2').map((subnet) => [subnet.cidr, subnet.enable_dhcp])).toEqual([
      [link.cidr, false],
    ]);
    expect(resources(network, 'networking_rbac_policy_v2').map((policy) => policy.target_tenant)).toEqual([
      '${data.openstack_identity_project_v3.project-from.id}',
      '${data.openstack_identity_project_v3.project-to.id}',
    ]);
    expect(Object.values(network.data?.openstack_identity_project_v3 ?? {}).map((project) => project.name)).toEqual([
      'reference-city-production',
      'reference-county-production',
    ]);
    expect(resources(network, 'networking_router_interface_v2')).toEqual([]);
  });

  test("is reached by the caller's inner router and by no host", () => {
    const template = call();
    expect(Object.values(template.data?.openstack_networking_router_v2 ?? {}).map((router) => router.name)).toEqual([
      'reference-city-production-router',
    ]);
    expect(resources(template, 'networking_router_interface_v2')).toHaveLength(1);
    expect(resources(template, 'networking_port_v2')).toEqual([]);
  });

  test("answers at one address, on one port, to the caller's app tier", () => {
    const template = answer();
    expect(resources(template, 'lb_loadbalancer_v2').map((balancer) => balancer.vip_address)).toEqual([linkAddress(link)]);
    expect(
      resources(template, 'lb_listener_v2').map((listener) => [
        listener.protocol,
        listener.protocol_port,
        listener.allowed_cidrs,
      ]),
    ).toEqual([['TCP', 443, ['10.64.33.0/24', '10.64.37.0/24']]]);
    expect(resources(template, 'lb_members_v2').map((members) => members.member as Arguments[])).toMatchObject([
      [{ address: '10.64.80.20', protocol_port: 8443 }],
    ]);
  });

  test.each([{ rbacByUsers: false }, { octaviaAmphora: false }])(
    'makes nothing where it goes by the public entry (%p)',
    (flags) => {
      const poorer = targetWith(flags);
      expect([answer(poorer).resource, call(poorer).resource]).toEqual([undefined, undefined]);
    },
  );
});
