import { accountKeys, accountNames, allAccounts, ownsAccount } from '../../../../lib/providers/aws/accounts';
import { outputReaderRole } from '../../../../lib/providers/aws/exports';
import { nameOf } from '../../../../lib/plan/name';
import type { RolePlan } from '../../../../lib/plan/identity-plan';
import { type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import { keyNames, recordKey } from './keys';

const baselines = ({ plan, target }: Estate): readonly string[] =>
  accountKeys(plan).filter((key) => ownsAccount(plan, target, key));

interface Trail {
  readonly Name: string;
  readonly S3BucketName: string;
  readonly KmsKeyId?: string;
  readonly IsMultiRegionTrail: boolean;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly LogFileValidationEnabled: boolean;
  readonly CloudWatchLogsLogGroupArn?: string;
}

const trails: Kind = {
  types: ['AWS::CloudTrail::Trail'],
  expected: (estate) =>
    baselines(estate).map((key) =>
      line(accountNames.trail(estate.plan), {
        account: estate.place(key).account,
        into: accountNames.trailBucket(estate.plan, estate.target),
        key: recordKey.trail(estate.plan.foundation.logs.trailStore),
        everywhere: true,
        digests: true,
        searchable: true,
        running: true,
        // Who reads the archive is recorded where the archive is.
        records: key === 'shared' ? ['All', 'ReadOnly of objects'] : ['All'],
      }),
    ),
  seen: async (estate) => {
    const keys = await keyNames(estate);
    const all = await estate.list<Trail>(estate.places, 'cloudtrail', 'DescribeTrails', 'trailList');
    return Promise.all(
      all.map(async ({ place, ...one }) => {
        const { IsLogging } = await estate.ask<{ IsLogging: boolean }>(place, 'cloudtrail', 'GetTrailStatus', { Name: one.Name });
        const { EventSelectors } = await estate.ask<{
          EventSelectors: readonly { ReadWriteType: string; DataResources?: readonly unknown[] }[];
        }>(place, 'cloudtrail', 'GetEventSelectors', { TrailName: one.Name });
        return line(one.Name, {
          account: place.account,
          into: one.S3BucketName,
          key: keys(one.KmsKeyId),
          everywhere: one.IsMultiRegionTrail && one.IncludeGlobalServiceEvents,
          digests: one.LogFileValidationEnabled,
          searchable: one.CloudWatchLogsLogGroupArn !== undefined,
          running: IsLogging,
          records: EventSelectors.map(
            ({ ReadWriteType, DataResources = [] }) => `${ReadWriteType}${DataResources.length > 0 ? ' of objects' : ''}`,
          ),
        });
      }),
    );
  },
};

interface Recorder {
  readonly name: string;
  readonly recordingGroup: { readonly allSupported: boolean; readonly includeGlobalResourceTypes: boolean };
}

const recorders: Kind = {
  types: ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel'],
  expected: (estate) =>
    estate.plan.foundation.detection.includes('configuration')
      ? baselines(estate).map((key) =>
          line(estate.plan.foundation.name, {
            account: estate.place(key).account,
            everything: true,
            into: accountNames.deliveryBucket(estate.plan, estate.target, key),
            under: accountNames.prefix(estate.plan, key),
          }),
        )
      : [],
  seen: async (estate) => {
    const channels = await estate.list<{ s3BucketName: string; s3KeyPrefix: string }>(
      estate.places,
      'config',
      'DescribeDeliveryChannels',
      'DeliveryChannels',
    );
    const all = await estate.list<Recorder>(estate.places, 'config', 'DescribeConfigurationRecorders', 'ConfigurationRecorders');
    return all.map(({ name, recordingGroup, place }) => {
      const channel = channels.find((one) => one.place.account === place.account);
      return line(name, {
        account: place.account,
        everything: recordingGroup.allSupported && recordingGroup.includeGlobalResourceTypes,
        into: channel?.s3BucketName,
        under: channel?.s3KeyPrefix,
      });
    });
  },
};

const budgets: Kind = {
  types: ['AWS::Budgets::Budget'],
  expected: (estate) => {
    const { name, budget } = estate.plan.foundation;
    const share = Math.floor(budget.monthly / allAccounts(estate.target).length);
    return baselines(estate).map((key) =>
      line(nameOf('generic', name, 'monthly'), {
        account: estate.place(key).account,
        limit: `${share} USD`,
        each: 'MONTHLY',
        warnsAt: [...budget.alertPercents.map((percent) => `ACTUAL ${percent}`), 'FORECASTED 100'],
      }),
    );
  },
  seen: async (estate) => {
    const lists = await Promise.all(
      estate.places.map(async (place) => {
        const AccountId = place.account;
        const { Budgets = [] } = await estate.ask<{
          Budgets?: readonly { BudgetName: string; TimeUnit: string; BudgetLimit: { Amount: string; Unit: string } }[];
        }>(place, 'budgets', 'DescribeBudgets', { AccountId });
        return Promise.all(
          Budgets.map(async ({ BudgetName, TimeUnit, BudgetLimit }) => {
            const { Notifications } = await estate.ask<{
              Notifications: readonly { NotificationType: string; Threshold: number }[];
            }>(place, 'budgets', 'DescribeNotificationsForBudget', { AccountId, BudgetName });
            return line(BudgetName, {
              account: place.account,
              limit: `${BudgetLimit.Amount} ${BudgetLimit.Unit}`,
              each: TimeUnit,
              warnsAt: Notifications.map(({ NotificationType, Threshold }) => `${NotificationType} ${Threshold}`),
            });
          }),
        );
      }),
    );
    return lists.flat();
  },
};

interface Role {
  readonly RoleName: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: {
    readonly Statement: readonly {
      readonly Principal: { readonly Federated?: string; readonly AWS?: string | readonly string[]; readonly Service?: string };
      readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    }[];
  };
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string };
}

