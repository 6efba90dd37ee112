import { nameOf } from '../../../../lib/plan/name';
import type { ServicePlan } from '../../../../lib/plan/service-plan';
import { accountKeys, ownsAccount } from '../../../../lib/providers/aws/accounts';
import { baselines, type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import { hosted } from './services';

interface Alarm {
  readonly AlarmName: string;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly AlarmActions: readonly string[];
  readonly ActionsEnabled: boolean;
  readonly AlarmDescription: string;
}

const gibibyte = 1024 ** 3;

/** Alarms of a service by their names, each with its threshold; what is counted in several metrics at once is a stand-in. */
const alarmsOf = (service: ServicePlan): readonly { name: string; threshold: number; when: string }[] =>
  Object.values(service.alarms).flatMap(({ id, threshold }) => {
    const alarm = (suffix: string, limit = threshold, when = 'GreaterThanOrEqualToThreshold') => ({
      name: nameOf('alarm', service.name, ...[id, suffix].filter((word) => word !== '')),
      threshold: limit,
      when,
    });
    switch (id) {
      case 'errors':
        return [];
      case 'unhealthy':
        return Object.keys(service.web).map((part) => alarm(part));
      case 'slow':
        return [alarm('')];
      case 'certificate':
        return [alarm('', threshold, 'LessThanThreshold')];
      case 'queue-age':
      case 'dead-letters':
        return Object.keys(service.queues).map((queue) => alarm(queue));
      case 'database-space':
        return Object.values(service.databases).map((database) =>
          alarm(database.id, (threshold / 100) * database.sizeGiB * gibibyte, 'LessThanThreshold'),
        );
    }
  });

/** Five failed sign-ins are somebody who forgot; every other act counts once. */
const actThreshold = (id: string): number => (id === 'failed-sign-in' ? 5 : 1);

const hearsThreats = (estate: Estate, key: string): boolean =>
  estate.plan.foundation.detection.includes('threats') && ownsAccount(estate.plan, estate.target, key);

/** Topics by the word in their names. */
const topicIn = (arn: string | undefined): string =>
  /Topics(Operations|Security)/.exec(arn ?? '')?.[1]?.toLowerCase() ?? 'nobody';

export const alarms: readonly Kind[] = [
  {
    types: ['AWS::CloudWatch::Alarm'],
    expected: (estate) => [
      ...baselines(estate).flatMap((key) => {
        const { alarms: acts, contacts } = estate.plan.foundation;
        return Object.values(acts).map(({ id, recipient }) =>
          line(nameOf('alarm', estate.plan.region.id, id), {
            account: estate.place(key).account,
            threshold: actThreshold(id),
            when: 'GreaterThanOrEqualToThreshold',
            tells: recipient === contacts.operations ? 'operations' : 'security',
            on: true,
          }),
        );
      }),
      ...accountKeys(estate.plan).map((key) =>
        line('records that were not archived', {
          account: estate.place(key).account,
          threshold: 1,
          when: 'GreaterThanOrEqualToThreshold',
          tells: 'security',
          on: true,
        }),
      ),
      ...hosted(estate).flatMap(({ space, service }) =>
        alarmsOf(service).map(({ name, threshold, when }) =>
          line(name, { account: estate.place(space.tenant).account, threshold, when, tells: 'operations', on: true }),
        ),
      ),
    ],
    seen: async (estate) =>
      (await estate.list<Alarm>(estate.places, 'cloudwatch', 'DescribeAlarms', 'MetricAlarms')).map((one) =>
        line(/NotArchived/.test(one.AlarmName) ? 'records that were not archived' : one.AlarmName, {
          account: one.place.account,
          threshold: one.Threshold,
          when: one.ComparisonOperator,
          tells: topicIn(one.AlarmActions[0]),
          on: one.ActionsEnabled && /[Rr]un-?book/.test(one.AlarmDescription),
        }),
      ),
  },
  {
    types: ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy'],
    expected: (estate) =>
      accountKeys(estate.plan).flatMap((key) =>
        (['operations', 'security'] as const).map((topic) =>
          line(topic, {
            account: estate.place(key).account,
            mailTo: [estate.plan.foundation.contacts[topic]],
            plain: 'denied',
            writers: [
              'cloudwatch.amazonaws.com',
              ...(topic === 'security' && hearsThreats(estate, key) ? ['events.amazonaws.com'] : []),
            ],
          }),
        ),
      ),
    seen: async (estate) => {
      const mails = await estate.list<{ TopicArn: string; Endpoint: string }>(
        estate.places,
        'sns',
        'ListSubscriptions',
        'Subscriptions',
      );
      const all = await estate.list<{ TopicArn: string }>(estate.places, 'sns', 'ListTopics', 'Topics');
      return Promise.all(
        all.map(async ({ TopicArn, place }) => {
          const { Attributes } = await estate.ask<{ Attributes: { Policy: string } }>(place, 'sns', 'GetTopicAttributes', {
            TopicArn,
          });
          const { Statement } = JSON.parse(Attributes.Policy) as {
            Statement: readonly { Effect: string; Principal: { Service?: string } | string; Condition?: object }[];
          };
          return line(topicIn(TopicArn), {
            account: place.account,
            mailTo: mails.filter((one) => one.TopicArn === TopicArn).map(({ Endpoint }) => Endpoint),
            plain: JSON.stringify(Statement.filter(({ Effect }) => Effect === 'Deny')).includes('aws:SecureTransport')
              ? 'denied'
              : 'not denied',
            writers: Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Principal }) =>
              typeof Principal === 'string' ? Principal : (Principal.Service ?? 'an account'),
            ),
          });
        }),
      );
    },
  },
  {
    types: ['AWS::CloudWatch::Dashboard'],
    expected: (estate) => hosted(estate).map(({ service }) => nameOf('generic', service.name)),
    seen: async (estate) =>
      (await estate.list<{ DashboardName: string }>(estate.places, 'cloudwatch', 'ListDashboards', 'DashboardEntries')).map(
        ({ DashboardName }) => DashboardName,
      ),
  },
  {
    types: ['AWS::Events::Rule'],
    expected: (estate) =>
      estate.plan.foundation.detection.includes('threats')
        ? baselines(estate).map((key) =>
            line(estate.place(key).account, { of: ['aws.guardduty'], tells: ['security'], state: 'ENABLED' }),
          )
        : [],
    seen: async (estate) => {
      const all = await estate.list<{ Name: string; EventPattern: string; State: string }>(
        estate.places,
        'events',
        'ListRules',
        'Rules',
      );
      return Promise.all(
        all.map(async ({ Name, EventPattern, State, place }) => {
          const { Targets } = await estate.ask<{ Targets: readonly { Arn: string }[] }>(place, 'events', 'ListTargetsByRule', {
            Rule: Name,
          });
          return line(place.account, {
            of: (JSON.parse(EventPattern) as { source: readonly string[] }).source,
            tells: Targets.map(({ Arn }) => topicIn(Arn)),
            state: State,
          });
        }),
      );
    },
  },
];
