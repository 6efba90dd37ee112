import Decimal from 'decimal.js';
import { carbonOf } from './carbon';
import type { ProfileResult } from './comparison';
import type { ComparisonInput, OnceLine, ProfileInput } from './comparison-input';
import { costedOf, type Costed, costOf, inputAt, isKnown, onceOf, product } from './cost';
import type { FigureBook } from './figures';
import { cents, inCents, type Interval, intervalOf, minus, plus, point, scaled, sum, unbounded } from './interval';
import { costLayers } from './quantity';
import type { Marks } from './ranking';
import { type Component, type Member, mildestFor, sharesOf, type SharingKey, sharingKeys } from './sharing';
import { sovereigntyOf } from './sovereignty';

/** A profile's figures, and what of them is compared with others. */
export interface Weighed {
  readonly result: ProfileResult;
  readonly marks: Marks;
  readonly month: Interval;
  readonly pricedShare: number;
  readonly hasLines: boolean;
}

/** Figures of one profile; `stay`: today's cost of a month, where the region said it. */
export const weighedOf = (input: ComparisonInput, profile: ProfileInput, stay: Interval, book: FigureBook): Weighed => {
  const { id } = profile;
  const costed = costedOf(input, profile, book);
  const known = costed.filter(isKnown).length;
  // Where nothing is known, nothing was summed up: that is no cost of zero.
  const month = known === 0 ? unbounded : costOf(costed);
  const money = (
    name: string,
    label: string,
    range: Parameters<FigureBook['derive']>[1],
    from: readonly string[],
    unit = 'month',
  ): string => book.derive(`${name}:${id}`, range, { label, unit: `${input.currency}/${unit}`, from });
  const all = costed.map(({ figure }) => figure);
  const monthTold = { label: 'Cost of a month, without VAT', unit: `${input.currency}/month`, from: all };
  const monthRef = known === 0 ? book.missing(`month:${id}`, monthTold) : book.derive(`month:${id}`, month, monthTold);
  const share = costed.length === 0 ? 0 : known / costed.length;
  const sovereignty = sovereigntyOf(input, profile, book);
  const carbon = carbonOf(input, profile, book);
  const parityShare = parityShareOf(input, profile, book);
  const controls = controlsOf(input, profile, book);
  const result: ProfileResult = {
    id,
    title: profile.title,
    kind: profile.kind,
    cloud: profile.cloud,
    month: monthRef,
    monthWithVat: money('vat', 'Cost of a month, with VAT', withVat(input, month), [monthRef, 'vatPercent']),
    fixed: money(
      'fixed',
      'Part that use does not change',
      costOf(costed.filter(({ line }) => line.fixed)),
      figuresOf(costed, ({ line }) => line.fixed),
    ),
    variable: money(
      'variable',
      'Part that follows use',
      costOf(costed.filter(({ line }) => !line.fixed)),
      figuresOf(costed, ({ line }) => !line.fixed),
    ),
    ...horizonOf(input, profile, month, stay, monthRef, book),
    perThousand: perThousandOf(
      input,
      `thousand:${id}`,
      month,
      monthRef,
      input.services.map(({ transactions }) => transactions),
      book,
    ),
    saving: savingOf(input, id, stay, known === 0 ? null : month, monthRef, book),
    payingTenants: payingTenantsOf(input, costed, stay, id, monthRef, book),
    pricedShare: book.derive(`priced:${id}`, point(share * 100), {
      label: 'Quantity lines whose cost is known',
      unit: '%',
      from: all,
      digits: 1,
    }),
    lines: costed.map(({ line, figure }) => ({
      item: line.item,
      layer: line.layer,
      tenant: line.tenant,
      service: line.service,
      stage: line.stage,
      driver: line.driver,
      fixed: line.fixed,
      quantity: `quantity:${id}/${line.id}`,
      cost: figure,
      unknown: line.unknown,
    })),
    unpriced: costed
      .filter((one) => !isKnown(one))
      .map(({ line }) => ({ item: line.item, driver: line.driver, reason: line.unknown })),
    examplePrices: costed.some(({ line }) => line.example),
    layers: Object.fromEntries(
      costLayers
        .map((layer) => [layer, costed.filter(({ line }) => line.layer === layer)] as const)
        .filter(([, own]) => own.length > 0)
        .map(([layer, own]) => [
          layer,
          book.derive(`layer:${id}/${layer}`, costOf(own), {
            label: `Layer ${layer}`,
            unit: `${input.currency}/month`,
            from: own.map(({ figure }) => figure),
          }),
        ]),
    ),
    ...sharedOf(input, costed, id, monthRef, book),
    services: servicesOf(input, costed, id, monthRef, book),
    sovereignty: {
      score: sovereignty.score,
      level: sovereignty.level,
      cappedBy: sovereignty.cappedBy,
      unjudged: sovereignty.unjudged,
      choices: profile.choices,
      lifts: sovereignty.lifts,
    },
    carbon: { electricity: carbon.electricity, operation: carbon.operation, embodied: carbon.embodied, inputs: profile.carbon },
    parity: profile.parity,
    parityShare: parityShare.ref,
    gaps: profile.gaps,
    controls: controls === null ? null : { share: controls.ref, missing: profile.controls?.missing ?? [] },
    availability: profile.availability,
    zones: profile.zones,
    distance: profile.distance,
    access: profile.access,
    residency: profile.residency,
    exit: { storedGB: storedOf(input, profile, book), transfer: `once:${id}/transfer`, rebuild: profile.rebuild },
    notes: profile.notes,
    dominatedBy: null,
  };
  return {
    result,
    month,
    pricedShare: share,
    hasLines: costed.length > 0,
    marks: {
      ...(known === 0 ? {} : { cost: month.expected.toNumber() }),
      ...(sovereignty.unjudged.length > 0 ? {} : { sovereignty: sovereignty.scoreRange.expected.toNumber() }),
      ...(carbon.kilograms === null ? {} : { carbon: carbon.kilograms.expected.toNumber() }),
      ...(parityShare.value === null ? {} : { parity: parityShare.value }),
      ...(controls === null ? {} : { controls: controls.value }),
    },
  };
};

