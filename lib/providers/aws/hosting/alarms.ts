import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { ServiceAlarmPlan, ServicePlan } from '../../../plan/service-plan';
import { type Measure, type Watch, type Watchable, watches } from './alarm-measures';
import { Dashboard } from './dashboard';

export interface AlarmsProps extends Watchable {
  readonly service: ServicePlan;
  /** Topic that tells people. */
  readonly topicArn: string;
}

/** Alarms of the plan, each with its run-book, and the page on which people see the service's state. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    for (const alarm of Object.values(props.service.alarms)) {
      for (const watch of watches[alarm.id](props, alarm.threshold)) this.createAlarm(alarm, watch, props);
    }
    new Dashboard(this, 'Dashboard', props);
  }

  private createAlarm(plan: ServiceAlarmPlan, watch: Watch, { service, topicArn }: AlarmsProps): void {
    const words = [plan.id, watch.id].filter((word) => word !== '');
    new CfnAlarm(this, words.join('-'), {
      alarmName: nameOf('alarm', service.name, ...words),
      alarmDescription: `${plan.title}. What to do: ${plan.runbook}`,
      actionsEnabled: true,
      alarmActions: [topicArn],
      okActions: [topicArn],
      ...measureOf(watch),
      comparisonOperator: watch.when === 'above' ? 'GreaterThanOrEqualToThreshold' : 'LessThanThreshold',
      threshold: watch.threshold,
      evaluationPeriods: watch.periods,
      datapointsToAlarm: watch.periods,
      treatMissingData: watch.silence,
    });
  }
}

const dimensionsOf = ({ dimensions }: Measure): CfnAlarm.DimensionProperty[] =>
  Object.entries(dimensions).map(([name, value]) => ({ name, value }));

const measureOf = ({ measured, periodSeconds }: Watch): Partial<CfnAlarmProps> => {
  if (measured.kind === 'percent') return { metrics: percentOf(measured.parts, measured.of, periodSeconds) };
  const { namespace, metric, statistic } = measured.value;
  const how = statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic };
  return { namespace, metricName: metric, dimensions: dimensionsOf(measured.value), period: periodSeconds, ...how };
};

/** Parts that were not counted are none. */
const percentOf = (parts: readonly Measure[], whole: Measure, period: number): CfnAlarm.MetricDataQueryProperty[] => {
  const query = (id: string, measure: Measure): CfnAlarm.MetricDataQueryProperty => ({
    id,
    returnData: false,
    metricStat: {
      metric: { namespace: measure.namespace, metricName: measure.metric, dimensions: dimensionsOf(measure) },
      period,
      stat: measure.statistic,
    },
  });
  const sum = parts.map((_, index) => `FILL(part${index}, 0)`).join(' + ');
  return [
    query('whole', whole),
    ...parts.map((part, index) => query(`part${index}`, part)),
    { id: 'percent', expression: `100 * (${sum}) / whole`, label: 'percent', returnData: true },
  ];
};
