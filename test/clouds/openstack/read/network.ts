import type { Resource } from '../../../../lib/evidence/resource';
import { textAt, valuesAt } from '../../../../lib/evidence/value';
import { names } from '../../../../lib/providers/openstack/names';
import { addressesOf, type Body, type Estate, listOf, namesOf, ports, sorted, text, texts } from './estate';
import { eachOf, type Kind, nameAt, plain, wordsAt } from './kind';

const subnets = (estate: Estate): Promise<readonly Body[]> => listOf(estate, 'network', '/subnets?ip_version=4', 'subnets');
const routers = (estate: Estate): Promise<readonly Body[]> => listOf(estate, 'network', '/routers', 'routers');
const networks = (estate: Estate): Promise<readonly Body[]> => listOf(estate, 'network', '/networks', 'networks');

/** Ports that somebody made by name; routers, name servers and balancers make others for themselves. */
const namedPorts = async (estate: Estate): Promise<readonly Body[]> =>
  (await ports(estate)).filter(({ name }) => text(name) !== '' && !text(name).startsWith('octavia-lb-'));

const fixedAddresses = ({ properties }: Resource): readonly string[] =>
  valuesAt(properties, 'fixed_ip').flatMap((one) => {
    const address = textAt(one, 'ip_address');
    return address === '' ? [] : [`${textAt(properties, 'name')} ${address}`];
  });

const poolsOf = (value: unknown): string =>
  sorted(((value ?? []) as readonly Body[]).map(({ start, end }) => `${text(start)}-${text(end)}`));

