import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { JobPlan, ServicePlan } from '../../../plan/service-plan';
import type { Access } from './access';
import { acknowledge } from '../acknowledgements';
import { Part, type PartContext } from './part';
import { notInstalledLine } from './placeholder';
import { keepPolicy, removalOf } from '../removal';
import { awsCrons } from './schedule';
import { WorkRole } from '../work-role';

export interface JobsProps extends PartContext {
  readonly service: ServicePlan;
  readonly clusterArn: string;
  readonly access: Access;
}

/** Scheduled containers of one service; a start that fails is repeated, then kept as a dead letter. */
export class Jobs extends Construct {
  readonly parts = new Map<string, Part>();

  constructor(scope: Construct, id: string, props: JobsProps) {
    super(scope, id);
    const jobs = Object.values(props.service.jobs);
    if (jobs.length === 0) return;
    const group = new CfnScheduleGroup(this, 'Group', { name: nameOf('scheduleGroup', props.service.name) });
    const missed = this.createMissed(props);
    for (const job of jobs) {
      const part = new Part(this, job.id, { ...props, part: job, placeholder: notInstalledLine });
      this.parts.set(job.id, part);
      this.schedule(job, part, group.ref, missed, props);
    }
  }

  private createMissed({ key, lifecycle }: JobsProps): Queue {
    const missed = new Queue(this, 'Missed', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      removalPolicy: removalOf(lifecycle),
    });
    keepPolicy(missed, lifecycle);
    acknowledge(missed, {
      rule: 'AwsSolutions-SQS3',
      reason: 'This queue itself takes the dead letters of the schedules',
      review: 'each release',
    });
    return missed;
  }

  private schedule(job: JobPlan, part: Part, groupName: string, missed: Queue, { clusterArn, network, key }: JobsProps): void {
    const role = this.createRunner(part, missed, key.keyArn, clusterArn);
    awsCrons(job.schedule).forEach((scheduleExpression, index) => {
      new CfnSchedule(part, index === 0 ? 'Schedule' : `Schedule${index + 1}`, {
        groupName,
        description: `${job.name}: ${job.schedule} UTC`,
        scheduleExpression,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: clusterArn,
          roleArn: role.roleArn,
          deadLetterConfig: { arn: missed.queueArn },
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
          ecsParameters: {
            taskDefinitionArn: part.task.ref,
            taskCount: 1,
            launchType: 'FARGATE',
            platformVersion: 'LATEST',
            enableEcsManagedTags: true,
            networkConfiguration: {
              awsvpcConfiguration: {
                assignPublicIp: 'DISABLED',
                subnets: [...network.subnets.app],
                securityGroups: [part.group.attrGroupId],
              },
            },
          },
        },
      });
    });
  }

  private createRunner(part: Part, missed: Queue, keyArn: string, clusterArn: string): WorkRole {
    const stack = Stack.of(this);
    const family = stack.formatArn({
      service: 'ecs',
      resource: 'task-definition',
      resourceName: `${part.plan.name}:*`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const role = new WorkRole(part, 'Runner', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      description: `Starts ${part.plan.name} on its schedule`,
      statements: [
        new PolicyStatement({
          actions: ['ecs:RunTask'],
          resources: [family],
          conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
        }),
        new PolicyStatement({
          actions: ['iam:PassRole'],
          resources: part.roles.map((passed) => passed.roleArn),
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [missed.queueArn] }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [keyArn],
          conditions: { StringLike: { 'kms:ViaService': `sqs.${stack.region}.*` } },
        }),
      ],
    });
    acknowledge(role, {
      rule: 'AwsSolutions-IAM5',
      finding: `Resource::arn:<AWS::Partition>:ecs:${stack.region}:${stack.account}:task-definition/${part.plan.name}:*`,
      reason: 'Every revision of exactly one task, so that a release changes no permission',
      review: 'each release',
    });
    return role;
  }
}
