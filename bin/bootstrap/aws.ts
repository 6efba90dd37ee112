import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import type { AwsTargetPlan } from '../../lib/plan/target-plan';
import type { Task } from '../../lib/plan/task';
import type { ExecutionStack } from '../../lib/providers/aws/bootstrap';
import { executionPolicies, executionPolicyName, type WrittenStack } from '../../lib/providers/aws/foundation/execution-policy';
import type { Artefact } from '../../lib/providers/provider';

interface Assembly {
  readonly artifacts: Readonly<Record<string, { readonly environment?: string }>>;
}

/** The policies of every account, from what was written for it. */
export const executionStacks = (
  plan: Plan,
  target: AwsTargetPlan,
  folder: string,
  artefacts: readonly Artefact[],
): readonly ExecutionStack[] =>
  [...new Set(Object.values(target.accounts))].sort().map((account) => ({
    stackId: `sgc-${plan.region.id}-execution-${account}`,
    account,
    cloudRegion: target.cloud.region,
    policies: executionPolicies({ region: plan.region.id, target, account, stacks: stacksOf(folder, artefacts, account) }),
  }));

const stacksOf = (folder: string, artefacts: readonly Artefact[], account: string): readonly WrittenStack[] => {
  const { artifacts } = read<Assembly>(path.join(folder, 'manifest.json'));
  return artefacts
    .filter(({ name }) => artifacts[name]?.environment?.startsWith(`aws://${account}/`) === true)
    .map(({ name, file }) => ({ name, template: read<WrittenStack['template']>(path.join(folder, file)) }));
};

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

interface Where {
  /** Folder of the stacks of policies, as it is shown. */
  readonly app: string;
  readonly profiles: Readonly<Record<string, string>>;
}

/** The policies of each account, then the CDK's own stack in each region, which lets the account `shared` deploy with them alone. */
export const awsTasks = (
  plan: Plan,
  target: AwsTargetPlan,
  stacks: readonly ExecutionStack[],
  { app, profiles }: Where,
): readonly Task[] =>
  stacks.flatMap(({ stackId, account, policies }) => {
    const key = Object.keys(target.accounts).find((one) => target.accounts[one] === account && profiles[one] !== undefined);
    const profile = key === undefined ? [] : ['--profile', profiles[key] ?? ''];
    const common = { by: 'us', group: account } as const;
    const arns = policies.map(
      (_, index) => `arn:${target.cloud.partition}:iam::${account}:policy/${executionPolicyName(plan.region.id, index)}`,
    );
    return [
      {
        ...common,
        why: `What CloudFormation may do in account ${account}`,
        command: ['npx', 'cdk', 'deploy', stackId, '--exclusively', '--require-approval', 'never', '--app', app, ...profile],
      },
      ...regionsOf(target).map((region) => ({
        ...common,
        why: `The CDK's own stack in account ${account}, ${region}`,
        command: [
          'npx',
          'cdk',
          'bootstrap',
          `aws://${account}/${region}`,
          ...trustOf(target, account),
          '--cloudformation-execution-policies',
          arns.join(','),
          '--termination-protection',
          '--app',
          app,
          ...profile,
        ],
      })),
    ];
  });

const regionsOf = ({ cloud, secondSite }: AwsTargetPlan): readonly string[] => [
  cloud.region,
  ...(secondSite.enabled ? [secondSite.region] : []),
];

/** The pipeline lives in the account `shared`. */
const trustOf = ({ accounts }: AwsTargetPlan, account: string): readonly string[] => {
  const shared = accounts.shared ?? '';
  return account === shared ? [] : ['--trust', shared, '--trust-for-lookup', shared];
};