export const networkKinds: readonly Kind[] = [
  {
    type: 'addresses of the plan',
    expected: (_, plan) =>
      Object.values(plan.spaces).flatMap((space) =>
        Object.values(space.network.subnets).map((subnet) => `${names.subnet(space, subnet)} ${subnet.cidr}`),
      ),
    // Only the spaces' own: way out and links are compared with what was synthesized.
    seen: async (estate) =>
      (await subnets(estate))
        .map((body) => `${text(body.name)} ${text(body.cidr)}`)
        .filter((line) => !/-(?:egress|link)-/.test(line)),
  },
  plain('networking_network_v2', ['network', '/networks', 'networks'], {
    plain: ['name', 'description', 'port_security_enabled', 'admin_state_up'],
    lists: ['tags'],
  }),
  {
    type: 'networking_subnet_v2',
    expected: eachOf('networking_subnet_v2', (resource, evidence) => {
      const { properties } = resource;
      const pools = valuesAt(properties, 'allocation_pool').map((pool) => `${textAt(pool, 'start')}-${textAt(pool, 'end')}`);
      return `${textAt(properties, 'name')} of ${nameAt(evidence, resource, 'network_id')} ${textAt(properties, 'cidr')} by ${textAt(properties, 'gateway_ip')} dns ${wordsAt(resource, 'dns_nameservers')} dhcp ${textAt(properties, 'enable_dhcp')} pools ${sorted(pools)}`;
    }),
    seen: async (estate) => {
      const nets = namesOf(await networks(estate));
      return (await subnets(estate)).map(
        (body) =>
          `${text(body.name)} of ${nets.get(text(body.network_id)) ?? ''} ${text(body.cidr)} by ${text(body.gateway_ip)} dns ${sorted(texts(body.dns_nameservers))} dhcp ${text(body.enable_dhcp)} pools ${poolsOf(body.allocation_pools)}`,
      );
    },
  },
  {
    type: 'networking_subnet_route_v2',
    expected: eachOf(
      'networking_subnet_route_v2',
      (resource, evidence) =>
        `${nameAt(evidence, resource, 'subnet_id')}: ${textAt(resource.properties, 'destination_cidr')} by ${textAt(resource.properties, 'next_hop')}`,
    ),
    seen: async (estate) =>
      (await subnets(estate)).flatMap(({ name, host_routes: routes }) =>
        (routes as readonly Body[]).map(({ destination, nexthop }) => `${text(name)}: ${text(destination)} by ${text(nexthop)}`),
      ),
  },
  {
    type: 'networking_router_v2',
    expected: eachOf('networking_router_v2', ({ properties }) => {
      const outside = properties.external_network_id === undefined ? 'no way out' : 'to the outside';
      return `${textAt(properties, 'name')} ${outside} up ${textAt(properties, 'admin_state_up')}`;
    }),
    seen: async (estate) =>
      (await routers(estate)).map((body) => {
        const outside = body.external_gateway_info === null ? 'no way out' : 'to the outside';
        return `${text(body.name)} ${outside} up ${text(body.admin_state_up)}`;
      }),
  },
  {
    type: 'networking_router_interface_v2',
    expected: eachOf('networking_router_interface_v2', (resource, evidence) => {
      const subnet = nameAt(evidence, resource, 'subnet_id');
      const port = nameAt(evidence, resource, 'port_id');
      return `${nameAt(evidence, resource, 'router_id')} at ${subnet === '' ? `port ${port}` : subnet}`;
    }),
    seen: async (estate) => {
      const [byRouter, bySubnet] = [namesOf(await routers(estate)), namesOf(await subnets(estate))];
      return (await ports(estate))
        .filter(({ device_owner: owner }) => owner === 'network:router_interface')
        .map((port) => {
          const subnet = addressesOf(port).map(({ subnet_id: id }) => bySubnet.get(id) ?? id);
          const place = text(port.name) === '' ? sorted(subnet) : `port ${text(port.name)}`;
          return `${byRouter.get(text(port.device_id)) ?? ''} at ${place}`;
        });
    },
  },
  {
    type: 'networking_port_v2',
    expected: eachOf('networking_port_v2', (resource, evidence) => {
      const { properties } = resource;
      const held = textAt(properties, 'no_security_groups') === 'true' ? '' : nameAt(evidence, resource, 'security_group_ids');
      return `${textAt(properties, 'name')} in ${nameAt(evidence, resource, 'fixed_ip.subnet_id')} held by ${held}`;
    }),
    seen: async (estate) => {
      const [bySubnet, groups] = [namesOf(await subnets(estate)), namesOf(await allGroups(estate))];
      return (await namedPorts(estate)).map((port) => {
        const places = addressesOf(port).map(({ subnet_id: id }) => bySubnet.get(id) ?? id);
        const held = texts(port.security_groups).map((id) => groups.get(id) ?? id);
        return `${text(port.name)} in ${sorted(places)} held by ${sorted(held)}`;
      });
    },
  },
  {
    type: 'addresses of ports',
    expected: (evidence) => evidence.ofType('networking_port_v2').flatMap(fixedAddresses),
    // Where the plan leaves the address to the cloud, there is nothing to compare.
    seen: async (estate, evidence) => {
      const fixed = new Set(
        evidence
          .ofType('networking_port_v2')
          .filter((resource) => fixedAddresses(resource).length > 0)
          .map(({ properties }) => textAt(properties, 'name')),
      );
      return (await namedPorts(estate))
        .filter(({ name }) => fixed.has(text(name)))
        .flatMap((port) => addressesOf(port).map(({ ip_address: address }) => `${text(port.name)} ${address}`));
    },
  },
  {
    type: 'networking_floatingip_v2',
    expected: eachOf(
      'networking_floatingip_v2',
      (resource, evidence) =>
        `${textAt(resource.properties, 'description')} at ${nameAt(evidence, resource, 'port_id')} tags ${wordsAt(resource, 'tags')}`,
    ),
    seen: async (estate) => {
      const byPort = namesOf(await ports(estate));
      return (await listOf(estate, 'network', '/floatingips', 'floatingips')).map(
        (body) => `${text(body.description)} at ${byPort.get(text(body.port_id)) ?? ''} tags ${sorted(texts(body.tags))}`,
      );
    },
  },
  {
    type: 'networking_rbac_policy_v2',
    expected: eachOf(
      'networking_rbac_policy_v2',
      (resource, evidence) =>
        `${nameAt(evidence, resource, 'object_id')} ${textAt(resource.properties, 'action')} for ${nameAt(evidence, resource, 'target_tenant')}`,
    ),
    seen: async (estate) => {
      const nets = namesOf(await networks(estate));
      return (await listOf(estate, 'network', '/rbac-policies?object_type=network', 'rbac_policies')).map(
        (body) =>
          `${nets.get(text(body.object_id)) ?? ''} ${text(body.action)} for ${estate.projects.get(text(body.target_tenant)) ?? text(body.target_tenant)}`,
      );
    },
  },
];

const allGroups = (estate: Estate): Promise<readonly Body[]> => listOf(estate, 'network', '/security-groups', 'security_groups');
