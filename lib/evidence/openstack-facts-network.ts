import type { Reader } from './aws-facts-network';
import { fact, type Fact, type Ports } from './fact';
import { hostText } from './host-text';
import { waysOut } from './openstack-crossings';
import { isEverywhere, tryRange } from './range';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { targetsAt } from './pointer-target';

/** What network resources of OpenStack say. */
export const openstackNetworkFacts: Readonly<Record<string, Reader>> = {
  networking_secgroup_v2: (group) => [
    fact(
      'defaultRules',
      'group',
      group,
      seenAs(switchSeen(group, 'delete_default_rules'), (deleted) => !deleted),
      {
        at: 'delete_default_rules',
      },
    ),
  ],
  networking_secgroup_rule_v2: (rule) => ruleFacts(rule),
  networking_network_v2: (network) => [
    fact(
      'sharing',
      'network',
      network,
      seenAs(seenAll([switchSeen(network, 'shared'), switchSeen(network, 'external')]), (open) =>
        open.some(Boolean) ? 'anyone' : 'named callers',
      ),
      { at: 'shared' },
    ),
    fact('spoofGuard', 'port', network, switchSeen(network, 'port_security_enabled', true), { at: 'port_security_enabled' }),
  ],
  lb_listener_v2: (listener, evidence) => listenerBound(listener, evidence),
  networking_port_v2: (port, evidence) => portFacts(port, evidence),
  networking_rbac_policy_v2: (policy) => [
    fact(
      'sharing',
      'network',
      policy,
      seenAs(textSeen(policy, 'target_tenant'), (tenant) => (tenant === '*' ? 'anyone' : 'named callers')),
      {
        at: 'target_tenant',
      },
    ),
  ],
  vpnaas_ike_policy_v2: (policy) => [
    fact(
      'strongSuites',
      'link',
      policy,
      seenAs(
        seenAll(['ike_version', 'encryption_algorithm', 'auth_algorithm', 'pfs'].map((key) => textSeen(policy, key))),
        isStrong,
      ),
    ),
  ],
  vpnaas_ipsec_policy_v2: (policy) => [
    fact(
      'strongSuites',
      'link',
      policy,
      seenAs(seenAll(['encryption_algorithm', 'auth_algorithm', 'pfs'].map((key) => textSeen(policy, key))), (texts) =>
        isStrong(['v2', ...texts]),
      ),
    ),
  ],
  compute_instance_v2: (host, evidence) => hostNetwork(host, evidence),
};

/** VPNaaS is weak where nothing is said: IKEv1, group 5, SHA-1. */
const isStrong = ([version = '', cipher = '', hash = '', group = '']: readonly string[]): boolean =>
  version === 'v2' &&
  /^aes-(128|192|256)/.test(cipher) &&
  /^sha(256|384|512)$/.test(hash) &&
  /^group(1[4-9]|2\d|31)$/.test(group);

const ruleFacts = (rule: Resource): readonly Fact[] => {
  const direction = textSeen(rule, 'direction');
  const kind = direction.known && direction.value === 'egress' ? 'egress' : 'ingress';
  const prefix = textSeen(rule, 'remote_ip_prefix');
  if (!prefix.known) return [fact(kind, 'group', rule, prefix, { at: 'remote_ip_prefix' })];
  const others = ['remote_group_id', 'remote_address_group_id'].map((key) => presentAt(rule, key));
  const hidden = others.find((one) => !one.known);
  if (hidden !== undefined && !hidden.known) return [fact(kind, 'group', rule, hidden, { at: 'remote_group_id' })];
  const isBounded = others.some((one) => one.known && one.value);
  const range = tryRange(prefix.value);
  const isOpen = prefix.value === '' ? !isBounded : range !== undefined && isEverywhere(range);
  return [fact(isOpen ? kind : 'within', 'group', rule, portsOf(rule), { at: isOpen ? 'remote_ip_prefix' : 'port_range_min' })];
};

const portsOf = (rule: Resource): Seen<Ports> =>
  seenAs(
    seenAll(['protocol', 'port_range_min', 'port_range_max'].map((key) => textSeen(rule, key))),
    ([protocol = '', first = '', last = '']): Ports => {
      const name = protocol === '' || protocol === '0' ? 'all' : (names[protocol] ?? 'other');
      return first === ''
        ? { protocol: name, first: 0, last: 65535 }
        : { protocol: name, first: Number(first), last: Number(last || first) };
    },
  );

