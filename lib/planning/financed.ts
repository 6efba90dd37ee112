import Decimal from 'decimal.js';
import type { Financing } from '../model/investment';
import type { CashFlow, YearFlow } from './cash-flow';
import type { ProfileResult, Ref } from './comparison';
import type { Described, FigureBook } from './figures';
import type { FundingInput, InvestmentInput } from './investment-input';
import type { Financed, FinancedYear } from './investment-result';

/** One profile under one way to finance it; `flows` and `staying`: lowest, expected, highest. */
export interface Asked {
  readonly profile: ProfileResult;
  readonly financing: Financing;
  readonly input: InvestmentInput;
  readonly currency: string;
  readonly flows: readonly CashFlow[];
  /** Present values of staying. */
  readonly staying: readonly Decimal[];
  readonly book: FigureBook;
}

type Range = Parameters<FigureBook['derive']>[1];

const none = new Decimal(0);

/** Figures of one profile under one way to finance it. */
export const financedOf = (asked: Asked): Financed => {
  const { profile, financing, input, currency, flows, book } = asked;
  const name = nameIn(asked);
  const sources = input.funding.filter((one) => one.financings.includes(financing));
  const capital = capitalOf(asked);
  const money = (what: string, label: string, pick: (flow: CashFlow) => Decimal, from: readonly string[]): Ref =>
    book.derive(name(what), rangeOf(flows.map(pick)), { label, unit: currency, from });
  const years = (flows[0]?.flows ?? []).map((_, year) => yearOf(asked, sources, year));
  const invested = money('invested', 'Everything that is invested, whoever pays', (flow) => flow.invested, capital);
  const funding = sources.map(({ id, title, kind, ...source }) => ({
    id,
    title,
    kind,
    amount: money(`funding/${id}`, title, ({ funded }) => funded[id] ?? none, [...capital, ...numbersOf(source)]),
  }));
  const share = (what: string, label: string, kind: FundingInput['kind']): Ref => {
    const paying = funding.filter((one) => one.kind === kind);
    const parts = flows.map((flow) =>
      sumOf(paying.map(({ id }) => flow.funded[id] ?? none))
        .div(flow.invested)
        .times(100),
    );
    return derived(book, name(what), parts.every((part) => part.isFinite()) ? rangeOf(parts) : null, {
      label,
      unit: '%',
      from: [invested, ...paying.map(({ amount }) => amount)],
      digits: 1,
    });
  };
  const presentValue = money(
    'presentValue',
    'Present value of what remains to be paid',
    (flow) => flow.presentValue,
    years.map(({ present }) => present),
  );
  return {
    financing,
    years,
    invested,
    funding,
    grantShare: share('grantShare', 'Part of the investment that grants pay', 'grant'),
    coFundingShare: share('coFundingShare', 'Part of the investment that other bodies fund', 'coFunding'),
    net: money(
      'net',
      'Sum of what remains to be paid',
      (flow) => flow.net,
      years.map(({ net }) => net),
    ),
    presentValue,
    gain: derived(book, name('gain'), gainOf(asked), {
      label: 'Gain against staying, at present value',
      unit: currency,
      from: [presentValue, ...(profile.kind === 'stay' ? [] : ['invest:stay/public/presentValue'])],
    }),
  };
};

const nameIn =
  ({ profile, financing }: Asked) =>
  (what: string): string =>
    `invest:${profile.id}/${financing}/${what}`;

const onceIn = ({ profile }: Asked, ...ids: readonly string[]): readonly string[] =>
  profile.once.filter(({ id }) => ids.includes(id)).map(({ cost }) => cost);

const capitalOf = (asked: Asked): readonly string[] => [
  ...onceIn(asked, 'setup', 'migration'),
  ...asked.input.items.filter(({ profile }) => profile === asked.profile.id).map(({ cost }) => cost),
];

const numbersOf = ({ percent, atMost }: Pick<FundingInput, 'percent' | 'atMost'>): readonly string[] => [
  percent,
  ...(atMost === null ? [] : [atMost]),
];

const labels: Readonly<Record<keyof YearFlow, string>> = {
  investment: 'Investment',
  operation: 'Operation',
  once: "Today's systems beside, and leaving",
  funding: 'Paid by others',
  net: 'What remains to be paid',
  present: 'Its worth in the first year',
};

const yearOf = (asked: Asked, sources: readonly FundingInput[], index: number): FinancedYear => {
  const { input, profile, financing, currency, flows, book } = asked;
  const year = String(input.firstYear + index);
  const name = (what: string): string => nameIn(asked)(`${year}/${what}`);
  const capital = capitalOf(asked);
  const paid = sources.flatMap(numbersOf);
  const fee =
    financing === 'public' || input.private === null
      ? []
      : [...capital, ...paid, input.private.costOfCapital, input.private.margin];
  const from: Readonly<Record<keyof YearFlow, readonly string[]>> = {
    investment: capital,
    operation: [profile.month, ...fee],
    once: onceIn(asked, 'parallel', 'exit', 'transfer'),
    funding: [...capital, ...paid],
    net: ['investment', 'operation', 'once', 'funding'].map(name),
    present: [name('net'), input.discount],
  };
  const one = (what: keyof YearFlow): Ref =>
    book.derive(name(what), rangeOf(flows.map((flow) => flow.flows[index]?.[what] ?? none)), {
      label: `${labels[what]}, ${year}`,
      unit: currency,
      from: from[what],
    });
  return {
    year,
    investment: one('investment'),
    operation: one('operation'),
    once: one('once'),
    funding: one('funding'),
    net: one('net'),
    present: one('present'),
  };
};

/** What is infinite is not known on that side; what is no number is not known on either. */
const rangeOf = (values: readonly Decimal[]): Range => {
  const [, expected = none] = values;
  const finite = values.filter((value) => value.isFinite());
  const lost = values.some((value) => value.isNaN());
  const beyond = (sign: 1 | -1): boolean => lost || values.some((value) => !value.isFinite() && value.isNegative() === sign < 0);
  return {
    low: beyond(-1) ? null : Decimal.min(...finite),
    expected,
    high: beyond(1) ? null : Decimal.max(...finite),
  };
};

/** Against what is not known there is no gain. */
const gainOf = ({ staying, flows, profile }: Asked): Range | null => {
  const [stayLow, stay, stayHigh] = staying;
  const [low, expected, high] = flows.map(({ presentValue }) => presentValue);
  if (profile.kind === 'stay' || !stayLow || !stay || !stayHigh?.isFinite() || !low || !expected || !high) return null;
  return { low: high.isFinite() ? stayLow.minus(high) : null, expected: stay.minus(expected), high: stayHigh.minus(low) };
};

const derived = (book: FigureBook, id: string, range: Range | null, told: Described): Ref =>
  range === null ? book.missing(id, told) : book.derive(id, range, told);

const sumOf = (values: readonly Decimal[]): Decimal => values.reduce((total, one) => total.plus(one), none);