/** Roles that stand under a name of the plan: people's, and the few that other accounts call by name. */
const named = (estate: Estate): readonly { name: string; account: string; who: string; minutes: number; limited: boolean }[] => {
  const { plan } = estate;
  const { region } = plan;
  const person = ({ id, sessionMinutes }: RolePlan, account: string, tenant: string) => ({
    name: nameOf('role', region.id, ...(tenant === '' ? [] : [tenant]), id),
    account,
    who: `people with role=${id}, tenant=${tenant === '' ? 'all' : tenant}${plan.identity.staff.mfa ? ', mfa=true' : ''}`,
    minutes: Math.max(60, sessionMinutes),
    limited: true,
  });
  const roles = Object.values(plan.identity.roles);
  return [
    ...baselines(estate).flatMap((key) => {
      const { account } = estate.place(key);
      return [
        ...roles.filter(({ scope }) => scope === 'region').map((role) => person(role, account, '')),
        {
          name: plan.identity.breakGlass.name,
          account,
          who: `account ${estate.place('shared').account} with MFA`,
          minutes: Math.max(60, plan.identity.breakGlass.sessionMinutes),
          limited: false,
        },
        {
          name: outputReaderRole(region.id),
          account,
          who: allAccounts(estate.target)
            .map((one) => `account ${one}`)
            .join(' '),
          minutes: 60,
          limited: false,
        },
      ];
    }),
    ...accountKeys(plan).map((key) => ({
      name: accountNames.archivist(plan, key),
      account: estate.place(key).account,
      who: 's3.amazonaws.com',
      minutes: 60,
      limited: false,
    })),
    ...Object.keys(region.tenants).flatMap((tenant) =>
      roles.filter(({ scope }) => scope === 'tenant').map((role) => person(role, estate.place(tenant).account, tenant)),
    ),
  ];
};

const accountIn = (arn: string): string => `account ${arn.split(':')[4] ?? arn}`;

const whoIn = ({ AssumeRolePolicyDocument: { Statement } }: Role): string => {
  const [first] = Statement;
  const condition = first?.Condition ?? {};
  if (first?.Principal.Federated !== undefined) {
    const tag = (name: string): string | undefined => condition.StringEquals?.[`aws:RequestTag/${name}`];
    const mfa = tag('mfa') === undefined ? '' : `, mfa=${tag('mfa') ?? ''}`;
    return `people with role=${tag('role') ?? ''}, tenant=${tag('tenant') ?? ''}${mfa}`;
  }
  if (first?.Principal.Service !== undefined) return first.Principal.Service;
  const accounts = Statement.flatMap(({ Principal }) => [Principal.AWS ?? []].flat()).map(accountIn);
  return `${[...new Set(accounts)].sort().join(' ')}${condition.Bool?.['aws:MultiFactorAuthPresent'] === 'true' ? ' with MFA' : ''}`;
};

