import type { Port, Rule } from './estate';

/**
 * The synthesized security groups as one nftables table. A packet needs a rule of its sender's groups and one of its
 * receiver's; whatever answers what was allowed passes. Neutron does the same with one chain for each port.
 */
export const groupTable = (ports: readonly Port[], rules: readonly Rule[]): string => {
  const guarded = ports.filter((port) => port.groups.length > 0);
  const groups = [
    ...new Set([
      ...guarded.flatMap((port) => port.groups),
      ...rules.flatMap((rule) => [rule.group, rule.peerGroup ?? rule.group]),
    ]),
  ];
  const name = new Map(groups.map((group, i) => [group, `group${i}`]));
  const members = (group: string): string =>
    elements(guarded.filter((port) => port.groups.includes(group)).map(({ address }) => address));
  const set = (group: string | null): string => `@${name.get(group ?? '') ?? ''}`;
  const line = (rule: Rule): string => {
    const [own, other] = rule.direction === 'egress' ? ['saddr', 'daddr'] : ['daddr', 'saddr'];
    const peer = rule.peerGroup === null ? (rule.cidr ?? '0.0.0.0/0') : set(rule.peerGroup);
    const port =
      rule.from === null ? `meta l4proto ${rule.protocol}` : `${rule.protocol} dport ${rule.from}-${rule.to ?? rule.from}`;
    return `    ip ${own} ${set(rule.group)} ip ${other} ${peer} ${port} return`;
  };
  const chain = (direction: Rule['direction']): string =>
    `  chain ${direction} {\n${rules
      .filter((rule) => rule.direction === direction && !rule.cidr?.includes(':'))
      .map(line)
      .join('\n')}\n    counter drop\n  }`;
  return `table inet groups {
  set guarded { type ipv4_addr; ${elements(guarded.map(({ address }) => address))} }
${groups.map((group) => `  set ${name.get(group) ?? ''} { type ipv4_addr; ${members(group)} }`).join('\n')}
${chain('egress')}
${chain('ingress')}
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    ip saddr @guarded jump egress
    ip daddr @guarded jump ingress
    meta nfproto ipv4 accept
  }
  chain input {
    type filter hook input priority 0; policy accept;
    ct state established,related accept
    ip saddr @guarded jump egress
  }
}
`;
};

const elements = (addresses: readonly string[]): string =>
  addresses.length === 0 ? '' : `elements = { ${addresses.join(', ')} }`;