/** Against what is not known there is no saving. */
const savingOf = (
  { currency }: ComparisonInput,
  id: string,
  stay: Interval,
  month: Interval | null,
  monthRef: string,
  book: FigureBook,
): string => {
  const told = { label: 'Saving of a month against staying', unit: `${currency}/month`, from: ['month:stay', monthRef] };
  return month === null || stay.high === null
    ? book.missing(`saving:${id}`, told)
    : book.derive(`saving:${id}`, minus(stay, month), told);
};

const figuresOf = (costed: readonly Costed[], wanted: (one: Costed) => boolean): readonly string[] =>
  costed.filter(wanted).map(({ figure }) => figure);

const withVat = ({ inputs }: ComparisonInput, month: Interval): Interval =>
  plus(month, scaledBy(month, inputAt(inputs, 'vatPercent')));

const scaledBy = (a: Interval, percent: Interval): Interval => ({
  low: cents(a.low.times(percent.low).div(100)),
  expected: cents(a.expected.times(percent.expected).div(100)),
  high: a.high === null || percent.high === null ? null : cents(a.high.times(percent.high).div(100)),
});

/** Months of the horizon, and what comes once. */
const horizonOf = (
  input: ComparisonInput,
  profile: ProfileInput,
  month: Interval,
  stay: Interval,
  monthRef: string,
  book: FigureBook,
): Pick<ProfileResult, 'years' | 'once'> => {
  const once = profile.once.map((line) => {
    const cost = onceCost(input, profile, line, stay);
    const told = {
      label: line.title,
      unit: `${input.currency} once`,
      from: [
        ...(line.terms ?? []).flat(),
        ...(line.id === 'parallel' ? ['month:stay'] : []),
        ...(line.id === 'transfer' ? [`stored:${profile.id}`] : []),
      ],
    };
    const figure = `once:${profile.id}/${line.id}`;
    return { line, cost, figure: line.terms === null ? book.missing(figure, told) : book.derive(figure, cost, told) };
  });
  const years = inputAt(input.inputs, 'years').expected;
  const total = plus(scaled(month, years.times(12)), sum(once.map(({ cost }) => cost)));
  return {
    years: book.derive(`years:${profile.id}`, total, {
      label: `Cost over the years, with what comes once`,
      unit: `${input.currency} over ${years.toFixed()} years`,
      from: [monthRef, 'years', ...once.map(({ figure }) => figure)],
    }),
    once: once.map(({ line, figure }) => ({ id: line.id, title: line.title, cost: figure, unknown: line.unknown })),
  };
};

