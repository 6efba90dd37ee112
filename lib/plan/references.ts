import type { Blueprint } from '../model/blueprint';
import type { Cloud } from '../model/cloud';
import type { Problem } from '../model/problem';
import type { Service } from '../model/service';
import { suggest } from '../model/suggestion';
import { spaceIdsOf } from './ids';
import { sharedAccountProblems } from './tenancy';
import type { Located, Path } from './located';

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

const at = (
  blueprint: Located<Blueprint>,
  path: Path,
  code: string,
  message: string,
  allowed: string,
  repair: string,
): Problem => ({ ...blueprint.locate(path), code, message, allowed, repair });

/** What to write instead of a name that nobody knows; without a near one, what to add. */
const meant = (key: string, written: string, known: readonly string[], otherwise: string): string => {
  const near = suggest(written, known);
  return near === undefined ? otherwise : `write \`${key}: ${near}\``;
};

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
    reaches(link.to, link.from, new Set([link.to]))
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

const targetProblems = (
  blueprint: Located<Blueprint>,
  id: string,
  clouds: Readonly<Record<string, Cloud>>,
  services: Readonly<Record<string, Service>>,
): Problem[] => {
  const target = blueprint.value.targets[id];
  const cloud = target === undefined ? undefined : clouds[target.cloud];
  if (target === undefined) return [];
  if (cloud === undefined) {
    const known = Object.keys(clouds).sort();
    return [
      at(
        blueprint,
        ['targets', id, 'cloud'],
        'SGC2201',
        `no cloud profile ${target.cloud}`,
        known.join(', '),
        meant('cloud', target.cloud, known, 'add the profile under clouds/'),
      ),
    ];
  }
  return [
    ...residency(blueprint, id, cloud),
    ...(cloud.provider === 'aws'
      ? [...accounts(blueprint, id), ...sharedAccountProblems(blueprint, id, services), ...awsZones(blueprint, id, cloud)]
      : notForOpenstack(blueprint, id)),
  ];
};

const residency = (blueprint: Located<Blueprint>, id: string, cloud: Cloud): Problem[] => {
  const { allowedCountries } = blueprint.value.residency;
  const { secondSite } = blueprint.value.recovery;
  const home = allowedCountries.includes(cloud.country)
    ? []
    : [
        at(
          blueprint,
          ['targets', id, 'cloud'],
          'SGC3101',
          `data may not lie in ${cloud.country}`,
          allowedCountries.join(', '),
          `choose a cloud in an allowed country, or add ${cloud.country} to \`residency.allowedCountries\``,
        ),
      ];
  const outside =
    id === Object.keys(blueprint.value.targets)[0]
      ? secondSite.allowedCountries.filter((country) => !allowedCountries.includes(country))
      : [];
  return [
    ...home,
    ...outside.map((country) =>
      at(
        blueprint,
        ['recovery', 'secondSite', 'allowedCountries', secondSite.allowedCountries.indexOf(country)],
        'SGC3102',
        `the second site may not lie in ${country}, where data may not lie`,
        allowedCountries.join(', '),
        `remove ${country}, or add it to \`residency.allowedCountries\``,
      ),
    ),
  ];
};

const accounts = (blueprint: Located<Blueprint>, id: string): Problem[] => {
  const { value } = blueprint;
  const given = value.targets[id]?.accounts ?? {};
  const wanted = ['shared', ...Object.keys(value.tenants)];
  return [
    ...wanted
      .filter((key) => given[key] === undefined)
      .map((key) =>
        at(
          blueprint,
          ['targets', id, 'accounts'],
          'SGC2202',
          `no AWS account for ${key}`,
          'twelve digits in quotes',
          `add \`${key}: "…"\` under \`targets.${id}.accounts\``,
        ),
      ),
    ...Object.keys(given)
      .filter((key) => !wanted.includes(key))
      .map((key) =>
        at(
          blueprint,
          ['targets', id, 'accounts', key],
          'SGC2203',
          `${key} is no tenant`,
          wanted.join(', '),
          suggest(key, wanted) === undefined ? `remove \`${key}\`` : `write \`${suggest(key, wanted)}\``,
        ),
      ),
  ];
};

/** Load balancers and database subnet groups of AWS take two zones at least. */
const leastAwsZones = 2;

const awsZones = (blueprint: Located<Blueprint>, id: string, cloud: Cloud): Problem[] =>
  blueprint.value.network.zones < leastAwsZones
    ? [
        at(
          blueprint,
          ['network', 'zones'],
          'SGC2206',
          `target ${id} is on AWS, where load balancers and databases take two zones at least`,
          `${leastAwsZones} to ${cloud.zones.length}`,
          `write \`zones: ${leastAwsZones}\``,
        ),
      ]
    : tooManyZones(blueprint, id, cloud);

const tooManyZones = (blueprint: Located<Blueprint>, id: string, cloud: Cloud): Problem[] =>
  cloud.zones.length < blueprint.value.network.zones
    ? [
        at(
          blueprint,
          ['network', 'zones'],
          'SGC2204',
          `${cloud.cloud} of target ${id} has ${cloud.zones.length} zones, and ${blueprint.value.network.zones} are wanted`,
          `1 to ${cloud.zones.length}`,
          `write \`zones: ${cloud.zones.length}\``,
        ),
      ]
    : [];

const notForOpenstack = (blueprint: Located<Blueprint>, id: string): Problem[] =>
  (['accounts', 'certificates'] as const)
    .filter((key) => blueprint.value.targets[id]?.[key] !== undefined)
    .map((key) =>
      at(
        blueprint,
        ['targets', id, key],
        'SGC2205',
        `\`${key}\` belongs to AWS; the cloud of target ${id} is an OpenStack`,
        'cloud, domain, accept, options',
        `remove \`${key}\``,
      ),
    );
