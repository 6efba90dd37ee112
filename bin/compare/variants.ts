import type { Blueprint, Tier } from '../../lib/model/blueprint';
import { type Result } from '../../lib/model/problem';
import { offersIn } from '../../lib/planning/offers';
import { inputsOf } from '../../lib/planning/input';
import type { Space, Variant, Wish } from '../../lib/planning/wish';
import { updateLock } from '../../lib/plan/lock-update';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import type { Io } from '../io';
import { type Gathered, gatherFrom, type GatherOptions, type Read } from './gather';

const tiers: readonly Tier[] = ['A1', 'A2', 'A3'];

/** Above this many sets of partners only those are tried that lack one administration, and the payer alone. */
const mostTenants = 3;

/** The region as it is written, then each variant that is looked at, resolved and synthesized like any blueprint. */
export const spaceOf = (io: Io, read: Read, written: Gathered, wish: Wish, options: Omit<GatherOptions, 'planning'>): Space => {
  const { blueprint } = read.region;
  const { offers, inputs } = offersIn(read.own.planning, read.own.written, read.own.currency);
  const start: Variant = { ...named(blueprint.value, 'written'), ...withInputs(written, inputs) };
  const known = new Map([[keyOf(blueprint.value), start]]);
  const variants: Variant[] = [start];
  const impossible: Space['impossible'][number][] = [];
  for (const { value, tier } of changesOf(read, wish)) {
    const key = keyOf(value);
    // What is the same as something else need not be made again, and a tier that changes nothing is no answer.
    if (known.has(key)) continue;
    const made = gathered(io, read, value, options);
    const about = named(value, tier);
    if (made.ok) {
      const variant: Variant = { ...about, ...withInputs(made.value, inputs) };
      known.set(key, variant);
      variants.push(variant);
    } else
      impossible.push({
        partners: about.partners,
        tier,
        reason: [...new Set(made.problems.map(({ message }) => message))].join('; '),
      });
  }
  return { wish, variants, offers, impossible };
};

const withInputs = (
  { input, controls }: Gathered,
  more: ReturnType<typeof offersIn>['inputs'],
): Pick<Variant, 'input' | 'controls'> => ({
  input: { ...input, inputs: { ...input.inputs, ...inputsOf(more) } },
  controls,
});

const keyOf = ({ tenants, hosting }: Blueprint): string =>
  [...Object.keys(tenants), ...Object.entries(hosting).map(([id, { tier }]) => `${id}=${tier}`)].join(' ');

const named = ({ tenants, hosting }: Blueprint, tier: Variant['tier']): Pick<Variant, 'partners' | 'tier' | 'tiers'> => ({
  partners: Object.keys(tenants),
  tier,
  tiers: Object.fromEntries(Object.entries(hosting).map(([id, one]) => [id, one.tier])),
});

const gathered = (io: Io, read: Read, value: Blueprint, options: Omit<GatherOptions, 'planning'>): Result<Gathered> => {
  const region = { ...read.region, blueprint: { ...read.region.blueprint, value } };
  // Nothing that has an address moves; what is not there leaves its place free.
  const lock = updateLock(value, read.lock, region.file);
  if (!lock.ok) return lock;
  const plan = resolve({ ...region, lock: lock.value, policies });
  return plan.ok ? gatherFrom(io, { ...read, region, lock: lock.value, plan: plan.value }, options) : plan;
};

const changesOf = ({ region }: Read, wish: Wish): readonly { readonly value: Blueprint; readonly tier: Variant['tier'] }[] => {
  const { value } = region.blueprint;
  return partnersIn(value, wish).flatMap((partners) => {
    const own = partners.length === Object.keys(value.tenants).length ? value : withTenants(value, partners);
    const asked = wish.budget === null ? [] : tiers.map((tier) => ({ value: withTier(own, region.services, tier), tier }));
    return [{ value: own, tier: 'written' as const }, ...asked];
  });
};

/** All, and where somebody asks for one payer, those who could share with it. */
const partnersIn = ({ tenants }: Blueprint, { payer }: Wish): readonly (readonly string[])[] => {
  const all = Object.keys(tenants);
  if (payer === null) return [all];
  const others = all.filter((id) => id !== payer.tenant);
  const subsets =
    all.length <= mostTenants
      ? others.reduce<readonly (readonly string[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]])
      : [others, ...others.map((left) => others.filter((id) => id !== left)), []];
  // In the order of the blueprint, the largest first.
  return subsets.map((set) => all.filter((id) => id === payer.tenant || set.includes(id))).sort((a, b) => b.length - a.length);
};

/** Every e-service at this tier, or at the least that its descriptor allows. */
const withTier = (blueprint: Blueprint, services: Read['region']['services'], tier: Tier): Blueprint => ({
  ...blueprint,
  hosting: mapped(blueprint.hosting, (one) => {
    const least = services[one.service]?.tier ?? tier;
    return { ...one, tier: tier < least ? least : tier };
  }),
});

/** The region without the other administrations, and without all that is theirs. */
const withTenants = (blueprint: Blueprint, tenants: readonly string[]): Blueprint => {
  const theirs = ({ tenant }: { readonly tenant: string }): boolean => tenants.includes(tenant);
  const hosting = kept(blueprint.hosting, (one) => theirs(one));
  const holds = (end: string): boolean => tenants.includes(end.split('/')[0] ?? '');
  return {
    ...blueprint,
    tenants: kept(blueprint.tenants, (_, id) => tenants.includes(id)),
    storage: kept(blueprint.storage, (one) => theirs(one)),
    hosting,
    connectivity: kept(blueprint.connectivity, (one) => theirs(one)),
    network: { ...blueprint.network, links: blueprint.network.links.filter(({ from, to }) => holds(from) && holds(to)) },
    targets: mapped(blueprint.targets, (target) => ({
      ...target,
      ...(target.accounts === undefined
        ? {}
        : { accounts: kept(target.accounts, (_, id) => id === 'shared' || tenants.includes(id)) }),
      ...(target.certificates === undefined
        ? {}
        : { certificates: kept(target.certificates, (_, id) => hosting[id] !== undefined) }),
    })),
  };
};

const kept = <T>(map: Readonly<Record<string, T>>, wanted: (value: T, id: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter(([id, value]) => wanted(value, id)));

const mapped = <T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([id, value]) => [id, change(value)]));
