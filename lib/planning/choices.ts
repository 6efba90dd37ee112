import { memberStates } from '../model/member-states';
import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';
import type { Choice } from './comparison-input';

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
      title: 'Country of the operator',
      now: `${operator.name}, seat in ${operator.country}, controlled from ${operator.controlledFrom}`,
      lift: home ? '' : `an operator controlled from ${plan.region.allowedCountries.join(', ')}`,
    },
    {
      id: null,
      objectives: ['SOV-2', 'SOV-3'],
      title: 'Place of the data',
      now: `machines in ${cloud.country}${target.secondSite.enabled ? `, second site in ${target.secondSite.country}` : ', no second site'}`,
      lift:
        memberStates.has(cloud.country) || cloud.country === plan.region.country
          ? ''
          : 'a cloud whose machines stand at home or in the European Union',
    },
    {
      id: 'keys',
      objectives: ['SOV-3', 'SOV-7'],
      title: 'Custody of the keys',
      now: keys === undefined ? '' : `${keys.by}${keys.lost === '' ? '' : ` (lost: ${keys.lost})`}`,
      lift: keys?.parity === 'equal' && home ? '' : "keys in a module of the region's own, outside the operator's reach",
    },
    {
      id: 'names',
      objectives: ['SOV-4'],
      title: 'Name service',
      now:
        target.provider === 'aws' || nameService(target)
          ? 'the names of the services lie with the cloud'
          : 'the names lie outside the cloud',
      lift: target.provider === 'aws' || nameService(target) ? "names with a name service of the region's own" : '',
    },
    {
      id: 'images',
      objectives: ['SOV-5'],
      title: 'Source of the images',
      now: registries.length === 0 ? 'no image is named' : registries.join(', '),
      lift: ownRegistry ? '' : "released images from the region's own registry (sgc images sync)",
    },
    {
      id: null,
      objectives: ['SOV-6'],
      title: 'Interfaces',
      now:
        target.provider === 'openstack'
          ? 'open interfaces (OpenStack) that other operators offer too'
          : 'interfaces that one vendor alone offers',
      lift: target.provider === 'openstack' ? '' : 'a cloud with open interfaces; the same blueprint describes it',
    },
    {
      id: null,
      objectives: ['SOV-4', 'SOV-6'],
      title: 'What we run ourselves',
      now: `${substitutes} of ${target.ledger.length} intents by software of our own hands`,
      lift: '',
    },
  ];
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
