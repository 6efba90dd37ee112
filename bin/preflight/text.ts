import type { TargetPlan } from '../../lib/plan/target-plan';
import { type Actor, notAsked } from '../../lib/preflight/limit';
import { type Line, stops, type Verdict, verdicts } from '../../lib/preflight/verdict';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

const actors: Readonly<Record<Actor, string>> = {
  us: 'For us',
  operator: "For the cloud's operator",
  aws: 'For AWS Support',
};

const counted: Readonly<Record<Verdict, string>> = {
  exceeded: 'exceeded',
  missing: 'missing',
  unknown: 'unknown',
  duty: 'to see to',
  tight: 'tight',
  fits: 'fit',
};

/** The lines of one target for people: who must do what, the worst first; what fits only when all is asked for. */
export const preflightText = (io: Io, target: TargetPlan, lines: readonly Line[], all: boolean): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const open = lines.filter(({ verdict }) => verdict !== 'fits');
  const summary = verdicts
    .map((verdict) => ({ verdict, count: lines.filter((line) => line.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${counted[verdict]}`)
    .join(', ');
  // Lines come with the worst first, and so do those who have to act on them.
  const parts = [...new Set(open.map(({ by }) => by))].flatMap((actor) => [
    '',
    bold(actors[actor]),
    ...grouped(
      open.filter(({ by }) => by === actor),
      ({ verdict, request }) => `${verdict} ${request}`,
    ).flatMap((group) => groupText(io, target, group)),
  ]);
  const fits = all ? ['', bold('Fits'), fitting(target, lines)] : [];
  return [
    `${bold(target.id)}  ${target.cloud.title}: ${summary}`,
    ...parts,
    ...fits,
    ...(all ? [] : ['', dim('What fits is shown with --all.')]),
    '',
  ].join('\n');
};

/** Lines with one verdict that ask for the same. */
const groupText = (io: Io, target: TargetPlan, group: readonly [Line, ...Line[]]): readonly string[] => {
  const { cyan, red, yellow } = colorsOf(io, 'out');
  const [first] = group;
  const paint = stops(first) ? red : yellow;
  const reasons = new Set(group.map(reasonOf));
  const told = placesIn(target, group).flatMap(({ places, items, reason }) =>
    wrapped(`${places.join(', ')}: ${items.join(', ')}${reasons.size > 1 ? reason : ''}`),
  );
  return [
    ...told.map((text, index) => `  ${index === 0 ? paint(first.verdict.padEnd(width)) : ' '.repeat(width)}  ${text}`),
    `  ${' '.repeat(width)}  ${cyan('→')} ${first.request}${reasons.size > 1 ? '' : reasonOf(first)}`,
  ];
};

/** Why something is unknown, where somebody was asked. */
const reasonOf = ({ verdict, source }: Line): string =>
  verdict === 'unknown' && source !== notAsked.source ? ` (${source})` : '';

const columns = 110;

/** A list as lines that break behind its commas; requests stay whole, to be copied. */
const wrapped = (text: string): readonly string[] =>
  text.split(', ').reduce<string[]>((lines, part) => {
    const last = lines.at(-1);
    if (last === undefined) return [part];
    return last.length + part.length > columns
      ? [...lines.slice(0, -1), `${last},`, `  ${part}`]
      : [...lines.slice(0, -1), `${last}, ${part}`];
  }, []);

const width = Math.max(...verdicts.map((verdict) => verdict.length));

interface Told {
  readonly places: readonly string[];
  readonly items: readonly string[];
  readonly reason: string;
}

/** What each place lacks; places that lack the same for the same reason stand together. */
const placesIn = (target: TargetPlan, group: readonly Line[]): readonly Told[] => {
  const byPlace = grouped(group, (line) => `${placeOf(target, line)} ${reasonOf(line)}`);
  const one = byPlace.map((lines) => ({
    place: placeOf(target, lines[0]),
    items: lines.map(itemOf),
    reason: reasonOf(lines[0]),
  }));
  return grouped(one, ({ items, reason }) => `${items.join(', ')} ${reason}`).map((same) => ({
    places: same.map(({ place }) => place),
    items: same[0].items,
    reason: same[0].reason,
  }));
};

/** In the order of their first members. */
const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
};

const itemOf = (line: Line): string => {
  const { item, need, limit, verdict } = line;
  const amount = `${item} ${need.toLocaleString('en')}`;
  if (verdict === 'missing' || verdict === 'duty') return item;
  if (limit === null) return need === 1 ? item : amount;
  return `${amount} of ${limitOf(line)}`;
};

const limitOf = ({ limit, confidence }: Line): string =>
  limit === -1 ? 'any number' : `${(limit ?? 0).toLocaleString('en')}${confidence === 'low' ? ' (assumed)' : ''}`;

/** An account by the tenants it belongs to, a project by its id. */
const placeOf = (target: TargetPlan, { account, region }: Line): string => {
  if (target.provider === 'openstack') return account === '' ? 'the cloud' : account;
  const owners = Object.entries(target.accounts).flatMap(([owner, number]) => (number === account ? [owner] : []));
  return [owners.join('+'), account, ...(region === target.cloud.region || region === 'global' ? [] : [region])].join(' ');
};

const fitting = (target: TargetPlan, lines: readonly Line[]): string =>
  tableOf(
    lines
      .filter(({ verdict }) => verdict === 'fits')
      .map((line) => [placeOf(target, line), line.item, line.need, `of ${limitOf(line)}`, line.source]),
  );
