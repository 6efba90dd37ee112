import type { Blueprint } from '../model/blueprint';
import type { Cloud } from '../model/cloud';
import type { Problem } from '../model/problem';
import type { Service } from '../model/service';
import { suggest } from '../model/suggestion';
import type { Located } from './located';
import { at, meant } from './reference-problem';
import { sharedAccountProblems } from './tenancy';

/** What a target names, and what only its cloud makes visible. */
export const targetProblems = (
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
