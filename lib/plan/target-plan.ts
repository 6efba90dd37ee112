import type { AwsCloud, OpenstackCloud } from '../model/cloud';
import type { IntentId, Need } from '../model/intent';

/** One place where the plan is to be deployed. */
export type TargetPlan = AwsTargetPlan | OpenstackTargetPlan;

interface CommonTarget {
  readonly id: string;
  /** Zone id of the plan (`a`) to zone name of the cloud. */
  readonly zones: Readonly<Record<string, string>>;
  readonly ledger: readonly LedgerLine[];
  /** The provider's own options, already validated by it and complete. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly secondSite: { readonly enabled: boolean; readonly region: string; readonly country: string };
  /** What the region knowingly does not keep here, in the order in which it was written. */
  readonly exceptions: readonly ExceptionPlan[];
}

/** One entry of the register, for one resource of one artefact; whether it still holds is for audits to say. */
export interface ExceptionPlan {
  readonly control: string;
  readonly artefact: string;
  /** Logical id, address or construct path. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  readonly compensating: string;
  readonly review: string;
  readonly expires: string;
}

export interface AwsTargetPlan extends CommonTarget {
  readonly provider: 'aws';
  readonly cloud: AwsCloud;
  /** Account of `shared` and of each tenant. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Certificate ARN for each hosted service, or `delegated`: issued and renewed through the delegated zone. */
  readonly certificates: Readonly<Record<string, string>>;
}

export interface OpenstackTargetPlan extends CommonTarget {
  readonly provider: 'openstack';
  readonly cloud: OpenstackCloud;
  readonly domain: string;
}

export type Parity = 'equal' | 'weaker' | 'substitute' | 'obligation' | 'absent';

/** The one line an intent has on a target. */
export interface LedgerLine {
  readonly intent: IntentId;
  readonly need: Need;
  readonly parity: Parity;
  /** How the target meets it. */
  readonly by: string;
  /** What is lost against the intent; empty when equal. */
  readonly lost: string;
  readonly accepted: { readonly reason: string; readonly owner: string; readonly expires: string } | null;
}

/** A provider's answer for one intent on one cloud. */
export interface Support {
  readonly parity: Parity;
  readonly by: string;
  readonly lost: string;
}

/** What the plan asks of a provider before it decides; answered without loading an engine. */
export interface ProviderPolicy<C> {
  /** One answer for every intent, by the capabilities of the cloud. */
  support(cloud: C): Readonly<Record<IntentId, Support>>;
  /** The options of a target on this cloud, complete, or what is wrong with them. */
  parseOptions(options: unknown, cloud: C): OptionsResult;
}

export type OptionsResult =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly issues: readonly {
        readonly path: readonly (string | number)[];
        readonly message: string;
        readonly allowed: string;
        readonly repair: string;
      }[];
    };

export interface ProviderPolicies {
  readonly aws: ProviderPolicy<AwsCloud>;
  readonly openstack: ProviderPolicy<OpenstackCloud>;
}
