import type { Cloud } from '../../lib/model/cloud';
import { optionsSchema } from '../../lib/providers/openstack/options';
import type { Answers } from './answers';
import { githubWorkflow } from './pipeline-github';
import { gitlabPipeline } from './pipeline-gitlab';
import { rolesTemplate } from './pipeline-roles';

interface Wanted {
  readonly answers: Answers;
  readonly blueprint: string;
  readonly clouds: Readonly<Record<string, Cloud>>;
}

/** What a pipeline deploys to, and with whose rights. */
export interface PipelineTargets {
  readonly aws: readonly AwsTarget[];
  readonly openstack: readonly OpenstackTarget[];
  /** Targets whose states are files of one machine, so that a pipeline would begin anew each time. */
  readonly local: readonly string[];
}

export interface AwsTarget {
  readonly id: string;
  readonly region: string;
  /** Roles of the account `shared`, one that looks and one that applies. */
  readonly roles: { readonly plan: string; readonly apply: string };
}

export interface OpenstackTarget {
  readonly id: string;
  /** Variables with which the engine reaches the states. */
  readonly variables: readonly string[];
}

/** The pipeline of the region's repository, and the roles that let it in without keys. */
export const pipelineFiles = ({ answers, blueprint, clouds }: Wanted): Readonly<Record<string, string>> => {
  if (answers.pipeline === 'none') return {};
  const targets = targetsOf(answers, clouds);
  const roles =
    targets.aws.length === 0
      ? {}
      : {
          'pipeline/aws-roles.template.json': rolesTemplate(
            answers,
            targets.aws.map(({ id }) => id),
          ),
        };
  return answers.pipeline === 'github'
    ? { '.github/workflows/region.yaml': githubWorkflow(blueprint, targets), ...roles }
    : { '.gitlab-ci.yml': gitlabPipeline(blueprint, targets), ...roles };
};

const targetsOf = (answers: Answers, clouds: Readonly<Record<string, Cloud>>): PipelineTargets => {
  const all = Object.entries(answers.targets).map(([id, target]) => ({ id, target, cloud: clouds[target.cloud] }));
  const states = all
    .filter(({ cloud }) => cloud?.provider === 'openstack')
    .map(({ id, target }) => ({ id, variables: stateVariables[optionsSchema.parse(target.options ?? {}).stateBackend.kind] }));
  return {
    aws: all.flatMap(({ id, target, cloud }) => {
      const account = target.accounts?.shared;
      if (cloud?.provider !== 'aws' || account === undefined) return [];
      const role = (use: string): string => `arn:${cloud.partition}:iam::${account}:role/${answers.region}-pipeline-${use}`;
      return [{ id, region: cloud.region, roles: { plan: role('plan'), apply: role('apply') } }];
    }),
    openstack: states.filter(({ variables }) => variables.length > 0),
    local: states.filter(({ variables }) => variables.length === 0).map(({ id }) => id),
  };
};

const stateVariables: Readonly<Record<'local' | 'pg' | 's3' | 'http', readonly string[]>> = {
  local: [],
  pg: ['PG_CONN_STR', 'TF_ENCRYPTION'],
  s3: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'TF_ENCRYPTION'],
  http: ['TF_HTTP_USERNAME', 'TF_HTTP_PASSWORD', 'TF_ENCRYPTION'],
};