/** Months beside cost what today costs; what is stored leaves by the GB. */
const onceCost = (input: ComparisonInput, profile: ProfileInput, line: OnceLine, stay: Interval): Interval => {
  const cost = onceOf(input.inputs, line);
  if (line.terms === null || line.id === 'setup' || line.id === 'migration' || line.id === 'exit') return cost;
  const [ids = []] = line.terms;
  return inCents(product(input.inputs, ids, line.id === 'parallel' ? stay : storedAmount(input, profile)));
};

const perThousandOf = (
  { inputs, currency }: ComparisonInput,
  id: string,
  month: Interval,
  monthRef: string,
  transactions: readonly string[],
  book: FigureBook,
): string => {
  const told = {
    label: 'Cost of 1,000 transactions',
    unit: `${currency}/1,000 transactions`,
    from: [monthRef, ...transactions, 'demandFactor'],
  };
  const count = sum(transactions.map((one) => inputAt(inputs, one))).expected.times(inputAt(inputs, 'demandFactor').expected);
  if (count.isZero()) return book.missing(id, told);
  return book.derive(id, scaled(month, new Decimal(1000).div(count)), told);
};

/** The cost of `shared` is split; the rest belongs to whom it was made for. */
const componentsOf = (costed: readonly Costed[], members: readonly Member[]): readonly Component[] =>
  costed.filter(isKnown).flatMap(({ line, cost }): Component[] => {
    const users = line.tenant === 'shared' ? members.map(({ id }) => id) : [line.tenant];
    return users.length === 0 ? [] : [{ cost: cost.expected, users, fixed: line.fixed }];
  });

const sharedOf = (
  input: ComparisonInput,
  costed: readonly Costed[],
  profile: string,
  monthRef: string,
  book: FigureBook,
): Pick<ProfileResult, 'tenants' | 'mildestKey'> => {
  const demand = inputAt(input.inputs, 'demandFactor').expected;
  const members = input.tenants.map(({ id, inhabitants, transactions }) => ({
    id,
    inhabitants: inputAt(input.inputs, inhabitants).expected,
    transactions: inputAt(input.inputs, transactions).expected.times(demand),
  }));
  const shares = sharesOf(members, componentsOf(costed, members));
  const figure = (tenant: string, key: SharingKey): string =>
    book.derive(`share:${profile}/${tenant}/${key}`, point(shares[key][tenant] ?? 0), {
      label: `What ${tenant} pays by the key ${key}, of what is known`,
      unit: `${input.currency}/month`,
      from: [monthRef, ...input.tenants.flatMap((one) => [one.inhabitants, one.transactions])],
    });
  return {
    tenants: Object.fromEntries(
      members.map(({ id }) => [
        id,
        Object.fromEntries(sharingKeys.map((key) => [key, figure(id, key)])) as Record<SharingKey, string>,
      ]),
    ),
    mildestKey: mildestFor(members, shares),
  };
};

/** Its own lines, and with its part of everything else by use. */
const servicesOf = (
  input: ComparisonInput,
  costed: readonly Costed[],
  profile: string,
  monthRef: string,
  book: FigureBook,
): ProfileResult['services'] => {
  const used = (id: string): Decimal => inputAt(input.inputs, id).expected;
  const allUse = input.services.reduce((total, { transactions }) => total.plus(used(transactions)), new Decimal(0));
  const common = costOf(costed.filter(({ line }) => line.service === ''));
  return input.services.map(({ tenant, id, transactions }) => {
    const own = costed.filter(({ line }) => line.service === id && line.tenant === tenant);
    const ownRef = book.derive(`service:${profile}/${tenant}/${id}`, costOf(own), {
      label: `E-service ${id}: its own lines`,
      unit: `${input.currency}/month`,
      from: own.map(({ figure }) => figure),
    });
    const part = allUse.isZero() ? new Decimal(1).div(input.services.length) : used(transactions).div(allUse);
    const full = plus(costOf(own), scaled(common, part));
    const fullRef = book.derive(`serviceFull:${profile}/${tenant}/${id}`, full, {
      label: `E-service ${id}: with its part of what all use, by transactions`,
      unit: `${input.currency}/month`,
      from: [ownRef, monthRef, ...input.services.map((one) => one.transactions)],
    });
    return {
      tenant,
      id,
      own: ownRef,
      full: fullRef,
      perThousand: perThousandOf(input, `serviceThousand:${profile}/${tenant}/${id}`, full, fullRef, [transactions], book),
    };
  });
};

