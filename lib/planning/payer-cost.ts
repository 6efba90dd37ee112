import { costedOf } from './cost';
import { FigureBook } from './figures';
import { type Interval, sum, unbounded } from './interval';
import { inEnglish } from './phrase';
import { partly, partOf } from './payer';
import type { ToldVariant, Wish } from './wish';

/** What a payer pays for a profile in a month: each e-service's own lines, and all the rest. */
export interface PayerCosts {
  readonly rest: Interval;
  readonly services: Readonly<Record<string, Interval>>;
  readonly total: Interval;
}

/** The lines of a comparison, by the part that the payer pays of each. */
export const payerCosts = ({ input, tiers }: Pick<ToldVariant, 'input' | 'tiers'>, id: string, wish: Wish): PayerCosts => {
  const profile = input.profiles.find((one) => one.id === id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  // Nobody said what it costs: that is no cost of zero.
  if (profile.lines.length === 0) return { rest: unbounded, services: {}, total: unbounded };
  const part = partOf(input, wish);
  const paid = costedOf(input, profile, new FigureBook(inEnglish)).map(({ line, cost }) => ({
    service: tiers[line.service] === undefined ? '' : line.service,
    cost: partly(cost, part(line)),
  }));
  const of = (service: string): Interval => sum(paid.filter((one) => one.service === service).map(({ cost }) => cost));
  const services = Object.fromEntries(Object.keys(tiers).map((service) => [service, of(service)]));
  return { rest: of(''), services, total: sum(paid.map(({ cost }) => cost)) };
};
