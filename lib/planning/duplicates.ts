import Decimal from 'decimal.js';
import { intents, type IntentId } from '../model/intent';
import type { Plan } from '../plan/plan';
import type { ToldInput } from './comparison-input';
import { costedOf, inputAt } from './cost';
import type { Ref } from './comparison';
import { type Figures } from './figure';
import { FigureBook } from './figures';
import { type Interval, sum, unbounded } from './interval';
import { inEnglish } from './phrase';

/** One region with what its clouds cost and what its administrations buy beside. */
export interface Bought {
  readonly plan: Plan;
  readonly input: ToldInput;
  readonly purchases: readonly Purchase[];
}

export interface Purchase {
  readonly tenant: string;
  readonly capability: string;
  readonly title: string;
  /** Id of the input; null: not known. */
  readonly monthly: string | null;
}

/** The same capability, paid for more than once. */
export interface Duplicate {
  readonly capability: string;
  readonly buyers: readonly Buyer[];
  /** By profile, what one instead of several would save a month; a profile of '' where it is the same on every one. */
  readonly savings: readonly { readonly profile: string; readonly saving: Ref }[];
}

export interface Buyer {
  readonly region: string;
  /** `shared`: all of the region together. */
  readonly tenant: string;
  readonly what: string;
  /** By profile, what does not follow from use; without one where it comes with the cloud anyway. */
  readonly costs: readonly { readonly profile: string; readonly cost: Ref }[];
}

export interface Duplicates {
  readonly format: 1;
  readonly duplicates: readonly Duplicate[];
  readonly figures: Figures;
}

/** One who pays, before anything is compared; `given`: it comes with the cloud whoever else buys it. */
interface Payer {
  readonly region: string;
  readonly tenant: string;
  readonly what: string;
  readonly currency: string;
  readonly given: boolean;
  /** By profile; '' for what costs the same on every one. */
  readonly costs: ReadonlyMap<string, { readonly cost: Interval; readonly from: readonly string[] }>;
}

/** Finds what several administrations pay for, within a region and between regions. Pure. */
export const duplicatesIn = (regions: readonly Bought[]): Duplicates => {
  const book = new FigureBook(inEnglish);
  const groups = new Map<string, Payer[]>();
  for (const region of regions)
    for (const [capability, payer] of payersIn(region, regions.length > 1, book))
      groups.set(capability, [...(groups.get(capability) ?? []), payer]);
  const duplicates = [...groups]
    .filter(([, payers]) => payers.some(({ given }) => !given) && payers.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([capability, payers]) => duplicateOf(capability, payers, book));
  return { format: 1, duplicates, figures: book.toFigures() };
};

type Found = readonly [capability: string, payer: Payer];

const payersIn = (bought: Bought, several: boolean, book: FigureBook): readonly Found[] => [
  ...servicesIn(bought, book),
  ...purchasesIn(bought, book),
  ...givenIn(bought),
  ...(several ? sharedIn(bought, book) : []),
];

/** Lines of a region's clouds that do not follow from use: one instead of several saves these, and use stays. */
const fixedCosts = (
  { input }: Bought,
  wanted: (line: ToldInput['profiles'][number]['lines'][number]) => boolean,
  book: FigureBook,
): Payer['costs'] =>
  new Map(
    input.profiles
      .filter(({ kind }) => kind !== 'stay')
      .map((profile) => {
        const lines = costedOf(input, profile, new FigureBook(inEnglish)).filter(({ line }) => line.fixed && wanted(line));
        const ids = [...new Set(lines.flatMap(({ line }) => [...line.factors, ...line.cost]))];
        const from = ids.flatMap((id) => (input.inputs[id] === undefined ? [] : [sourcedIn(input, id, book)]));
        return [profile.id, { cost: sum(lines.map(({ cost }) => cost)), from }] as const;
      }),
  );

/** Regions may give one id different values, so each region has ids of its own. */
const sourcedIn = ({ inputs, region }: ToldInput, id: string, book: FigureBook): string => {
  const input = inputs[id];
  if (input === undefined) throw new Error(`no input ${id}`);
  return book.source({ ...input, id: `${region.id}/${id}` });
};

const servicesIn = (bought: Bought, book: FigureBook): readonly Found[] => {
  const { plan, input } = bought;
  const hosted = new Map(
    Object.values(plan.spaces).flatMap(({ tenant, services }) =>
      Object.values(services).map(({ id, descriptor, title }) => [`${tenant}/${id}`, { tenant, id, descriptor, title }] as const),
    ),
  );
  return [...hosted.values()].map(({ tenant, id, descriptor, title }) => [
    descriptor.split('@')[0] ?? descriptor,
    {
      region: plan.region.id,
      tenant,
      what: `${id}: ${title}`,
      currency: input.currency,
      given: false,
      costs: fixedCosts(bought, (line) => line.service === id && line.tenant === tenant, book),
    },
  ]);
};

