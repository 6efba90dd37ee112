import { nameOf } from '../../../../lib/plan/name';
import { accountNames, allAccounts } from '../../../../lib/providers/aws/accounts';
import { baselines, line } from '../estate';
import type { Kind } from '../read-back';
import { keyNames, recordKey } from './keys';

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

export const account: readonly Kind[] = [trails, recorders, budgets];
