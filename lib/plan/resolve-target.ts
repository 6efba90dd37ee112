import type { Blueprint } from '../model/blueprint';
import type { AwsCloud, Cloud, OpenstackCloud } from '../model/cloud';
import type { IntentId } from '../model/intent';
import type { Problem } from '../model/problem';
import type { Located } from './located';
import { ledgerOf } from './parity';
import { sharingTenants } from './tenancy';
import type { OptionsResult, ProviderPolicies, Support, TargetPlan } from './target-plan';

interface Resolved {
  readonly targets: Record<string, TargetPlan>;
  readonly problems: Problem[];
}

const zoneIds = ['a', 'b', 'c', 'd'] as const;

/** Each target with its zones, its options, its second site and its ledger; targets of unknown clouds are left to the references. */
export const resolveTargets = (
  blueprint: Located<Blueprint>,
  clouds: Readonly<Record<string, Cloud>>,
  policies: ProviderPolicies,
): Resolved => {
  const targets: Record<string, TargetPlan> = {};
  const problems: Problem[] = [];
  for (const id of Object.keys(blueprint.value.targets).sort()) {
    const cloud = clouds[blueprint.value.targets[id]?.cloud ?? ''];
    if (cloud === undefined) continue;
    const resolved =
      cloud.provider === 'aws' ? awsTarget(blueprint, id, cloud, policies) : openstackTarget(blueprint, id, cloud, policies);
    problems.push(...resolved.problems);
    targets[id] = resolved.target;
  }
  return { targets, problems };
};

const awsTarget = (blueprint: Located<Blueprint>, id: string, cloud: AwsCloud, policies: ProviderPolicies) => {
  const written = blueprint.value.targets[id];
  const options = optionsOf(blueprint, id, policies.aws.parseOptions(written?.options ?? {}, cloud));
  const common = commonOf(blueprint, id, cloud, onePartition(blueprint.value, id, policies.aws.support(cloud)), options);
  const certificates = Object.fromEntries(
    Object.keys(blueprint.value.hosting)
      .sort()
      .map((service) => [service, written?.certificates?.[service] ?? 'delegated']),
  );
  const accounts = Object.fromEntries(Object.entries(written?.accounts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    target: { ...common.target, provider: 'aws' as const, cloud, accounts, certificates },
    problems: [...options.problems, ...common.problems],
  };
};

const openstackTarget = (blueprint: Located<Blueprint>, id: string, cloud: OpenstackCloud, policies: ProviderPolicies) => {
  const written = blueprint.value.targets[id];
  const options = optionsOf(blueprint, id, policies.openstack.parseOptions(written?.options ?? {}, cloud));
  const common = commonOf(blueprint, id, cloud, policies.openstack.support(cloud), options);
  return {
    target: { ...common.target, provider: 'openstack' as const, cloud, domain: written?.domain ?? blueprint.value.region },
    problems: [...options.problems, ...common.problems],
  };
};

const commonOf = (
  blueprint: Located<Blueprint>,
  id: string,
  cloud: Cloud,
  supports: Readonly<Record<IntentId, Support>>,
  options: { readonly value: Readonly<Record<string, unknown>> },
) => {
  const secondSite = secondSiteOf(blueprint.value, cloud);
  const ledger = ledgerOf(blueprint, id, withPlace(blueprint.value, cloud, secondSite.enabled, supports));
  return {
    target: {
      id,
      zones: zonesOf(blueprint.value, cloud),
      ledger: ledger.lines,
      options: options.value,
      secondSite,
      exceptions: exceptionsOf(blueprint.value, id),
    },
    problems: ledger.problems,
  };
};

/** Entries for one resource of this target; what is broader than that excuses nothing, and the check says so. */
const exceptionsOf = ({ exceptions }: Blueprint, target: string): TargetPlan['exceptions'] =>
  exceptions.flatMap(({ resource: scope, ...entry }) => {
    const [named = '', artefact = '', ...rest] = scope.split('/');
    const resource = rest.join('/');
    return named !== target || artefact === '' || resource === '' || /[*?]/.test(scope) ? [] : [{ ...entry, artefact, resource }];
  });

/** Zones of the plan on the zones of the cloud; with fewer of them several share one. */
const zonesOf = (blueprint: Blueprint, cloud: Cloud): Record<string, string> =>
  Object.fromEntries(
    zoneIds.slice(0, blueprint.network.zones).map((zone, index) => [zone, cloud.zones[index % cloud.zones.length] ?? '']),
  );

const secondSiteOf = (blueprint: Blueprint, cloud: Cloud): TargetPlan['secondSite'] => {
  const site = cloud.secondSite;
  const allowed =
    site !== null &&
    blueprint.recovery.secondSite.allowedCountries.includes(site.country) &&
    blueprint.residency.allowedCountries.includes(site.country);
  return site !== null && allowed ? { enabled: true, ...site } : { enabled: false, region: '', country: '' };
};

/** What a provider cannot know of its cloud: the zones and countries that this region wants. */
const withPlace = (
  blueprint: Blueprint,
  cloud: Cloud,
  secondSite: boolean,
  supports: Readonly<Record<IntentId, Support>>,
): Readonly<Record<IntentId, Support>> => {
  const fewZones: Partial<Record<IntentId, Support>> =
    new Set(Object.values(zonesOf(blueprint, cloud))).size < blueprint.network.zones
      ? {
          'network.zones': {
            parity: 'weaker',
            by: supports['network.zones'].by,
            lost: `${cloud.zones.length} zone for ${blueprint.network.zones}: the loss of it stops everything`,
          },
        }
      : {};
  const noSite: Partial<Record<IntentId, Support>> = secondSite
    ? {}
    : {
        'storage.secondSite': {
          parity: 'absent',
          by: 'no second site of this cloud in an allowed country',
          lost: 'a copy outside the first site',
        },
      };
  return { ...supports, ...fewZones, ...noSite };
};

/** Tenants that share an AWS account are kept apart by permissions only. */
const onePartition = (
  blueprint: Blueprint,
  id: string,
  supports: Readonly<Record<IntentId, Support>>,
): Readonly<Record<IntentId, Support>> =>
  sharingTenants(blueprint, id).length === 0
    ? supports
    : {
        ...supports,
        'tenancy.isolation': {
          parity: 'weaker',
          by: 'networks and roles within one account',
          lost: 'the boundary of an account between tenants',
        },
      };

const optionsOf = (
  blueprint: Located<Blueprint>,
  id: string,
  parsed: OptionsResult,
): { value: Readonly<Record<string, unknown>>; problems: Problem[] } =>
  parsed.ok
    ? { value: parsed.value, problems: [] }
    : {
        value: {},
        problems: parsed.issues.map((issue) => ({
          ...blueprint.locate(['targets', id, 'options', ...issue.path]),
          code: 'SGC5005',
          message: issue.message,
          allowed: issue.allowed,
          repair: issue.repair,
        })),
      };
