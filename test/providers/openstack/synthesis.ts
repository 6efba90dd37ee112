import type { OpenstackFlag } from '../../../lib/model/openstack-flags';
import type { Plan, SpacePlan } from '../../../lib/plan/plan';
import type { OpenstackTargetPlan } from '../../../lib/plan/target-plan';
import { type App, Testing, type TerraformStack } from '../../../lib/providers/openstack/engine';
import { planOf } from '../../plans';

/** What Terraform reads: type, logical id, arguments. */
export interface Template {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly variable?: Readonly<Record<string, Arguments>>;
  readonly provider?: Readonly<Record<string, readonly Arguments[]>>;
  readonly terraform?: { readonly backend?: Readonly<Record<string, Arguments>> };
}
// Arguments are whatever the provider's schema says; tests name what they expect.
export type Arguments = Readonly<Record<string, unknown>>;

/** The template of one state, made in memory. */
export const templateOf = (make: (app: App) => TerraformStack): Template =>
  JSON.parse(Testing.synth(make(Testing.app({ stackTraces: false })))) as Template;

/** All resources of a type, by the end of their construct path. */
export const resources = (template: Template, type: string): readonly Arguments[] =>
  Object.values(template.resource?.[`openstack_${type}`] ?? {});

export const named = (template: Template, type: string, name: string): Arguments => {
  const found = resources(template, type).find((one) => one.name === name);
  if (found === undefined)
    throw new Error(
      `no ${type} ${name}; there are ${resources(template, type)
        .map((one) => String(one.name))
        .join(', ')}`,
    );
  return found;
};

export const plan: Plan = planOf('reference/municipal.yaml');

/** The reference target on a cloud with other flags. */
export const targetWith = (
  flags: Readonly<Partial<Record<OpenstackFlag, boolean>>> = {},
  options: Readonly<Record<string, unknown>> = {},
): OpenstackTargetPlan => {
  const target = plan.targets.openstack;
  if (target?.provider !== 'openstack') throw new Error('the reference region has no OpenStack target');
  return {
    ...target,
    options: { ...target.options, ...options },
    cloud: { ...target.cloud, capabilities: { ...target.cloud.capabilities, ...flags } },
  };
};

export const spaceOf = (id: string): SpacePlan => {
  const space = plan.spaces[id];
  if (space === undefined) throw new Error(`no space ${id}`);
  return space;
};
