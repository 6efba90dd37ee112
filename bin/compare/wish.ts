import Decimal from 'decimal.js';
import { controlIds } from '../../lib/controls/audit/catalogue';
import { exactly, type Spread } from '../../lib/planning/input';
import { rateOf } from '../../lib/planning/pricing';
import type { SharingKey } from '../../lib/planning/sharing-keys';
import type { Wish } from '../../lib/planning/wish';
import { UsageError } from '../exit';
import type { Read } from './gather';

export interface WishOptions {
  readonly budget?: string;
  readonly minSeal?: string;
  readonly controls?: string;
  readonly for?: string;
  readonly key?: SharingKey;
}

/** What is asked backwards; undefined: nothing is. */
export const wishIn = (options: WishOptions, read: Read): Wish | undefined => {
  const { budget, minSeal, controls, for: tenant, key } = options;
  if (budget === undefined && minSeal === undefined && controls === undefined) {
    if (tenant === undefined && key === undefined) return undefined;
    throw new UsageError('--for and --key say whose budget it is: they need --budget, --min-seal or --controls');
  }
  if (key !== undefined && tenant === undefined) throw new UsageError('--key says how one administration shares: it needs --for');
  return {
    budget: budget === undefined ? null : budgetIn(budget, read),
    minSeal: minSeal === undefined ? null : levelIn(minSeal),
    controls: controls === undefined ? null : controlsAsked(controls),
    payer: tenant === undefined ? null : { tenant: tenantIn(tenant, read), key: key ?? 'perHead' },
  };
};

const budgetIn = (text: string, { own, planningFile }: Read): Spread => {
  const [, amount, currency = own.currency] = /^([0-9]{1,12}(?:\.[0-9]{1,2})?) ?([A-Z]{3})?$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError(`--budget takes an amount a month such as 5000${own.currency}, not ${text}`);
  const rate = rateOf(currency, own.currency, own.planning, own.written);
  if (rate === null)
    throw new UsageError(`${planningFile} has no rate from ${currency} to ${own.currency}: write one under \`rates\``);
  if (rate === undefined) return exactly(amount);
  const at = (one: string): string => new Decimal(amount).times(one).toDecimalPlaces(2).toFixed();
  return { low: at(rate.low), expected: at(rate.expected), high: at(rate.high) };
};

const levelIn = (text: string): number => {
  if (!/^[0-4]$/.test(text)) throw new UsageError(`--min-seal takes a level from 0 to 4, not ${text}`);
  return Number(text);
};

const controlsAsked = (text: string): Wish['controls'] => {
  if (text === 'all') return 'all';
  const ids = text.split(',').map((id) => id.trim());
  const strange = ids.filter((id) => !(controlIds as readonly string[]).includes(id));
  if (strange.length > 0) throw new UsageError(`no control ${strange.join(', ')}; there are ${controlIds.join(', ')}`);
  return ids;
};

const tenantIn = (tenant: string, { plan }: Read): string => {
  const { tenants } = plan.region;
  if (tenants[tenant] === undefined)
    throw new UsageError(`no administration ${tenant}; the blueprint has ${Object.keys(tenants).join(', ')}`);
  return tenant;
};
