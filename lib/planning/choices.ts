import { memberStates } from '../model/member-states';
import type { Plan } from '../plan/plan';
import type { LedgerLine, TargetPlan } from '../plan/target-plan';
import type { Choice } from './comparison-input';
import { answer, phrase, type Text } from './phrase';

/**
 * What a plan decides of the things that the sovereignty framework asks about. Not an assessment: it says which answer of
 * the framework a choice bears on, and what would lift it.
 */
export const choicesOf = (plan: Plan, target: TargetPlan): readonly Choice[] => {
  const { cloud } = target;
  const { operator } = cloud;
  const home = plan.region.allowedCountries.includes(operator.controlledFrom);
  const keys = target.ledger.find(({ intent }) => intent === 'storage.keys');
  const registries = registriesIn(plan);
  const ownRegistry = registries.every((host) => !publicRegistries.includes(host));
  const substitutes = target.ledger.filter(({ parity }) => parity === 'substitute').length;
  return [
    {
      id: null,
      objectives: ['SOV-1', 'SOV-2'],
      title: phrase('Country of the operator'),
      now: phrase('{operator}, seat in {country}, controlled from {parent}', {
        operator: operator.name,
        country: operator.country,
        parent: operator.controlledFrom,
      }),
      lift: home ? '' : phrase('an operator controlled from {countries}', { countries: plan.region.allowedCountries.join(', ') }),
    },
    {
      id: null,
      objectives: ['SOV-2', 'SOV-3'],
      title: phrase('Place of the data'),
      now: target.secondSite.enabled
        ? phrase('machines in {country}, second site in {second}', { country: cloud.country, second: target.secondSite.country })
        : phrase('machines in {country}, no second site', { country: cloud.country }),
      lift:
        memberStates.has(cloud.country) || cloud.country === plan.region.country
          ? ''
          : phrase('a cloud whose machines stand at home or in the European Union'),
    },
    {
      id: 'keys',
      objectives: ['SOV-3', 'SOV-7'],
      title: phrase('Custody of the keys'),
      now: custodyOf(keys),
      lift: keys?.parity === 'equal' && home ? '' : phrase("keys in a module of the region's own, outside the operator's reach"),
    },
    {
      id: 'names',
      objectives: ['SOV-4'],
      title: phrase('Name service'),
      now:
        target.provider === 'aws' || nameService(target)
          ? phrase('the names of the services lie with the cloud')
          : phrase('the names lie outside the cloud'),
      lift: target.provider === 'aws' || nameService(target) ? phrase("names with a name service of the region's own") : '',
    },
    {
      id: 'images',
      objectives: ['SOV-5'],
      title: phrase('Source of the images'),
      now: registries.length === 0 ? phrase('no image is named') : registries.join(', '),
      lift: ownRegistry ? '' : phrase("released images from the region's own registry (sgc images sync)"),
    },
    {
      id: null,
      objectives: ['SOV-6'],
      title: phrase('Interfaces'),
      now:
        target.provider === 'openstack'
          ? phrase('open interfaces (OpenStack) that other operators offer too')
          : phrase('interfaces that one vendor alone offers'),
      lift: target.provider === 'openstack' ? '' : phrase('a cloud with open interfaces; the same blueprint describes it'),
    },
    {
      id: null,
      objectives: ['SOV-4', 'SOV-6'],
      title: phrase('What we run ourselves'),
      now: phrase('{count} of {all} intents by software of our own hands', {
        count: String(substitutes),
        all: String(target.ledger.length),
      }),
      lift: '',
    },
  ];
};

/** Who holds the keys, and what is lost by that. */
const custodyOf = (keys: LedgerLine | undefined): Text => {
  if (keys === undefined || keys.by === '') return answer(keys?.lost ?? '');
  return keys.lost === '' ? answer(keys.by) : phrase('{by} (lost: {lost})', { by: answer(keys.by), lost: answer(keys.lost) });
};

const publicRegistries: readonly string[] = ['docker.io', 'quay.io', 'ghcr.io', 'public.ecr.aws', 'registry.k8s.io'];

const registriesIn = (plan: Plan): readonly string[] => {
  const images = Object.values(plan.spaces).flatMap(({ services }) =>
    Object.values(services).flatMap(({ web, workers, jobs }) =>
      [web, workers, jobs].flatMap((parts) => Object.values(parts).map(({ image }) => image)),
    ),
  );
  return [...new Set(images.map((image) => image.split('/')[0] ?? ''))].sort();
};

const nameService = (target: TargetPlan): boolean => {
  if (target.provider !== 'openstack') return true;
  const { designate } = target.cloud.capabilities;
  return designate === true || (typeof designate === 'object' && designate.value === true);
};