/** From how many tenants like those of today a shared cloud is cheaper for each than what it pays now. */
const payingTenantsOf = (
  input: ComparisonInput,
  costed: readonly Costed[],
  stay: Interval,
  profile: string,
  monthRef: string,
  book: FigureBook,
): string => {
  const id = `paying:${profile}`;
  const count = input.tenants.length;
  const told = {
    label: 'Tenants from which sharing pays, of the mean size of today',
    unit: 'tenants',
    from: ['month:stay', monthRef],
    digits: 0,
  };
  const complete = stay.high !== null && costed.length > 0 && costed.every(isKnown);
  if (!complete || count === 0 || profile === 'stay') return book.missing(id, told);
  const shared = costOf(costed.filter(({ line }) => line.tenant === 'shared')).expected;
  const each = costOf(costed.filter(({ line }) => line.tenant !== 'shared')).expected.div(count);
  const today = stay.expected.div(count);
  if (today.lte(each)) return book.missing(id, { ...told, label: `${told.label}: it never does` });
  return book.derive(id, point(Decimal.max(1, shared.div(today.minus(each)).ceil())), told);
};

const parityShareOf = (
  { inputs }: ComparisonInput,
  profile: ProfileInput,
  book: FigureBook,
): { readonly ref: string; readonly value: number | null } => {
  const id = `parity:${profile.id}`;
  const told = { label: 'Intents that are met equally', unit: '%', digits: 1 };
  if (profile.parity === null) return { ref: book.missing(id, { ...told, from: [] }), value: null };
  const counts = Object.values(profile.parity).map((ref) => inputAt(inputs, ref).expected);
  const all = counts.reduce((total, one) => total.plus(one), new Decimal(0));
  const value = inputAt(inputs, profile.parity.equal).expected.div(all).times(100);
  return { ref: book.derive(id, point(value), { ...told, from: Object.values(profile.parity) }), value: value.toNumber() };
};

const controlsOf = (
  { inputs }: ComparisonInput,
  { id, controls }: ProfileInput,
  book: FigureBook,
): { readonly ref: string; readonly value: number } | null => {
  if (controls === null) return null;
  const value = inputAt(inputs, controls.met).expected.div(inputAt(inputs, controls.all).expected).times(100);
  return {
    ref: book.derive(`controls:${id}`, point(value), {
      label: 'Controls that the artefacts show, indicative',
      unit: '%',
      from: [controls.met, controls.all],
      digits: 1,
    }),
    value: value.toNumber(),
  };
};

/** What must be carried out when leaving: every store, with its old versions, copies and backups. */
const storedLines = (profile: ProfileInput): ProfileInput['lines'] =>
  profile.lines.filter(({ unit, base, layer }) => unit === 'GB-month' && base !== null && layer !== 'foundation');

const storedAmount = ({ inputs }: ComparisonInput, profile: ProfileInput): Interval =>
  sum(
    storedLines(profile).map(({ base, factors }) =>
      product(inputs, factors, intervalOf(base ?? { low: '0', expected: '0', high: '0' })),
    ),
  );

const storedOf = (input: ComparisonInput, profile: ProfileInput, book: FigureBook): string =>
  book.derive(`stored:${profile.id}`, storedAmount(input, profile), {
    label: 'Stored data, copies and backups included',
    unit: 'GB',
    from: storedLines(profile).map(({ id }) => `quantity:${profile.id}/${id}`),
    digits: 0,
  });
