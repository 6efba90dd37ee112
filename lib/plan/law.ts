import type { Blueprint } from '../model/blueprint';
import { memberStates } from '../model/member-states';
import type { Problem } from '../model/problem';
import type { Service } from '../model/service';
import type { Located, Path } from './located';

/**
 * Law as guards, as dated data. Pointers for the region's own lawyers, never advice.
 */
export interface LawRule {
  readonly country: string;
  readonly rule: 'refused' | 'real-data-at-home';
  readonly source: string;
  readonly asOf: string;
}

export const lawRules: readonly LawRule[] = [
  {
    country: 'RU',
    rule: 'refused',
    source: 'Regulation (EU) 833/2014 art. 5n; OFAC determination of 2024-09-12',
    asOf: '2026-11-22',
  },
  {
    country: 'RS',
    rule: 'real-data-at-home',
    source: 'Law on e-Government, Sl. glasnik RS 27/2018, art. 10',
    asOf: '2026-11-22',
  },
];

/** Every way in which the blueprint breaks a guard. */
export const lawProblems = (
  blueprint: Located<Blueprint>,
  services: Readonly<Record<string, Service>>,
  cloudCountries: Readonly<Record<string, string>>,
): Problem[] => [
  ...undeployable(blueprint),
  ...abroad(blueprint, cloudCountries),
  ...citizenScheme(blueprint),
  ...onceOnly(blueprint, services),
];

const undeployable = ({ value, locate }: Located<Blueprint>): Problem[] => {
  const rule = lawRules.find((candidate) => candidate.country === value.country && candidate.rule === 'refused');
  const problems: Problem[] = [];
  if (value.deployable === false) {
    problems.push({
      ...locate(['deployable']),
      code: 'SGC3001',
      message: 'this blueprint is a historic record and is never deployed',
      allowed: 'reading it',
      repair: 'use another blueprint; a record is kept, not deployed',
    });
  }
  if (rule !== undefined) {
    problems.push({
      ...locate(['country']),
      code: 'SGC3002',
      message: `IT services for public bodies of ${value.country} are forbidden (${rule.source}, as of ${rule.asOf})`,
      allowed: 'no deployment',
      repair: 'keep it as a record with `deployable: false`',
    });
  }
  return problems;
};

const abroad = ({ value, locate }: Located<Blueprint>, cloudCountries: Readonly<Record<string, string>>): Problem[] => {
  const rule = lawRules.find((candidate) => candidate.country === value.country && candidate.rule === 'real-data-at-home');
  if (rule === undefined) return [];
  const real = Object.entries(value.stages).find(([, stage]) => (stage.data ?? value.dataset ?? 'real') === 'real');
  if (real === undefined) return [];
  return Object.keys(value.targets)
    .filter((target) => cloudCountries[target] !== undefined && cloudCountries[target] !== value.country)
    .map((target) => ({
      ...locate(['targets', target, 'cloud']),
      code: 'SGC3003',
      message: `stage ${real[0]} holds real data, which must stay in ${value.country} (${rule.source}, as of ${rule.asOf}); this cloud stands in ${cloudCountries[target]}`,
      allowed: `a cloud in ${value.country}, or synthetic data only`,
      repair: 'write `dataset: synthetic` if all data are invented, or choose a cloud at home',
    }));
};

const citizenScheme = ({ value, locate }: Located<Blueprint>): Problem[] =>
  value.identity.citizens.scheme === 'eidas' && !memberStates.has(value.country)
    ? [
        {
          ...locate(['identity', 'citizens', 'scheme']),
          code: 'SGC3004',
          message: `${value.country} is outside eIDAS`,
          allowed: 'national or none',
          repair: 'write `scheme: national`',
        },
      ]
    : [];

const onceOnly = (blueprint: Located<Blueprint>, services: Readonly<Record<string, Service>>): Problem[] =>
  Object.entries(blueprint.value.hosting).flatMap(([id, hosted]) =>
    (services[hosted.service]?.crossBorder ?? [])
      .filter((evidence) => evidence.exchange === 'oots')
      .filter(() => !memberStates.has(blueprint.value.country))
      .map((evidence) => outsideOots(blueprint, ['hosting', id, 'service'], evidence.evidence)),
  );

const outsideOots = (blueprint: Located<Blueprint>, path: Path, evidence: string): Problem => ({
  ...blueprint.locate(path),
  code: 'SGC3005',
  message: `the service exchanges ${evidence} through the Once-Only Technical System, and ${blueprint.value.country} is outside it`,
  allowed: 'a descriptor whose exchange is x-road, bilateral or person',
  repair: 'use a version of the descriptor with a bilateral link or X-Road and its own legal basis',
});
