import { Duration } from 'aws-cdk-lib';
import { Dashboard as CloudwatchDashboard, GraphWidget, type IMetric, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { ServicePlan } from '../../../plan/service-plan';
import { atEntry, freeSpace, type Measure, type Watchable } from './alarm-measures';

export interface DashboardProps extends Watchable {
  readonly service: ServicePlan;
}

/** One page on which people see the state of a service and find its run-books. */
export class Dashboard extends CloudwatchDashboard {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    const { service } = props;
    super(scope, id, {
      dashboardName: nameOf('generic', service.name),
      defaultInterval: Duration.days(1),
      widgets: [[headOf(service)], entryGraphs(props), innerGraphs(props)],
    });
  }
}

const headOf = (service: ServicePlan): TextWidget => {
  const runbooks = Object.values(service.alarms).map((alarm) => `- ${alarm.title}: ${alarm.runbook}`);
  return new TextWidget({
    markdown: [`# ${service.title}`, `https://${service.host}`, '', ...runbooks].join('\n'),
    width: 24,
    height: 4,
  });
};

const entryGraphs = (props: DashboardProps): GraphWidget[] => [
  ...graph('Requests', [atEntry(props, 'RequestCount', 'Sum')]),
  ...graph('Answer time in seconds (95 %)', [atEntry(props, 'TargetResponseTime', 'p95')]),
  ...graph('Errors', [atEntry(props, 'HTTPCode_Target_5XX_Count', 'Sum'), atEntry(props, 'HTTPCode_ELB_5XX_Count', 'Sum')]),
];

const innerGraphs = ({ compute, queues, databases }: DashboardProps): GraphWidget[] => [
  ...graph(
    'Processor of the containers in percent',
    [...compute.parts.keys()].map((part) => ({
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      statistic: 'Average',
      dimensions: { ClusterName: compute.cluster.ref, ServiceName: compute.serviceOf(part).attrName },
    })),
  ),
  ...graph(
    'Messages that wait',
    [...queues.values()].map(({ queue }) => ({
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      dimensions: { QueueName: queue.queueName },
    })),
  ),
  ...graph('Free space of the databases in bytes', [...databases.values()].map(freeSpace)),
];

const graph = (title: string, measures: readonly Measure[]): GraphWidget[] =>
  measures.length === 0 ? [] : [new GraphWidget({ title, left: measures.map(metricOf), width: 8 })];

const metricOf = ({ namespace, metric, statistic, dimensions }: Measure): IMetric =>
  new Metric({ namespace, metricName: metric, statistic, dimensionsMap: { ...dimensions }, period: Duration.minutes(5) });
