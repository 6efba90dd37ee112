import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import type { Found } from '../../../lib/report/audit/deployed';
import type { AuditedFile } from '../../../lib/report/audit/input';
import type { Io } from '../../io';
import { type AccountCaller, openAccounts } from '../../preflight/aws-accounts';
import type { AwsCaller } from '../../preflight/aws-caller';
import type { Answer } from '../../cloud/answer';

/** What runs of a target. */
export interface Running {
  readonly found: ReadonlyMap<string, Found>;
  /** Names under the region's own that were not audited. */
  readonly strangers: readonly string[];
}

/** The template of every stack as CloudFormation keeps it, asked with the rights of whoever only looks up. */
export const runningOnAws = async (
  io: Io,
  region: string,
  target: AwsTargetPlan,
  files: readonly AuditedFile[],
): Promise<Running> => {
  const accounts = await openAccounts(io, target, { readers: true });
  const found = new Map<string, Found>();
  const strangers: string[] = [];
  const places = new Map<string, AuditedFile[]>();
  for (const file of files) {
    const key = `${file.source.account} ${file.source.region}`;
    places.set(key, [...(places.get(key) ?? []), file]);
  }
  for (const [key, own] of places) {
    const [account = '', place = ''] = key.split(' ');
    const stacks = await stacksIn(accounts.get(account), account, place);
    for (const { source } of own) found.set(source.name, await foundOf(stacks, source.name));
    if (stacks.kind === 'seen')
      strangers.push(
        ...[...stacks.statuses.keys()].filter(
          (name) => name.startsWith(`${region}-`) && !own.some(({ source }) => source.name === name),
        ),
      );
  }
  return { found, strangers };
};

type Stacks =
  | { readonly kind: 'unseen'; readonly reason: string }
  | {
      readonly kind: 'seen';
      readonly caller: AwsCaller;
      readonly region: string;
      readonly statuses: ReadonlyMap<string, string>;
    };

interface Described {
  readonly DescribeStacksResponse: {
    readonly DescribeStacksResult: {
      readonly Stacks?: readonly { readonly StackName: string; readonly StackStatus: string }[] | '';
      readonly NextToken?: string | null;
    };
  };
}

interface Got {
  readonly GetTemplateResponse: { readonly GetTemplateResult: { readonly TemplateBody: unknown } };
}

const ask = <T>(caller: AwsCaller, region: string, form: Readonly<Record<string, string>>): Promise<Answer<T>> =>
  caller.ask<T>({ host: 'cloudformation', region, form: { Version: '2010-05-15', ContentType: 'JSON', ...form } });

const stacksIn = async (account: AccountCaller | undefined, id: string, region: string): Promise<Stacks> => {
  if (account === undefined) return { kind: 'unseen', reason: `account ${id} is not in the blueprint` };
  if ('reason' in account) return { kind: 'unseen', reason: account.reason };
  const statuses = new Map<string, string>();
  for (let token: string | undefined; ;) {
    const page = await ask<Described>(account.caller, region, {
      Action: 'DescribeStacks',
      ...(token === undefined ? {} : { NextToken: token }),
    });
    if (page.kind !== 'fine') return { kind: 'unseen', reason: page.message };
    const { Stacks, NextToken } = page.body.DescribeStacksResponse.DescribeStacksResult;
    for (const { StackName, StackStatus } of Stacks || []) statuses.set(StackName, StackStatus);
    if (!NextToken) return { kind: 'seen', caller: account.caller, region, statuses };
    token = NextToken;
  }
};

/** States in which the template that CloudFormation gives is the one that runs. */
const settled = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'IMPORT_COMPLETE']);

const foundOf = async (stacks: Stacks, StackName: string): Promise<Found> => {
  if (stacks.kind === 'unseen') return stacks;
  const status = stacks.statuses.get(StackName);
  if (status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'DELETE_COMPLETE') return { kind: 'absent' };
  const got = await ask<Got>(stacks.caller, stacks.region, { Action: 'GetTemplate', StackName, TemplateStage: 'Original' });
  if (got.kind !== 'fine') return { kind: 'unseen', reason: got.message };
  const body = got.body.GetTemplateResponse.GetTemplateResult.TemplateBody;
  return {
    kind: 'there',
    text: typeof body === 'string' ? body : JSON.stringify(body),
    status: settled.has(status) ? '' : `CloudFormation says ${status}`,
  };
};
