import { catalogue } from '../../controls/catalogue';
import { type Facts, holds } from '../../controls/predicate';
import { crossingsOf } from '../../controls/world';
import type { Crossing } from '../../evidence/crossing';
import { intentIds, intents } from '../../model/intent';
import type { Plan } from '../../plan/plan';
import type { TargetPlan } from '../../plan/target-plan';
import type { AuditedEvidence } from './audit-target';
import type { ParityCell, ParityEntry, ParityRow, ReachabilityRow } from './report';

/** Every intent on every audited target: what the ledger says, and whether the artefacts show it. */
export const parityOf = (plan: Plan, audited: readonly AuditedEvidence[]): ParityEntry => {
  const columns = audited.flatMap((one) => (one.target.plan === null ? [] : [columnOf(plan, one.target.plan, one)]));
  const rows = intentIds.map((intent): ParityRow => ({
    intent,
    meaning: intents[intent],
    cells: columns.map((column) => cellOf(column, intent)),
  }));
  return {
    rows,
    scores: columns.map(({ target }, index) => {
      const cells = rows.flatMap(({ cells }) => cells[index] ?? []);
      return {
        target: target.id,
        equal: cells.filter(({ parity, shown }) => parity === 'equal' && shown).length,
        met: cells.filter(({ parity, shown }) => ['equal', 'weaker', 'substitute'].includes(parity) && shown).length,
        of: cells.length,
      };
    }),
    reachability: reachabilityOf(plan, columns),
  };
};

interface Column {
  readonly target: TargetPlan;
  readonly facts: Facts;
}

const columnOf = (plan: Plan, target: TargetPlan, { evidence }: AuditedEvidence): Column => {
  let found: readonly Crossing[] | undefined;
  const crossings = (): readonly Crossing[] => (found ??= crossingsOf(plan, target, evidence));
  return { target, facts: { plan, target, evidence, crossings } };
};

const cellOf = ({ target, facts }: Column, intent: keyof typeof intents): ParityCell => {
  const line = target.ledger.find((one) => one.intent === intent);
  if (line === undefined) throw new Error(`target ${target.id} has no ledger line for ${intent}`);
  const verdict = catalogue[intent][target.provider](facts);
  return {
    target: target.id,
    parity: line.parity,
    by: line.by,
    lost: line.lost,
    need: line.need,
    accepted: line.accepted,
    shown: holds(verdict),
    resources: new Set(verdict.shown).size,
    missing: [...new Set(verdict.missing)].slice(0, 20),
  };
};

const layers: ReadonlySet<string> = new Set(['route', 'group', 'peering', 'endpoint', 'exposure']);

/** Ways between spaces, and from the internet into them, as a set that can be compared between clouds. */
const waysOf = (plan: Plan, { facts }: Column): ReadonlyMap<string, readonly string[]> => {
  const ways = new Map<string, Set<string>>();
  const end = (owner: string): string | undefined =>
    owner === 'internet' || owner === 'anyone' ? 'internet' : plan.spaces[owner] === undefined ? undefined : owner;
  const add = (from: string, to: string, ports: readonly string[]): void => {
    const key = `${from} ${to}`;
    ways.set(key, new Set([...(ways.get(key) ?? []), ...ports]));
  };
  for (const { layer, from, to, ports, through } of facts.crossings()) {
    const [start, stop] = [end(from), end(to)];
    if (!layers.has(layer) || start === undefined || stop === undefined || start === stop || through === 'peer') continue;
    if (ports.length > 0) add(start, stop, ports);
  }
  for (const [from, to, port] of linkWays(plan, facts)) add(from, to, [port]);
  return new Map([...ways].map(([key, ports]) => [key, [...ports].sort()]));
};

/** Ways that go over a network of their own: both ends meet there, and the port is that of its listener. */
const linkWays = (plan: Plan, { crossings, evidence }: Facts): readonly (readonly [from: string, to: string, port: string])[] =>
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

const reachabilityOf = (plan: Plan, columns: readonly Column[]): readonly ReachabilityRow[] => {
  const found = columns.map((column) => ({ column, ways: waysOf(plan, column) }));
  const keys = [...new Set(found.flatMap(({ ways }) => [...ways.keys()]))].sort();
  return keys.flatMap((key) => {
    const [from = '', to = ''] = key.split(' ');
    const variants = new Map<string, string[]>();
    for (const { column, ways } of found) {
      const ports = ways.get(key)?.join(',');
      if (ports !== undefined) variants.set(ports, [...(variants.get(ports) ?? []), column.target.id]);
    }
    return [...variants].map(([ports, targets]) => ({
      from,
      to,
      ports: ports.split(','),
      targets,
      why: targets.length === columns.length ? '' : whyNot(columns, targets, from),
    }));
  });
};

/** The ledger's words for a way that is not the same everywhere. */
const whyNot = (columns: readonly Column[], targets: readonly string[], from: string): string => {
  const intent = from === 'internet' ? 'hosting.entry' : 'network.links';
  const words = columns
    .filter(({ target }) => !targets.includes(target.id))
    .flatMap(({ target }) =>
      target.ledger
        .filter((line) => line.intent === intent && line.parity !== 'equal')
        .map((line) => `${target.id}: ${line.parity}, ${line.lost}`),
    );
  return words.length === 0 ? 'the ledger does not name it' : words.join('; ');
};
