import type { Amount } from '../model/planning';
import type { TargetPlan } from '../plan/target-plan';
import type { Requirement, Told } from './requirement';

type Row = Pick<Requirement, 'section' | 'where' | 'item' | 'driver' | 'by'> & {
  readonly amount: Amount | undefined;
  /** Where the planning file would say it. */
  readonly path: string;
};

/** Hours of people, and contracts that are paid: only what the region itself says is known. */
export const peopleRequirements = (target: TargetPlan, { planning, file, date }: Told): readonly Requirement[] => {
  const own = planning?.profiles?.[target.id];
  const rows: readonly Row[] = [
    {
      section: 'people',
      where: '',
      item: 'hours a month, ordinary operation',
      driver: 'what is the same whatever the cloud can do',
      amount: own?.staffHours,
      path: `profiles.${target.id}.staffHours`,
      by: 'us',
    },
    ...target.ledger
      .filter(({ parity }) => parity === 'substitute' || parity === 'obligation')
      .map(({ intent, parity, by }) => ({
        section: 'people' as const,
        where: intent,
        item: `hours a month, ${parity === 'substitute' ? 'run by us' : 'watched by us'}`,
        driver: by,
        amount: planning?.staff?.hours[intent],
        path: `staff.hours.${intent}`,
        by: 'us' as const,
      })),
    ...(['support', 'licences'] as const).map((key) => ({
      section: 'contract' as const,
      where: '',
      item: `${key === 'support' ? 'support contract of the vendor' : 'licences'}, a month`,
      driver: 'bought for the whole region',
      amount: own?.[key],
      path: `profiles.${target.id}.${key}`,
      by: target.provider === 'aws' ? ('aws' as const) : ('operator' as const),
    })),
  ];
  return rows.map(({ amount, path, section, where, item, driver, by }) => ({
    target: target.id,
    section,
    where,
    item: section === 'contract' && planning !== undefined ? `${item}, ${planning.currency}` : item,
    need: amount === undefined ? null : Number(typeof amount === 'object' ? amount.expected : amount),
    granted: null,
    driver: typeof amount === 'object' ? `${driver}; between ${amount.low} and ${amount.high}` : driver,
    parts: [],
    source: amount === undefined ? 'not known' : (typeof amount === 'object' && amount.source) || file,
    date: amount === undefined ? date : (((typeof amount === 'object' && amount.date) || planning?.date) ?? date),
    confidence: amount === undefined ? 'low' : 'own',
    ask: amount === undefined ? `write it under ${path} in the planning file` : '',
    by,
  }));
};