const names: Readonly<Record<string, Ports['protocol']>> = {
  tcp: 'tcp',
  '6': 'tcp',
  udp: 'udp',
  '17': 'udp',
  icmp: 'icmp',
  'ipv6-icmp': 'icmp',
  '1': 'icmp',
};

/** A listener within a network answers named addresses only; the public entry answers everyone. */
const listenerBound = (listener: Resource, evidence: Evidence): readonly Fact[] => {
  const balancers = targetsAt(evidence, listener, 'loadbalancer_id');
  if (balancers.some((balancer) => targetsAt(evidence, balancer, 'vip_port_id').length > 0) || balancers.length === 0) return [];
  return [
    fact(
      'boundary',
      'endpoint',
      listener,
      seenAs(
        seenAt(listener, 'allowed_cidrs'),
        (ranges) =>
          ranges.length > 0 &&
          ranges.every((text) => {
            const range = tryRange(String(text));
            return range !== undefined && !isEverywhere(range);
          }),
      ),
      { at: 'allowed_cidrs' },
    ),
  ];
};

const portFacts = (port: Resource, evidence: Evidence): readonly Fact[] => {
  const isRouters = evidence
    .ofType('networking_router_interface_v2')
    .some((one) => targetsAt(evidence, one, 'port_id').includes(port));
  if (isRouters) return [];
  return [
    fact(
      'spoofGuard',
      'port',
      port,
      seenAs(
        seenAll([
          switchSeen(port, 'port_security_enabled', true),
          switchSeen(port, 'no_security_groups'),
          presentAt(port, 'security_group_ids'),
        ]),
        // A port that names no group gets the default group of its project.
        ([secured, bare, named]) => secured === true && bare !== true && named === true,
      ),
      { at: 'port_security_enabled' },
    ),
  ];
};

/** Ports of a host, and whether any of them has a public address that is open to all. */
const hostNetwork = (host: Resource, evidence: Evidence): readonly Fact[] => {
  const ports = targetsAt(evidence, host, 'network.port');
  const faces = evidence
    .ofType('networking_floatingip_v2', 'networking_floatingip_associate_v2')
    .filter((address) => targetsAt(evidence, address, 'port_id').some((port) => ports.includes(port)));
  const isOpen = faces.length > 0 && ports.some((port) => isOpenToAll(port, evidence));
  const text = hostText(host);
  const isDatabase = text.known && /\/etc\/patroni\/config\.yml|postgresql\.conf|\/etc\/mysql\//.test(text.value);
  return [
    fact('exposure', 'host', host, known(isOpen), { at: 'network' }),
    ...(isDatabase
      ? [
          fact('exposure', 'database', host, known(isOpen), { at: 'network', selfRun: true }),
          fact('wayOut', 'database', host, hostWayOut(host, evidence), { at: 'network', selfRun: true }),
        ]
      : []),
  ];
};

const isOpenToAll = (port: Resource, evidence: Evidence): boolean => {
  const groups = targetsAt(evidence, port, 'security_group_ids');
  return evidence
    .ofType('networking_secgroup_rule_v2')
    .filter((rule) => targetsAt(evidence, rule, 'security_group_id').some((group) => groups.includes(group)))
    .some((rule) => ruleFacts(rule).some(({ kind }) => kind === 'ingress'));
};

const hostWayOut = (host: Resource, evidence: Evidence): Seen<boolean> => {
  const ports = targetsAt(evidence, host, 'network.port');
  const subnets = ports
    .flatMap((port) => targetsAt(evidence, port, 'fixed_ip.subnet_id'))
    .filter(({ type }) => type === 'networking_subnet_v2');
  const nets = ports.flatMap((port) => targetsAt(evidence, port, 'network_id'));
  const all = [
    ...subnets,
    ...evidence
      .ofType('networking_subnet_v2')
      .filter((subnet) => targetsAt(evidence, subnet, 'network_id').some((net) => nets.includes(net))),
  ];
  if (all.length === 0) return unseen('its network is not among these artefacts');
  return known([...new Set(all)].some((subnet) => waysOut(evidence, subnet).includes('internet')));
};
