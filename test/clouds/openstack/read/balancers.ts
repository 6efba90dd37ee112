import type { Evidence } from '../../../../lib/evidence/resource';
import { targetsAt } from '../../../../lib/evidence/pointer-target';
import { pointersIn, textAt, textsAt, valuesAt } from '../../../../lib/evidence/value';
import { addressesOf, type Body, type Estate, listOf, namesOf, ports, sorted, text, texts } from './estate';
import { eachOf, type Kind, nameAt, wordsAt } from './kind';

const octavia = (estate: Estate, path: string): Promise<readonly Body[]> =>
  listOf(estate, 'load-balancer', `/lbaas/${path}`, path);

const firstId = (value: unknown): string => text(((value ?? []) as readonly Body[])[0]?.id);

/** Name of the port that has an address, whether the plan gave it or the cloud will. */
const portAt = (evidence: Evidence, address: string): string => {
  const pointed = pointersIn(address).map(({ resource: id }) => textAt(evidence.tryFind(id)?.properties, 'name'));
  const [fixed] = evidence
    .ofType('networking_port_v2')
    .filter(({ properties }) => textsAt(properties, 'fixed_ip.ip_address').includes(address));
  return sorted(fixed === undefined ? pointed : [textAt(fixed.properties, 'name')]);
};

export const balancerKinds: readonly Kind[] = [
  {
    type: 'lb_loadbalancer_v2',
    expected: eachOf('lb_loadbalancer_v2', (resource, evidence) => {
      const { properties } = resource;
      const subnets = [
        ...targetsAt(evidence, resource, 'vip_subnet_id'),
        ...targetsAt(evidence, resource, 'vip_port_id').flatMap((port) => targetsAt(evidence, port, 'fixed_ip.subnet_id')),
      ].map((subnet) => textAt(subnet.properties, 'name'));
      return `${textAt(properties, 'name')} by ${textAt(properties, 'loadbalancer_provider')} in ${sorted(subnets)}: ${textAt(properties, 'description')} ${textAt(properties, 'vip_address')} ACTIVE`;
    }),
    seen: async (estate, evidence) => {
      // An address that the plan leaves to the cloud is not compared.
      const fixed = new Set(
        evidence
          .ofType('lb_loadbalancer_v2')
          .filter(({ properties }) => /^[\d.]+$/.test(textAt(properties, 'vip_address')))
          .map(({ properties }) => textAt(properties, 'name')),
      );
      const subnets = namesOf(await listOf(estate, 'network', '/subnets?ip_version=4', 'subnets'));
      return (await octavia(estate, 'loadbalancers')).map((body) => {
        const subnet = subnets.get(text(body.vip_subnet_id)) ?? '';
        const address = fixed.has(text(body.name)) ? text(body.vip_address) : '';
        return `${text(body.name)} by ${text(body.provider)} in ${subnet}: ${text(body.description)} ${address} ${text(body.provisioning_status)}`;
      });
    },
  },
  {
    type: 'lb_listener_v2',
    expected: eachOf('lb_listener_v2', (resource, evidence) => {
      const { properties } = resource;
      return `${textAt(properties, 'name')} of ${nameAt(evidence, resource, 'loadbalancer_id')} ${textAt(properties, 'protocol')} ${textAt(properties, 'protocol_port')} from ${wordsAt(resource, 'allowed_cidrs')} to ${nameAt(evidence, resource, 'default_pool_id')}`;
    }),
    seen: async (estate) => {
      const [balancers, pools] = [namesOf(await octavia(estate, 'loadbalancers')), namesOf(await octavia(estate, 'pools'))];
      return (await octavia(estate, 'listeners')).map(
        (body) =>
          `${text(body.name)} of ${balancers.get(firstId(body.loadbalancers)) ?? ''} ${text(body.protocol)} ${text(body.protocol_port)} from ${sorted(texts(body.allowed_cidrs))} to ${pools.get(text(body.default_pool_id)) ?? ''}`,
      );
    },
  },
  {
    type: 'lb_pool_v2',
    expected: eachOf('lb_pool_v2', (resource, evidence) => {
      const { properties } = resource;
      return `${textAt(properties, 'name')} of ${nameAt(evidence, resource, 'loadbalancer_id')} ${textAt(properties, 'protocol')} ${textAt(properties, 'lb_method')}`;
    }),
    seen: async (estate) => {
      const balancers = namesOf(await octavia(estate, 'loadbalancers'));
      return (await octavia(estate, 'pools')).map(
        (body) =>
          `${text(body.name)} of ${balancers.get(firstId(body.loadbalancers)) ?? ''} ${text(body.protocol)} ${text(body.lb_algorithm)}`,
      );
    },
  },
  {
    type: 'lb_monitor_v2',
    expected: eachOf('lb_monitor_v2', (resource, evidence) => {
      const { properties } = resource;
      return `${nameAt(evidence, resource, 'pool_id')} by ${textAt(properties, 'type')} each ${textAt(properties, 'delay')} s, ${textAt(properties, 'timeout')} s, ${textAt(properties, 'max_retries')} times`;
    }),
    seen: async (estate) => {
      const pools = namesOf(await octavia(estate, 'pools'));
      return (await octavia(estate, 'healthmonitors')).map(
        (body) =>
          `${pools.get(firstId(body.pools)) ?? ''} by ${text(body.type)} each ${text(body.delay)} s, ${text(body.timeout)} s, ${text(body.max_retries)} times`,
      );
    },
  },
  {
    type: 'lb_members_v2',
    expected: (evidence) =>
      evidence.ofType('lb_members_v2').flatMap((resource) =>
        valuesAt(resource.properties, 'member').map((member) => {
          return `${nameAt(evidence, resource, 'pool_id')} to ${portAt(evidence, textAt(member, 'address'))}:${textAt(member, 'protocol_port')}`;
        }),
      ),
    seen: async (estate) => {
      const byAddress = new Map(
        (await ports(estate)).flatMap((port) =>
          addressesOf(port).map(
            ({ subnet_id: subnet, ip_address: address }) => [`${subnet} ${address}`, text(port.name)] as const,
          ),
        ),
      );
      const pools = await octavia(estate, 'pools');
      const lines = pools.map(async ({ id, name }) =>
        (await listOf(estate, 'load-balancer', `/lbaas/pools/${text(id)}/members`, 'members')).map(
          ({ subnet_id: subnet, address, protocol_port: port }) =>
            `${text(name)} to ${byAddress.get(`${text(subnet)} ${text(address)}`) ?? text(address)}:${text(port)}`,
        ),
      );
      return (await Promise.all(lines)).flat();
    },
  },
];
