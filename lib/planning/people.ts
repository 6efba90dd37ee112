import type { Planning } from '../model/planning';
import type { LedgerLine } from '../plan/target-plan';
import type { CostLine } from './comparison-input';
import { ownInput, type Written } from './input';
import { phrase, type Text } from './phrase';
import type { Priced } from './pricing';
import type { Quantity } from './quantity';

/** Of the hours that an intent takes a month. */
export const hoursId = (intent: string): string => `hours:${intent}`;

/** Work and contracts of a profile: only what the region itself says has a cost. */
export const peopleOf = (
  target: string,
  ledger: readonly LedgerLine[],
  planning: Planning | undefined,
  written: Written,
  currency: string,
): readonly Priced[] => [
  ...ledger
    .filter(({ parity }) => parity === 'substitute' || parity === 'obligation')
    .map((line) => gapWork(line, planning, written, currency)),
  ...monthly(target, planning, written, currency),
];

const shared = { tenant: 'shared', service: '', stage: '', fixed: true, machines: null } as const;
const one = { low: '1', expected: '1', high: '1' };

const gapWork = ({ intent, parity }: LedgerLine, planning: Planning | undefined, written: Written, currency: string): Priced => {
  const hours = planning?.staff?.hours[intent];
  const quantity: Quantity = {
    ...shared,
    id: `people/${intent}`,
    item: 'staff.hour',
    unit: 'staff-hour',
    layer: 'people',
    base: hours === undefined ? null : one,
    factors: hours === undefined ? [] : [hoursId(intent)],
    driver:
      parity === 'substitute'
        ? phrase('Hours of work for {intent}, which we run ourselves', { intent })
        : phrase("Hours of work for {intent}, which is the operator's duty and ours to watch", { intent }),
  };
  if (hours === undefined || planning?.staff === undefined)
    return unknownLine(
      quantity,
      phrase('the planning file gives no hours for {intent} under staff.hours', { intent }),
      hours === undefined ? `staff.hours.${intent}` : 'staff.hourlyRate',
    );
  return {
    line: { ...quantity, cost: ['staffRate'], unknown: '', example: false },
    inputs: [
      ownInput(hoursId(intent), phrase('Hours of work for {intent}', { intent }), 'hours/month', hours, written),
      ownInput('staffRate', phrase('Cost of an hour of work'), `${currency}/hour`, planning.staff.hourlyRate, written),
    ],
  };
};

/** `key`: of the planning file. */
const unknownLine = (quantity: Quantity, unknown: Text, key: string): Priced => ({
  line: { ...quantity, cost: [], unknown, example: false, lack: { kind: 'written', key } },
  inputs: [],
});

const contracts = [
  ['support', phrase('Support contract of the vendor'), 'contracts'],
  ['licences', phrase('Licences'), 'contracts'],
] as const;

const monthly = (target: string, planning: Planning | undefined, written: Written, currency: string): readonly Priced[] => {
  const own = planning?.profiles?.[target];
  const bought = contracts.map(([key, title, layer]): Priced => {
    const quantity: Quantity = {
      ...shared,
      id: `${layer}/${key}`,
      item: key,
      unit: 'month',
      layer,
      base: one,
      factors: [],
      driver: title,
    };
    const amount = own?.[key];
    if (amount === undefined)
      return unknownLine(
        quantity,
        phrase('not written under profiles.{target}.{key}; 0 where there is none', { target, key }),
        `profiles.${target}.${key}`,
      );
    const input = ownInput(
      `${key}:${target}`,
      phrase('{what}, {target}', { what: title, target }),
      `${currency}/month`,
      amount,
      written,
    );
    return { line: { ...quantity, cost: [input.id], unknown: '', example: false }, inputs: [input] };
  });
  return [...bought, operation(target, planning, written, currency)];
};

/** Work that is there whatever the cloud can do. */
const operation = (target: string, planning: Planning | undefined, written: Written, currency: string): Priced => {
  const hours = planning?.profiles?.[target]?.staffHours;
  const quantity: Quantity = {
    ...shared,
    id: 'people/operation',
    item: 'staff.hour',
    unit: 'staff-hour',
    layer: 'people',
    base: hours === undefined ? null : one,
    factors: hours === undefined ? [] : [`staffHours:${target}`],
    driver: phrase('Hours of work for ordinary operation'),
  };
  if (hours === undefined || planning?.staff === undefined)
    return unknownLine(
      quantity,
      phrase('not written under profiles.{target}.staffHours, with staff.hourlyRate', { target }),
      hours === undefined ? `profiles.${target}.staffHours` : 'staff.hourlyRate',
    );
  return {
    line: { ...quantity, cost: ['staffRate'], unknown: '', example: false },
    inputs: [
      ownInput(
        `staffHours:${target}`,
        phrase('Hours of work for ordinary operation, {target}', { target }),
        'hours/month',
        hours,
        written,
      ),
      ownInput('staffRate', phrase('Cost of an hour of work'), `${currency}/hour`, planning.staff.hourlyRate, written),
    ],
  };
};

/** Staying as things are: what the region says of today. */
export const stayLines = (planning: Planning | undefined, written: Written, currency: string): readonly Priced[] =>
  Object.entries(planning?.stay?.items ?? {}).map(([id, { title, monthly: amount }]) => {
    const input = ownInput(`stay:${id}`, phrase('{title}, today', { title }), `${currency}/month`, amount, written);
    const line: CostLine = {
      ...shared,
      id: `contracts/${id}`,
      item: id,
      unit: 'month',
      layer: 'contracts',
      base: one,
      factors: [],
      driver: title,
      cost: [input.id],
      unknown: '',
      example: false,
    };
    return { line, inputs: [input] };
  });
