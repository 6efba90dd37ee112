import type { Synthesis } from '../../controls/predicate';
import type { Plan } from '../../plan/plan';
import type { TargetPlan } from '../../plan/target-plan';
import type { Column } from './parity-column';
import type { ReachabilityRow } from './report';

const layers: ReadonlySet<string> = new Set(['route', 'group', 'peering', 'endpoint', 'exposure']);

/** Ways between spaces, and from the internet into them, as a set that can be compared between clouds. */
const waysOf = (plan: Plan, { synthesis }: Column): ReadonlyMap<string, readonly string[]> => {
  const ways = new Map<string, Set<string>>();
  const end = (owner: string): string | undefined =>
    owner === 'internet' || owner === 'anyone' ? 'internet' : plan.spaces[owner] === undefined ? undefined : owner;
  const add = (from: string, to: string, ports: readonly string[]): void => {
    const key = `${from} ${to}`;
    ways.set(key, new Set([...(ways.get(key) ?? []), ...ports]));
  };
  for (const { layer, from, to, ports, through } of synthesis.crossings()) {
    const [start, stop] = [end(from), end(to)];
    if (!layers.has(layer) || start === undefined || stop === undefined || start === stop || through === 'peer') continue;
    if (ports.length > 0) add(start, stop, ports);
  }
  for (const [from, to, port] of linkWays(plan, synthesis)) add(from, to, [port]);
  return new Map([...ways].map(([key, ports]) => [key, [...ports].sort()]));
};

/** Ways that go over a network of their own: both ends meet there, and the port is that of its listener. */
const linkWays = (
  plan: Plan,
  { crossings, evidence }: Synthesis,
): readonly (readonly [from: string, to: string, port: string])[] =>
  Object.entries(plan.links).flatMap(([id, { from, to }]) => {
    const meets = (space: string): boolean =>
      crossings().some(
        (way) => (way.from === space && way.to === `link/${id}`) || (way.to === space && way.from === `link/${id}`),
      );
    if (!meets(from.space) || !meets(to.space)) return [];
    return evidence
      .ofType('lb_listener_v2')
      .filter(({ artefact, properties }) => artefact.space === to.space && String(properties.name).includes('-link-'))
      .map(({ properties }) => [from.space, to.space, String(properties.protocol_port)] as const);
  });

/** Ways between spaces, and into them from the internet, as sets: the same on every target, or why not. */
export const reachabilityOf = (plan: Plan, columns: readonly Column[]): readonly ReachabilityRow[] => {
  const found = columns.map((column) => ({ column, ways: waysOf(plan, column) }));
  const keys = [...new Set(found.flatMap(({ ways }) => [...ways.keys()]))].sort();
  return keys.flatMap((key) => {
    const [from = '', to = ''] = key.split(' ');
    const variants = new Map<string, string[]>();
    for (const { column, ways } of found) {
      const ports = ways.get(key)?.join(',');
      if (ports !== undefined) variants.set(ports, [...(variants.get(ports) ?? []), column.target.id]);
    }
    return [...variants].map(([text, targets]) => {
      const ports = text.split(',');
      const lacking = columns.filter(({ target }) => !targets.includes(target.id)).map(({ target }) => target);
      return { from, to, ports, targets, why: lacking.length === 0 ? '' : whyNot(plan, lacking, { from, to, ports }) };
    });
  });
};

/** Said of a difference that no line of the ledger owns up to. */
export const unnamed = 'the ledger does not name it';

type Way = Pick<ReachabilityRow, 'from' | 'to' | 'ports'>;

/** The ledger's words of every target that lacks a declared way; what nobody declared, or one of them does not own up to, is unnamed. */
const whyNot = (plan: Plan, lacking: readonly TargetPlan[], way: Way): string => {
  const intent = way.from === 'internet' ? 'hosting.entry' : 'network.links';
  const lines = lacking.map(({ id, ledger }) => ({ id, line: ledger.find((one) => one.intent === intent) }));
  const isOwned = isDeclared(plan, way) && lines.every(({ line }) => line !== undefined && line.parity !== 'equal');
  return isOwned ? lines.map(({ id, line }) => `${id}: ${line?.parity ?? ''}, ${line?.lost ?? ''}`).join('; ') : unnamed;
};

/** The two ports of public entries, and the one port of a link. */
const isDeclared = (plan: Plan, { from, to, ports }: Way): boolean => {
  const declared =
    from === 'internet'
      ? ['80', '443']
      : Object.values(plan.links).flatMap((link) =>
          link.from.space === from && link.to.space === to ? [String(link.port)] : [],
        );
  return ports.every((port) => declared.includes(port));
};