const purchasesIn = ({ plan, input, purchases }: Bought, book: FigureBook): readonly Found[] =>
  purchases.map(({ tenant, capability, title, monthly }) => [
    capability,
    {
      region: plan.region.id,
      tenant,
      what: title,
      currency: input.currency,
      given: false,
      costs: new Map([
        [
          '',
          monthly === null
            ? { cost: unbounded, from: [] }
            : { cost: inputAt(input.inputs, monthly), from: [sourcedIn(input, monthly, book)] },
        ],
      ]),
    },
  ]);

/** What some cloud of the region brings by itself, or we run there, where somebody buys it too. */
const givenIn = ({ plan, input, purchases }: Bought): readonly Found[] => {
  const met = new Set(
    Object.values(plan.targets).flatMap(({ ledger }) =>
      ledger.filter(({ parity }) => parity === 'equal' || parity === 'substitute').map(({ intent }) => intent as string),
    ),
  );
  return [...new Set(purchases.map(({ capability }) => capability))]
    .filter((capability) => met.has(capability))
    .map((capability) => [
      capability,
      {
        region: plan.region.id,
        tenant: 'shared',
        what: intents[capability as IntentId],
        currency: input.currency,
        given: true,
        costs: new Map(),
      },
    ]);
};

/** What each region runs for all its administrations: several regions could run one. */
const sharedIn = (bought: Bought, book: FigureBook): readonly Found[] =>
  (['foundation', 'network'] as const).map((layer) => [
    `shared ${layer}`,
    {
      region: bought.plan.region.id,
      tenant: 'shared',
      what: layer === 'foundation' ? 'records, keys, detection and budgets of the region' : 'the way out of the region',
      currency: bought.input.currency,
      given: false,
      costs: fixedCosts(bought, (line) => line.tenant === 'shared' && line.layer === layer, book),
    },
  ]);

const duplicateOf = (capability: string, payers: readonly Payer[], book: FigureBook): Duplicate => {
  const name = (what: string): string => `${capability}/${what}`;
  const buyers = payers.map(({ region, tenant, what, costs, currency }, index) => ({
    region,
    tenant,
    what,
    costs: [...costs].map(([profile, { cost, from }]) => ({
      profile,
      cost: told(book, name(`${region}/${tenant}/${index}/${profile}`), cost, {
        label: `${what}, ${tenant}, ${region}, what does not follow from use`,
        unit: `${currency}/month`,
        from,
      }),
    })),
  }));
  const refs = buyers.flatMap(({ costs }) => costs.map(({ cost }) => cost));
  return {
    capability,
    buyers,
    savings: profilesOf(payers).map((profile) => ({
      profile,
      saving: told(book, name(`saving/${profile}`), savingOn(payers, profile), {
        label: `Saving of a month, one ${capability} instead of ${payers.length}`,
        unit: `${payers[0]?.currency ?? ''}/month`,
        from: refs,
      }),
    })),
  };
};

/** Profiles on which each payer has a cost; what is bought beside the cloud costs the same on all of them. */
const profilesOf = (payers: readonly Payer[]): readonly string[] => {
  const bound = payers.filter(({ costs, given }) => !given && !costs.has(''));
  if (bound.length === 0) return [''];
  const [first, ...rest] = bound;
  return [...(first?.costs.keys() ?? [])].filter((profile) => rest.every(({ costs }) => costs.has(profile)));
};

/** All but the dearest one, which stays; all of them where the cloud brings it anyway. */
const savingOn = (payers: readonly Payer[], profile: string): Interval => {
  // No rate is asked for here, so amounts in several currencies are not added.
  if (new Set(payers.map(({ currency }) => currency)).size > 1) return unbounded;
  const costs = payers
    .filter(({ given }) => !given)
    .map((payer) => (payer.costs.get(profile) ?? payer.costs.get(''))?.cost ?? unbounded);
  const given = payers.some((payer) => payer.given);
  const spared = (values: readonly Decimal[]): Decimal =>
    values.reduce((total, one) => total.plus(one), new Decimal(0)).minus(given ? 0 : Decimal.max(0, ...values));
  const highs = costs.map(({ high }) => high);
  return {
    low: spared(costs.map(({ low }) => low)),
    expected: spared(costs.map(({ expected }) => expected)),
    high: highs.some((high) => high === null) ? null : spared(highs.flatMap((high) => high ?? [])),
  };
};

/** A cost of which nothing is known is unknown, not nothing. */
const told = (book: FigureBook, id: string, cost: Interval, described: Parameters<FigureBook['missing']>[1]): Ref =>
  cost.high === null && cost.expected.isZero() ? book.missing(id, described) : book.derive(id, cost, described);
