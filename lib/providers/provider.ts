import type { Plan } from '../plan/plan';

/** One file set that an engine deploys as a whole: a CloudFormation stack, a Terraform state. */
export interface Artefact {
  /** Id in the plan's order, such as `comune-production/network`. */
  readonly id: string;
  /** Name of the stack or state. */
  readonly name: string;
  /** Path of the template, relative to the output folder. */
  readonly file: string;
}

/** The port every provider implements. */
export interface Provider {
  readonly id: 'aws' | 'openstack';
  /** Resource types that hold state, with the properties whose change replaces them. */
  readonly statefulTypes: Readonly<Record<string, readonly string[]>>;
  /** Writes the artefacts of one target into an empty folder. Reads nothing but the plan. */
  synthesize(plan: Plan, targetId: string, outDir: string): readonly Artefact[];
}
