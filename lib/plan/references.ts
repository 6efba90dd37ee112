import type { Blueprint } from '../model/blueprint';
import type { Cloud } from '../model/cloud';
import type { Problem } from '../model/problem';
import type { Service } from '../model/service';
import { spaceIdsOf } from './ids';
import type { Located } from './located';
import { at, meant } from './reference-problem';
import { targetProblems } from './target-references';

/** References out of the blueprint: to clouds, descriptors, accounts, countries; and what only they make visible. */
export const referenceProblems = (
  blueprint: Located<Blueprint>,
  clouds: Readonly<Record<string, Cloud>>,
  services: Readonly<Record<string, Service>>,
): Problem[] => [
  ...unknownServices(blueprint, services),
  ...weakerTiers(blueprint, services),
  ...missingDependencies(blueprint, services),
  ...ambiguousSpaces(blueprint),
  ...circularLinks(blueprint),
  ...ephemeralData(blueprint, services),
  ...Object.keys(blueprint.value.targets).flatMap((id) => targetProblems(blueprint, id, clouds, services)),
];

const unknownServices = (blueprint: Located<Blueprint>, services: Readonly<Record<string, Service>>): Problem[] =>
  Object.entries(blueprint.value.hosting)
    .filter(([, hosted]) => services[hosted.service] === undefined)
    .map(([id, hosted]) => {
      const known = Object.keys(services).sort();
      return at(
        blueprint,
        ['hosting', id, 'service'],
        'SGC2101',
        `no e-service descriptor ${hosted.service}`,
        known.join(', '),
        meant('service', hosted.service, known, 'add the descriptor under services/'),
      );
    });

const weakerTiers = (blueprint: Located<Blueprint>, services: Readonly<Record<string, Service>>): Problem[] =>
  Object.entries(blueprint.value.hosting).flatMap(([id, hosted]) => {
    const descriptor = services[hosted.service];
    return descriptor !== undefined && hosted.tier < descriptor.tier
      ? [
          at(
            blueprint,
            ['hosting', id, 'tier'],
            'SGC2102',
            `${hosted.service} needs tier ${descriptor.tier}, and ${hosted.tier} is weaker`,
            `${descriptor.tier} or stricter`,
            `write \`tier: ${descriptor.tier}\``,
          ),
        ]
      : [];
  });

const missingDependencies = (blueprint: Located<Blueprint>, services: Readonly<Record<string, Service>>): Problem[] =>
  Object.entries(blueprint.value.hosting).flatMap(([id, hosted]) =>
    (services[hosted.service]?.dependsOn ?? [])
      .filter((dependency) => !Object.values(blueprint.value.hosting).some((other) => other.service === dependency))
      .map((dependency) =>
        at(
          blueprint,
          ['hosting', id, 'service'],
          'SGC2103',
          `${hosted.service} depends on ${dependency}, which is not hosted here`,
          `a hosted ${dependency}`,
          `add an entry with \`service: ${dependency}\` under \`hosting\``,
        ),
      ),
  );

const ambiguousSpaces = (blueprint: Located<Blueprint>): Problem[] => {
  const ids = spaceIdsOf(blueprint.value);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) =>
    at(
      blueprint,
      ['stages'],
      'SGC2104',
      `two pairs of tenant and stage are both called ${id}`,
      'ids whose combination is unique',
      'rename a stage',
    ),
  );
};

const circularLinks = (blueprint: Located<Blueprint>): Problem[] => {
  const links = blueprint.value.network.links;
  const reaches = (from: string, goal: string, seen: ReadonlySet<string>): boolean =>
    from === goal ||
    links.some((link) => link.from === from && !seen.has(link.to) && reaches(link.to, goal, new Set([...seen, link.to])));
  return links.flatMap((link, index) =>
    link.from !== link.to && reaches(link.to, link.from, new Set([link.to]))
      ? [
          at(
            blueprint,
            ['network', 'links', index],
            'SGC2105',
            `${link.from} and ${link.to} call each other in a circle, so neither can be deployed first`,
            'links without a circle',
            'join the two in one service, or let one poll a queue of the other',
          ),
        ]
      : [],
  );
};

const ephemeralData = (blueprint: Located<Blueprint>, services: Readonly<Record<string, Service>>): Problem[] => {
  const { value } = blueprint;
  const allSynthetic = Object.values(value.stages).every((stage) => (stage.data ?? value.dataset ?? 'real') === 'synthetic');
  if (value.lifecycle !== 'ephemeral' || allSynthetic) return [];
  const personal = [
    ...Object.entries(value.storage)
      .filter(([, store]) => store.dataClass !== 'C0')
      .map(([id]) => `storage.${id}`),
    ...Object.entries(value.hosting)
      .filter(([, hosted]) => (services[hosted.service]?.dataClass ?? 'C0') !== 'C0')
      .map(([id]) => `hosting.${id}`),
  ];
  return personal.length === 0
    ? []
    : [
        at(
          blueprint,
          ['lifecycle'],
          'SGC2106',
          `an ephemeral cloud may be destroyed whole, and ${personal.join(', ')} hold data that is not public`,
          'synthetic data in every stage, or `retained`',
          'write `dataset: synthetic`, or `lifecycle: retained`',
        ),
      ];
};
