import type { AwsTargetPlan } from '../../lib/plan/target-plan';
import { homeOf } from '../../lib/preflight/aws-claim';
import type { Io } from '../io';
import { AwsCaller } from './aws-caller';
import type { AwsCredentials } from './aws-signature';

/** Somebody who may ask in an account, or why nobody can. */
export type AccountCaller = { readonly caller: AwsCaller } | { readonly reason: string };

/**
 * Somebody for each account of a target: in their own the credentials of the environment, in the others the role for
 * look-ups of the CDK's bootstrap, which only reads. `readers`: that role in their own account too, where it is there,
 * since whoever deploys may have no right but to take roles.
 */
export const openAccounts = async (
  io: Pick<Io, 'env'>,
  target: AwsTargetPlan,
  { readers = false }: { readonly readers?: boolean } = {},
): Promise<ReadonlyMap<string, AccountCaller>> => {
  const accounts = [...new Set(Object.values(target.accounts))];
  const all = (caller: AccountCaller) => new Map(accounts.map((account) => [account, caller]));
  const credentials = credentialsIn(io.env);
  if (credentials === undefined) return all({ reason: noCredentials(io.env) });
  const caller = new AwsCaller(credentials, target.cloud.urlSuffix, io.env.AWS_ENDPOINT_URL ?? '');
  const own = await caller.ask<Identity>(sts(target, { Action: 'GetCallerIdentity' }));
  if (own.kind !== 'fine') return all({ reason: own.message });
  const { Account } = own.body.GetCallerIdentityResponse.GetCallerIdentityResult;
  const opened = new Map<string, AccountCaller>();
  for (const account of accounts) {
    const isOwn = account === Account;
    const reader: AccountCaller = isOwn && !readers ? { caller } : await assumed(caller, target, account, Account);
    opened.set(account, isOwn && !('caller' in reader) ? { caller } : reader);
  }
  return opened;
};

const credentialsIn = (env: Io['env']): AwsCredentials | undefined => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken = '' } = env;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
};

const noCredentials = (env: Io['env']): string =>
  `no credentials in the environment; with a profile: eval "$(aws configure export-credentials${env.AWS_PROFILE ? ` --profile ${env.AWS_PROFILE}` : ''} --format env)"`;

interface Identity {
  readonly GetCallerIdentityResponse: { readonly GetCallerIdentityResult: { readonly Account: string } };
}

interface Assumed {
  readonly AssumeRoleResponse: {
    readonly AssumeRoleResult: {
      readonly Credentials: { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string };
    };
  };
}

const sts = (target: AwsTargetPlan, form: Readonly<Record<string, string>>) => ({
  host: 'sts',
  region: homeOf(target),
  form: { Version: '2011-06-15', ...form },
});

const assumed = async (caller: AwsCaller, target: AwsTargetPlan, account: string, own: string): Promise<AccountCaller> => {
  const { partition, region } = target.cloud;
  const RoleArn = `arn:${partition}:iam::${account}:role/cdk-hnb659fds-lookup-role-${account}-${region}`;
  const answer = await caller.ask<Assumed>(sts(target, { Action: 'AssumeRole', RoleArn, RoleSessionName: 'sgc-preflight' }));
  if (answer.kind !== 'fine') return { reason: `signed in to account ${own}; ${answer.message}` };
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.body.AssumeRoleResponse.AssumeRoleResult.Credentials;
  return {
    caller: caller.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }),
  };
};
