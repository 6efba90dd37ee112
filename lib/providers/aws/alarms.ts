import { Duration } from 'aws-cdk-lib';
import { CfnAlarm, Dashboard, GraphWidget, Metric, type IMetric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { nameOf } from '../../plan/name';
import type { ServiceAlarmPlan, ServicePlan } from '../../plan/service-plan';
import type { Compute } from './compute';
import type { Database } from './database';
import type { Entry } from './entry';
import type { Queue } from './queue';

export interface AlarmsProps {
  readonly service: ServicePlan;
  readonly entry: Entry;
  readonly compute: Compute;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly databases: ReadonlyMap<string, Database>;
  readonly certificateArn: string;
  /** Topic that tells people. */
  readonly topicArn: string;
}

/** One measured value that an alarm of the plan watches; `id` sets it apart from others of the same alarm. */
interface Watched {
  readonly id: string;
  readonly values: readonly CfnAlarm.MetricDataQueryProperty[];
  readonly when: 'above' | 'below';
  readonly periods: number;
  /** What silence means: nothing was asked, or nothing answers. */
  readonly silence: 'notBreaching' | 'breaching';
}

const period = 300;
const gibibyte = 1024 ** 3;

/** Alarms of the plan, each with its run-book, and one page on which people see the service's state. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    for (const alarm of Object.values(props.service.alarms)) {
      for (const watched of watches[alarm.id](props)) this.createAlarm(alarm, watched, props);
    }
    new Dashboard(this, 'Dashboard', {
      dashboardName: nameOf('generic', props.service.name),
      widgets: widgetsOf(props),
      defaultInterval: Duration.days(1),
    });
  }

  private createAlarm(plan: ServiceAlarmPlan, watched: Watched, { service, topicArn }: AlarmsProps): void {
    new CfnAlarm(this, [plan.id, watched.id].filter((word) => word !== '').join('-'), {
      alarmName: nameOf('alarm', service.name, plan.id, ...(watched.id === '' ? [] : [watched.id])),
      alarmDescription: `${plan.title}. What to do: ${plan.runbook}`,
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
      metrics: [...watched.values],
      comparisonOperator: watched.when === 'above' ? 'GreaterThanOrEqualToThreshold' : 'LessThanThreshold',
      threshold: plan.threshold,
      evaluationPeriods: watched.periods,
      datapointsToAlarm: watched.periods,
      treatMissingData: watched.silence,
    });
  }
}

type Dimensions = Readonly<Record<string, string>>;

const measured = (
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  dimensions: Dimensions,
  returnData: boolean,
): CfnAlarm.MetricDataQueryProperty => ({
  id,
  returnData,
  metricStat: {
    metric: { namespace, metricName, dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })) },
    period,
    stat,
  },
});

const computed = (expression: string, label: string): CfnAlarm.MetricDataQueryProperty => ({
  id: 'result',
  expression,
  label,
  returnData: true,
});

const one = (id: string, value: CfnAlarm.MetricDataQueryProperty, rest: Omit<Watched, 'id' | 'values'>): Watched => ({
  id,
  values: [value],
  ...rest,
});

const entryOf = ({ entry }: AlarmsProps): Dimensions => ({ LoadBalancer: entry.loadBalancer.attrLoadBalancerFullName });

/** How each alarm of the plan is measured here; the plan gives the threshold and its unit. */
const watches: Readonly<Record<ServiceAlarmPlan['id'], (props: AlarmsProps) => readonly Watched[]>> = {
  unhealthy: (props) =>
    [...props.compute.routes].map(([id, route]) =>
      one(
        id,
        measured(
          'result',
          'AWS/ApplicationELB',
          'UnHealthyHostCount',
          'Maximum',
          { ...entryOf(props), TargetGroup: route.targets.attrTargetGroupFullName },
          true,
        ),
        { when: 'above', periods: 2, silence: 'breaching' },
      ),
    ),
  errors: (props) => [
    {
      id: '',
      values: [
        measured('requests', 'AWS/ApplicationELB', 'RequestCount', 'Sum', entryOf(props), false),
        measured('targets', 'AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'Sum', entryOf(props), false),
        measured('entry', 'AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'Sum', entryOf(props), false),
        computed('100 * (FILL(targets, 0) + FILL(entry, 0)) / requests', 'Errors in percent of all answers'),
      ],
      when: 'above',
      periods: 2,
      silence: 'notBreaching',
    },
  ],
  slow: (props) => [
    one('', measured('result', 'AWS/ApplicationELB', 'TargetResponseTime', 'p95', entryOf(props), true), {
      when: 'above',
      periods: 3,
      silence: 'notBreaching',
    }),
  ],
  certificate: ({ certificateArn }) => [
    one(
      '',
      {
        ...measured('result', 'AWS/CertificateManager', 'DaysToExpiry', 'Minimum', { CertificateArn: certificateArn }, true),
        metricStat: daily(certificateArn),
      },
      { when: 'below', periods: 1, silence: 'notBreaching' },
    ),
  ],
  'queue-age': ({ queues }) =>
    [...queues].map(([id, { queue }]) =>
      one(id, measured('result', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', { QueueName: queue.queueName }, true), {
        when: 'above',
        periods: 1,
        silence: 'notBreaching',
      }),
    ),
  'dead-letters': ({ queues }) =>
    [...queues].map(([id, { deadLetters }]) =>
      one(
        id,
        measured(
          'result',
          'AWS/SQS',
          'ApproximateNumberOfMessagesVisible',
          'Maximum',
          { QueueName: deadLetters.queueName },
          true,
        ),
        { when: 'above', periods: 1, silence: 'notBreaching' },
      ),
    ),
  'database-space': ({ databases }) =>
    [...databases].map(([id, { plan, instance }]) => ({
      id,
      values: [
        measured('free', 'AWS/RDS', 'FreeStorageSpace', 'Minimum', { DBInstanceIdentifier: instance.ref }, false),
        computed(`100 * free / ${plan.sizeGiB * gibibyte}`, 'Free space in percent'),
      ],
      when: 'below',
      periods: 1,
      silence: 'breaching',
    })),
};

/** Certificates are measured once a day. */
const daily = (certificateArn: string): CfnAlarm.MetricStatProperty => ({
  metric: {
    namespace: 'AWS/CertificateManager',
    metricName: 'DaysToExpiry',
    dimensions: [{ name: 'CertificateArn', value: certificateArn }],
  },
  period: 86_400,
  stat: 'Minimum',
});

const widgetsOf = (props: AlarmsProps) => {
  const { service, compute, queues, databases } = props;
  const entry = (metricName: string, statistic: string): IMetric =>
    new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      dimensionsMap: { ...entryOf(props) },
      period: Duration.seconds(period),
    });
  const graph = (title: string, left: IMetric[]): GraphWidget[] =>
    left.length === 0 ? [] : [new GraphWidget({ title, left, width: 8 })];
  const runbooks = Object.values(service.alarms).map((alarm) => `- ${alarm.title}: ${alarm.runbook}`);
  return [
    [new TextWidget({ markdown: `# ${service.title}\nhttps://${service.host}\n\n${runbooks.join('\n')}`, width: 24, height: 4 })],
    [
      ...graph('Requests', [entry('RequestCount', 'Sum')]),
      ...graph('Answer time in seconds (95 %)', [entry('TargetResponseTime', 'p95')]),
      ...graph('Errors', [entry('HTTPCode_Target_5XX_Count', 'Sum'), entry('HTTPCode_ELB_5XX_Count', 'Sum')]),
    ],
    [
      ...graph(
        'Processor of the containers in percent',
        [...compute.parts].map(([id]) => service_(compute, id)),
      ),
      ...graph(
        'Messages that wait',
        [...queues.values()].map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
      ),
      ...graph(
        'Free space of the databases in bytes',
        [...databases.values()].map(
          ({ instance }) =>
            new Metric({
              namespace: 'AWS/RDS',
              metricName: 'FreeStorageSpace',
              dimensionsMap: { DBInstanceIdentifier: instance.ref },
            }),
        ),
      ),
    ],
  ];
};

const service_ = (compute: Compute, part: string): IMetric =>
  new Metric({
    namespace: 'AWS/ECS',
    metricName: 'CPUUtilization',
    label: part,
    dimensionsMap: { ClusterName: compute.cluster.ref, ServiceName: compute.serviceOf(part).attrName },
  });