/** Everybody else is a machine, made by one of our stacks: each must stand under the account's boundary. */
const isMachine = (estate: Estate, { RoleName }: Role): boolean =>
  [...Object.values(estate.plan.spaces).map(({ name }) => name), ...estate.version.stacks.map(({ name }) => name)].some((name) =>
    RoleName.startsWith(`${name}-`),
  );

const roles: Kind = {
  types: ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider'],
  expected: (estate) => [
    ...named(estate).map(({ name, ...fields }) => line(name, fields)),
    ...estate.places.map(({ account }) => line('machines without the boundary', { account, roles: [] })),
    ...estate.places.map(({ account }) =>
      line(accountNames.boundary(estate.plan.region.id), { account, denies: boundaryDenials }),
    ),
    ...baselines(estate).map((key) => line(estate.plan.identity.staff.issuer, { account: estate.place(key).account })),
  ],
  seen: async (estate) => {
    const all = await estate.list<Role>(estate.places, 'iam', 'ListRoles', 'Roles');
    const detailed = await Promise.all(
      all.map(async ({ RoleName, place }) => ({
        ...(await estate.ask<{ Role: Role }>(place, 'iam', 'GetRole', { RoleName })).Role,
        place,
      })),
    );
    const wanted = new Set(named(estate).map(({ name, account }) => `${account} ${name}`));
    const isNamed = ({ RoleName, place }: (typeof detailed)[number]): boolean => wanted.has(`${place.account} ${RoleName}`);
    const foundations = new Set(
      baselines(estate).map((key) =>
        key === 'shared' ? accountNames.foundationStack(estate.plan) : nameOf('stack', estate.plan.region.id, key),
      ),
    );
    const lines = detailed.filter(isNamed).map((role) =>
      line(role.RoleName, {
        account: role.place.account,
        who: whoIn(role),
        minutes: role.MaxSessionDuration / 60,
        limited:
          role.PermissionsBoundary?.PermissionsBoundaryArn.endsWith(`policy/${accountNames.boundary(estate.plan.region.id)}`) ===
          true,
      }),
    );
    const free = estate.places.map(({ account }) =>
      line('machines without the boundary', {
        account,
        roles: detailed
          .filter((role) => role.place.account === account && !isNamed(role) && isMachine(estate, role))
          // Those of the baseline itself come before the boundary.
          .filter(({ RoleName }) => ![...foundations].some((stack) => RoleName.startsWith(`${stack}-Baseline`)))
          .filter(({ PermissionsBoundary }) => PermissionsBoundary === undefined)
          .map(({ RoleName }) => RoleName),
      }),
    );
    return [...lines, ...free, ...(await boundaries(estate)), ...(await issuers(estate))];
  },
};

const boundaryDenials = ['Locks', 'OtherNetworks', 'OwnLimits', 'People', 'Places', 'Records'];

const boundaries = (estate: Estate): Promise<readonly string[]> =>
  Promise.all(
    estate.places.map(async (place) => {
      const name = accountNames.boundary(estate.plan.region.id);
      const { PolicyVersion } = await estate.ask<{
        PolicyVersion: { Document: { Statement: readonly { Sid: string; Effect: string }[] } };
      }>(place, 'iam', 'GetPolicyVersion', { PolicyArn: `arn:aws:iam::${place.account}:policy/${name}`, VersionId: 'v1' });
      return line(name, {
        account: place.account,
        denies: PolicyVersion.Document.Statement.filter(({ Effect }) => Effect === 'Deny').map(({ Sid }) => Sid),
      });
    }),
  );

const issuers = async (estate: Estate): Promise<readonly string[]> => {
  const all = await estate.list<{ Arn: string }>(estate.places, 'iam', 'ListOpenIDConnectProviders', 'OpenIDConnectProviderList');
  return Promise.all(
    all.map(async ({ Arn, place }) => {
      const { Url } = await estate.ask<{ Url: string }>(place, 'iam', 'GetOpenIDConnectProvider', {
        OpenIDConnectProviderArn: Arn,
      });
      return line(Url, { account: place.account });
    }),
  );
};

export const account: readonly Kind[] = [trails, recorders, budgets, roles];
