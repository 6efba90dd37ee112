import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type Lifecycle, removalOf } from './removal';

/** Retention periods in days that CloudWatch Logs accepts (its API reference, PutRetentionPolicy). */
const accepted = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** The shortest accepted retention that is not below the wanted one; 3653 days at most. */
export const logRetention = (days: number): number => accepted.find((candidate) => candidate >= days) ?? 3653;

export interface LogGroupProps {
  /** A name only where a service of the cloud dictates it; else CloudFormation names the group after its stack. */
  readonly name?: string;
  readonly days: number;
  readonly keyArn: string;
  readonly lifecycle: Lifecycle;
}

/** A log group with a key and an end; the key's policy must let the log service use it for that name. */
export class LogGroup extends CfnLogGroup {
  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id, {
      ...(props.name === undefined ? {} : { logGroupName: props.name }),
      retentionInDays: logRetention(props.days),
      kmsKeyId: props.keyArn,
    });
    this.applyRemovalPolicy(removalOf(props.lifecycle));
  }
}
