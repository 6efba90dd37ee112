import Decimal from 'decimal.js';
import type { Price } from '../model/price-book';
import { priceText } from './price-text';

/** The public catalogue of OVHcloud's Public Cloud, as far as it is read. */
export interface OvhCatalogue {
  readonly catalogId: number;
  readonly locale: { readonly currencyCode: string; readonly subsidiary: string };
  readonly addons: readonly OvhAddon[];
}

interface OvhAddon {
  readonly planCode: string;
  readonly pricings: readonly { readonly price: number; readonly mode?: string; readonly capacities?: readonly string[] }[];
}

/** Prices are written in hundred-millionths of the currency. */
const scale = 100_000_000;

interface Rule {
  readonly plan: RegExp;
  readonly item: (match: RegExpExecArray) => string;
  readonly unit: Price['unit'];
  /** Hours of the catalogue's month, where it prices hours and we months. */
  readonly times?: number;
}

/** The catalogue prices a GB by the hour; it says a month has 720 of them. */
const hoursOfMonth = 720;

/** Plan codes without a suffix are the base plan; those of local zones and of regions with three zones have one. */
const rules: readonly Rule[] = [
  { plan: /^((?:b3|c3|r3|d2|b2|c2|r2)-[0-9]+)\.consumption$/, item: (match) => `server/${match[1] ?? ''}`, unit: 'hour' },
  {
    plan: /^volume\.(classic|high-speed|high-speed-gen2)\.consumption$/,
    item: (match) => `volume/${match[1] ?? ''}`,
    unit: 'GB-month',
    times: hoursOfMonth,
  },
  { plan: /^volume\.snapshot\.consumption$/, item: () => 'volume.backup', unit: 'GB-month', times: hoursOfMonth },
  { plan: /^storage-standard\.consumption$/, item: () => 'object.storage', unit: 'GB-month', times: hoursOfMonth },
  { plan: /^octavia-loadbalancer\.loadbalancer-s\.hour\.consumption$/, item: () => 'balancer', unit: 'hour' },
  { plan: /^gateway\.s\.hour\.consumption$/, item: () => 'router', unit: 'hour' },
  { plan: /^publicip\.floatingip\.hour\.consumption$/, item: () => 'address', unit: 'hour' },
  { plan: /^bandwidth_instance_out\.consumption$/, item: () => 'egress', unit: 'GB' },
];

/** Prices by item; an add-on without a consumption price has none. */
export const ovhPrices = (catalogue: OvhCatalogue): Readonly<Record<string, Pick<Price, 'unit' | 'price'>>> =>
  Object.fromEntries(
    catalogue.addons
      .flatMap(({ planCode, pricings }) => {
        const price = pricings.find(({ capacities }) => capacities?.includes('consumption') === true)?.price;
        const rule = rules.find(({ plan }) => plan.test(planCode));
        const match = rule?.plan.exec(planCode);
        if (price === undefined || rule === undefined || match === null || match === undefined) return [];
        const value = new Decimal(price).div(scale).times(rule.times ?? 1);
        return [[rule.item(match), { unit: rule.unit, price: priceText(value) }] as const];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
