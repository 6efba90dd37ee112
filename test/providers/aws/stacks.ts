import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Plan, SpacePlan } from '../../../lib/plan/plan';
import type { ServicePlan } from '../../../lib/plan/service-plan';
import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import { appProps } from '../../../lib/providers/aws/app';
import { ServiceStack } from '../../../lib/providers/aws/hosting/service';
import { StorageStack } from '../../../lib/providers/aws/storage/storage';
import { planOf } from '../../plans';

export interface Sample {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
}

/** A space of the reference municipality on AWS, with changes to the blueprint if wanted. */
export const sample = (
  space = 'city-production',
  change?: (blueprint: Record<string, unknown>) => void,
  targetId = 'aws',
): Sample => {
  const plan = planOf('reference/municipal.yaml', change);
  return { plan, target: plan.targets[targetId] as AwsTargetPlan, space: plan.spaces[space] as SpacePlan };
};

export const serviceOf = ({ space }: Sample, id: string): ServicePlan => {
  const service = space.services[id];
  if (service === undefined) throw new Error(`no ${id}`);
  return service;
};

export const templateOf = (make: (app: App) => Stack): Template => Template.fromStack(make(new App(appProps)));

export const serviceTemplate = (of: Sample, service: ServicePlan): Template =>
  templateOf((app) => new ServiceStack(app, service.name, { ...of, service }));

export const storageTemplate = (of: Sample): Template =>
  templateOf((app) => new StorageStack(app, `${of.space.name}-storage`, of));

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** Resources of one type by logical id. */
export const ofType = (template: Template, type: string): Record<string, Resource> =>
  template.findResources(type) as Record<string, Resource>;

/** The single resource of a type. */
export const only = (template: Template, type: string): Resource => {
  const found = Object.values(ofType(template, type));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${type}`);
  return found[0];
};

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Record<string, unknown>;
}

/** Statements of every managed policy whose logical id starts so. */
export const statementsOf = (template: Template, start: string): Statement[] =>
  Object.entries(ofType(template, 'AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith(start))
    .flatMap(([, policy]) => (policy.Properties.PolicyDocument as { Statement: Statement[] }).Statement);

export const actionsOf = (statements: readonly Statement[]): string[] =>
  [...new Set(statements.flatMap((statement) => statement.Action))].sort();
