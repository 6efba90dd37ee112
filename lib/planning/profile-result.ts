import { carbonOf } from './carbon';
import type { ProfileResult } from './comparison';
import type { ToldInput, ToldProfile } from './comparison-input';
import { costedOf, type Costed, costOf, inputAt, isKnown } from './cost';
import type { FigureBook } from './figures';
import { horizonOf } from './horizon';
import { controlsOf, parityShareOf } from './indicator';
import { cents, type Interval, minus, plus, point, unbounded } from './interval';
import { phrase, type Text } from './phrase';
import { type CostLayer, costLayers } from './quantity';
import type { Marks } from './ranking';
import { perThousandOf, servicesOf } from './service-cost';
import { sovereigntyOf } from './sovereignty';
import { storedOf } from './stored';
import { payingTenantsOf, sharedOf } from './tenant-share';

/** A profile's figures, and what of them is compared with others. */
export interface Weighed {
  readonly result: ProfileResult;
  readonly marks: Marks;
  readonly month: Interval;
  readonly pricedShare: number;
  readonly hasLines: boolean;
}

const layerNames: Readonly<Record<CostLayer, Text>> = {
  foundation: phrase('Foundation'),
  network: phrase('Network'),
  storage: phrase('Storage'),
  hosting: phrase('E-services'),
  people: phrase('Work'),
  contracts: phrase('Contracts'),
};

/** Figures of one profile; `stay`: today's cost of a month, where the region said it. */
export const weighedOf = (input: ToldInput, profile: ToldProfile, stay: Interval, book: FigureBook): Weighed => {
  const { id } = profile;
  const costed = costedOf(input, profile, book);
  const known = costed.filter(isKnown).length;
  // Where nothing is known, nothing was summed up: that is no cost of zero.
  const month = known === 0 ? unbounded : costOf(costed);
  const money = (
    name: string,
    label: Text,
    range: Parameters<FigureBook['derive']>[1],
    from: readonly string[],
    unit = 'month',
  ): string => book.derive(`${name}:${id}`, range, { label, unit: `${input.currency}/${unit}`, from });
  const all = costed.map(({ figure }) => figure);
  const ofMonth = { label: phrase('Cost of a month, without VAT'), unit: `${input.currency}/month`, from: all };
  const monthRef = known === 0 ? book.missing(`month:${id}`, ofMonth) : book.derive(`month:${id}`, month, ofMonth);
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
    refused: profile.refused,
    month: monthRef,
    monthWithVat: money('vat', phrase('Cost of a month, with VAT'), withVat(input, month), [monthRef, 'vatPercent']),
    fixed: money(
      'fixed',
      phrase('Part that use does not change'),
      costOf(costed.filter(({ line }) => line.fixed)),
      figuresOf(costed, ({ line }) => line.fixed),
    ),
    variable: money(
      'variable',
      phrase('Part that follows use'),
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
      label: phrase('Quantity lines whose cost is known'),
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
            label: layerNames[layer],
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
    families: profile.families,
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
  { currency }: ToldInput,
  id: string,
  stay: Interval,
  month: Interval | null,
  monthRef: string,
  book: FigureBook,
): string => {
  const described = {
    label: phrase('Saving of a month against staying'),
    unit: `${currency}/month`,
    from: ['month:stay', monthRef],
  };
  return month === null || stay.high === null
    ? book.missing(`saving:${id}`, described)
    : book.derive(`saving:${id}`, minus(stay, month), described);
};

const figuresOf = (costed: readonly Costed[], wanted: (one: Costed) => boolean): readonly string[] =>
  costed.filter(wanted).map(({ figure }) => figure);

const withVat = ({ inputs }: ToldInput, month: Interval): Interval => plus(month, scaledBy(month, inputAt(inputs, 'vatPercent')));

const scaledBy = (a: Interval, percent: Interval): Interval => ({
  low: cents(a.low.times(percent.low).div(100)),
  expected: cents(a.expected.times(percent.expected).div(100)),
  high: a.high === null || percent.high === null ? null : cents(a.high.times(percent.high).div(100)),
});
