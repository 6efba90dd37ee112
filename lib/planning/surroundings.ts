import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';
import { answer, phrase, type Text } from './phrase';

/** Who could read the data, or order it to be read. */
export const accessOf = (target: TargetPlan): readonly Text[] => {
  const { name, country, controlledFrom } = target.cloud.operator;
  const keys = target.ledger.find(({ intent }) => intent === 'storage.keys');
  return [
    phrase("the operator's administrators: {operator} ({country})", { operator: name, country }),
    controlledFrom === country
      ? phrase('courts and authorities of {country}, over the operator', { country })
      : phrase('courts and authorities of {country}, and of {parent}, whose law reaches the parent company', {
          country,
          parent: controlledFrom,
        }),
    ...(keys === undefined || keys.by === '' ? [] : [phrase('whoever holds the keys: {by}', { by: answer(keys.by) })]),
  ];
};

export const residencyOf = (plan: Plan, target: TargetPlan): readonly Text[] => [
  phrase('machines in {country}', { country: target.cloud.country }),
  target.secondSite.enabled
    ? phrase('second copy in {place} ({country})', { place: target.secondSite.region, country: target.secondSite.country })
    : phrase('no second copy in an allowed country'),
  phrase('allowed by the region: {countries}', { countries: plan.region.allowedCountries.join(', ') }),
];

export const rebuildOf = (target: TargetPlan): readonly Text[] =>
  target.provider === 'aws'
    ? [
        phrase(
          'networks, load balancers, roles, keys and alarms of this vendor: the same blueprint writes them anew for another cloud',
        ),
        phrase('databases: dump and restore'),
        phrase('keys do not leave: data are encrypted again'),
      ]
    : [
        phrase('networks, groups and servers: the same blueprint writes them anew for another cloud'),
        phrase('databases: dump and restore'),
        phrase('self-run software moves as it is'),
      ];

export const notesOf = ({ cloud }: TargetPlan): readonly Text[] => [
  ...(cloud.provider === 'aws' && cloud.optIn
    ? [phrase('the region {region} must be opted in first', { region: cloud.region })]
    : []),
  ...(cloud.origin === 'assumption'
    ? [phrase('the profile of this cloud is an assumption; ask the cloud with `sgc discover`')]
    : []),
];
