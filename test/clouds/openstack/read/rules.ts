import { textAt } from '../../../../lib/evidence/value';
import { type Body, type Estate, listOf, namesOf, text } from './estate';
import { eachOf, type Kind, nameAt } from './kind';

/** A project's own group `default`, which nobody made and nobody may use, has to be empty; it is left out then. */
const groupsOf = async (estate: Estate): Promise<readonly Body[]> =>
  (await listOf(estate, 'network', '/security-groups', 'security_groups')).filter(({ name }) => text(name) !== 'default');

interface Rule {
  readonly direction: string;
  readonly ethertype: string;
  readonly protocol: string;
  readonly ports: string;
  readonly remote: string;
}

const ruleLine = (group: string, { direction, ethertype, protocol, ports, remote }: Rule): string =>
  `${group} ${direction} ${ethertype} ${protocol || 'any'} ${ports === '-' ? 'all' : ports} ${remote || 'anywhere'}`;

export const ruleKinds: readonly Kind[] = [
  {
    type: 'networking_secgroup_v2',
    expected: eachOf(
      'networking_secgroup_v2',
      ({ properties }) => `${textAt(properties, 'name')}: ${textAt(properties, 'description')}`,
    ),
    seen: async (estate) => (await groupsOf(estate)).map(({ name, description }) => `${text(name)}: ${text(description)}`),
  },
  {
    type: 'networking_secgroup_rule_v2',
    expected: eachOf('networking_secgroup_rule_v2', (resource, evidence) => {
      const { properties } = resource;
      return ruleLine(nameAt(evidence, resource, 'security_group_id'), {
        direction: textAt(properties, 'direction'),
        ethertype: textAt(properties, 'ethertype'),
        protocol: textAt(properties, 'protocol'),
        ports: [textAt(properties, 'port_range_min'), textAt(properties, 'port_range_max')].join('-'),
        remote: nameAt(evidence, resource, 'remote_group_id') || textAt(properties, 'remote_ip_prefix'),
      });
    }),
    seen: async (estate) => {
      const groups = await groupsOf(estate);
      const names = namesOf(groups);
      return groups.flatMap(({ name, security_group_rules: rules }) =>
        (rules as readonly Body[]).map((rule) =>
          ruleLine(text(name), {
            direction: text(rule.direction),
            ethertype: text(rule.ethertype),
            protocol: text(rule.protocol),
            ports: `${text(rule.port_range_min)}-${text(rule.port_range_max)}`,
            remote: names.get(text(rule.remote_group_id)) ?? text(rule.remote_ip_prefix),
          }),
        ),
      );
    },
  },
];
