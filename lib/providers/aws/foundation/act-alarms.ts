import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmId, AlarmPlan } from '../../../plan/foundation-plan';
import { nameOf } from '../../../plan/name';
import type { Topics } from './topics';

export interface ActAlarmsProps {
  readonly region: string;
  readonly alarms: Readonly<Record<AlarmId, AlarmPlan>>;
  /** Name of the sealed emergency role. */
  readonly breakGlass: string;
  /** Where the trail can be searched. */
  readonly group: LogGroup;
  readonly topics: Topics;
}

/** Tells people within minutes when an act happens that should be rare. */
export class ActAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ActAlarmsProps) {
    super(scope, id);
    for (const alarm of Object.values(props.alarms)) this.watch(alarm, props);
  }

  private watch(plan: AlarmPlan, props: ActAlarmsProps): void {
    const filter = new MetricFilter(this, `Filter-${plan.id}`, {
      logGroup: props.group,
      filterPattern: FilterPattern.literal(patterns(props)[plan.id]),
      metricNamespace: `${props.region}/acts`,
      metricName: plan.id,
      metricValue: '1',
      defaultValue: 0,
    });
    const alarm = new Alarm(this, `Alarm-${plan.id}`, {
      alarmName: nameOf('alarm', props.region, plan.id),
      alarmDescription: `${plan.title}. Run-book: docs/${plan.runbook}`,
      metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: thresholds[plan.id] ?? 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.topics.to(plan.recipient)));
  }
}

/** Times within five minutes; once for all others. */
const thresholds: Partial<Record<AlarmId, number>> = { 'failed-sign-in': 5 };

const anyOf = (field: string, values: readonly string[]): string => values.map((value) => `($.${field} = ${value})`).join(' || ');

/** Event names after the CIS AWS Foundations Benchmark, section on monitoring, in our own selection. */
const patterns = (props: ActAlarmsProps): Readonly<Record<AlarmId, string>> => ({
  'root-use': '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  'break-glass-use': `{ $.eventName = "AssumeRole*" && $.requestParameters.roleArn = "*/${props.breakGlass}" }`,
  'key-deletion': `{ $.eventSource = "kms.amazonaws.com" && (${anyOf('eventName', ['DisableKey', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial'])}) }`,
  'trail-change': `{ ${anyOf('eventName', ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StopLogging', 'PutEventSelectors', 'StopConfigurationRecorder', 'DeleteDetector', 'UpdateDetector'])} }`,
  'policy-change': `{ ${anyOf('eventName', ['PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'CreatePolicyVersion', 'UpdateAssumeRolePolicy', 'PutUserPolicy', 'AttachUserPolicy', 'CreateUser', 'CreateAccessKey', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary', 'CreateSAMLProvider', 'CreateOpenIDConnectProvider'])} }`,
  'failed-sign-in':
    '{ ($.eventName = ConsoleLogin && $.errorMessage = "Failed authentication") || ($.eventName = "AssumeRoleWith*" && $.errorCode = "*") }',
});
