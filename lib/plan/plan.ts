import type { FoundationPlan } from './foundation-plan';
import type { IdentityPlan } from './identity-plan';
import type { EgressPlan, LinkPlan, NetworkPlan } from './network-plan';
import type { ServicePlan } from './service-plan';
import type { StoragePlan } from './storage-plan';
import type { TargetPlan } from './target-plan';

/**
 * Everything that was decided for a region: frozen, complete, the same for every target. Nothing is
 * optional, so a provider translates and never chooses. Keys of maps are stable ids, sorted.
 */
export interface Plan {
  readonly format: 1;
  readonly region: RegionPlan;
  readonly foundation: FoundationPlan;
  readonly identity: IdentityPlan;
  readonly egress: EgressPlan;
  /** One tenant in one stage, keyed `<tenant>-<stage>`: an AWS VPC, an OpenStack project. */
  readonly spaces: Readonly<Record<string, SpacePlan>>;
  /** Declared links between services of different spaces, keyed by the lock. */
  readonly links: Readonly<Record<string, LinkPlan>>;
  readonly targets: Readonly<Record<string, TargetPlan>>;
  /** Which artefact waits for which, in the order to apply; the same graph on every target. */
  readonly order: readonly DependencyPlan[];
}

export interface RegionPlan {
  readonly id: string;
  /** Text in the first language of the region. */
  readonly title: string;
  readonly country: string;
  readonly languages: readonly string[];
  readonly contacts: { readonly operations: string; readonly security: string };
  readonly dataset: 'real' | 'synthetic';
  readonly lifecycle: 'retained' | 'ephemeral';
  readonly allowedCountries: readonly string[];
  readonly tenants: Readonly<Record<string, TenantPlan>>;
}

export interface TenantPlan {
  readonly id: string;
  readonly title: string;
  readonly inhabitants: number;
  readonly level: string;
  /** Ids of its spaces. */
  readonly spaces: readonly string[];
}

export interface SpacePlan {
  /** `<tenant>-<stage>`. */
  readonly id: string;
  readonly tenant: string;
  readonly stage: string;
  readonly dataset: 'real' | 'synthetic';
  /** retained: state is kept when its stack goes. */
  readonly lifecycle: 'retained' | 'ephemeral';
  /** The strictest class of data in this space; never in an artefact, since a new service may raise it. */
  readonly dataClass: DataClassId;
  /** Bound on what the space may use, decided by the region and not by the sum of its services. */
  readonly quota: QuotaPlan;
  /** Prefix of every name here: `<region>-<tenant>-<stage>`. */
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly network: NetworkPlan;
  readonly storage: StoragePlan;
  /** E-services hosted here, keyed by the blueprint's hosting id. */
  readonly services: Readonly<Record<string, ServicePlan>>;
}

export interface QuotaPlan {
  readonly servers: number;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly volumes: number;
  readonly volumeGiB: number;
  readonly networks: number;
  readonly ports: number;
  readonly securityGroups: number;
  readonly securityGroupRules: number;
  readonly publicAddresses: number;
  readonly loadBalancers: number;
  readonly names: number;
}

export type DataClassId = 'C0' | 'C1' | 'C2' | 'C3';

/** Ids: `foundation`, `egress`, `<tenant>`, `<space>/network`, `<space>/storage`, `<space>/<service>`. */
export interface DependencyPlan {
  readonly id: string;
  readonly after: readonly string[];
}
