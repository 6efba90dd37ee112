import { Stack } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { JobPlan, WebPlan, WorkerPlan } from '../../../plan/service-plan';
import type { Access } from './access';
import { acknowledge } from '../acknowledgements';
import { LogGroup } from '../log-group';
import type { Command } from './placeholder';
import { type Lifecycle, removalOf } from '../removal';
import { SecurityGroup } from '../security-group';
import type { SpaceNetwork } from '../network/space-network';
import { WorkRole } from '../work-role';

export type ContainerPlan = WebPlan | WorkerPlan | JobPlan;

/** What all parts of one service have in common. */
export interface PartContext {
  readonly network: SpaceNetwork;
  readonly key: IKey;
  readonly logDays: number;
  readonly lifecycle: Lifecycle;
  /** TCP ports on which the way out may be used; the names stand in the hub's allow-list. */
  readonly egressPorts: readonly number[];
}

export interface PartProps extends PartContext {
  readonly part: ContainerPlan;
  readonly access: Access;
  /** What runs until the part was released. */
  readonly placeholder: Command;
}

/** Neither root nor anybody that an image knows. */
const user = '10001:10001';
const everywhere = '0.0.0.0/0';

/** One part of a service as a container: by digest, not root, read-only, with its own role, group and records. */
export class Part extends Construct {
  readonly plan: ContainerPlan;
  readonly group: SecurityGroup;
  readonly task: CfnTaskDefinition;
  readonly roles: readonly WorkRole[];

  constructor(scope: Construct, id: string, props: PartProps) {
    super(scope, id);
    this.plan = props.part;
    this.group = this.createGroup(props);
    const repository = this.createRepository(props);
    const log = new LogGroup(this, 'Log', { days: props.logDays, keyArn: props.key.keyArn, lifecycle: props.lifecycle });
    const starter = this.createStarter(repository, log);
    const worker = this.createWorker(props.access);
    this.roles = [starter, worker];
    this.task = this.createTask(props, starter, worker, log);
  }

  private createGroup({ part, network, egressPorts }: PartProps): SecurityGroup {
    const group = new SecurityGroup(this, 'Group', { vpcId: network.vpcId, description: `Containers ${part.name}` });
    for (const port of egressPorts) group.allowOut(`Out${port}`, everywhere, port, 'The way out; its allow-list decides');
    return group;
  }

  /** Home of the part's images in the tenant's own account. */
  private createRepository({ part, key, lifecycle }: PartProps): CfnRepository {
    const repository = new CfnRepository(this, 'Images', {
      repositoryName: part.name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.keyArn },
      emptyOnDelete: lifecycle === 'ephemeral',
    });
    repository.applyRemovalPolicy(removalOf(lifecycle));
    return repository;
  }

  /** The role that starts containers: it pulls this part's images and opens this part's records. */
  private createStarter(repository: CfnRepository, log: LogGroup): WorkRole {
    const role = new WorkRole(this, 'Starter', {
      assumedBy: this.tasksOfThisAccount(),
      description: `Starts ${this.plan.name}`,
      statements: [
        new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
        new PolicyStatement({
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [repository.attrArn],
        }),
        new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [log.attrArn] }),
      ],
    });
    acknowledge(role, {
      rule: 'AwsSolutions-IAM5',
      finding: 'Resource::*',
      reason: 'The registry hands out its token for the account, not for a repository',
      review: 'each release',
    });
    return role;
  }

  private createWorker({ statements, acknowledgements }: Access): WorkRole {
    const role = new WorkRole(this, 'Worker', {
      assumedBy: this.tasksOfThisAccount(),
      description: `What ${this.plan.name} may do`,
      statements,
    });
    for (const entry of acknowledgements ?? []) acknowledge(role, entry);
    return role;
  }

  private tasksOfThisAccount(): ServicePrincipal {
    return new ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }

  private createTask(props: PartProps, starter: WorkRole, worker: WorkRole, log: LogGroup): CfnTaskDefinition {
    const { part } = props;
    const task = new CfnTaskDefinition(this, 'Task', {
      family: part.name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
      cpu: String(part.size.vcpus * 1024),
      memory: String(part.size.memoryGiB * 1024),
      executionRoleArn: starter.roleArn,
      taskRoleArn: worker.roleArn,
      volumes: [{ name: 'scratch' }],
      containerDefinitions: [this.container(props, log)],
    });
    acknowledge(task, {
      rule: 'AwsSolutions-ECS2',
      reason: 'These variables hold names and addresses; secrets are read at run time by their ARN',
      review: 'each release',
    });
    return task;
  }

  private container({ part, access, placeholder }: PartProps, log: LogGroup): CfnTaskDefinition.ContainerDefinitionProperty {
    const run = part.released ? null : placeholder;
    const environment: Readonly<Record<string, string>> = { ...access.environment, PORT: String(part.port), ...run?.environment };
    return {
      name: part.id,
      image: part.image,
      essential: true,
      user,
      readonlyRootFilesystem: true,
      privileged: false,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
      portMappings: 'schedule' in part ? [] : [{ containerPort: part.port, protocol: 'tcp' }],
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp', readOnly: false }],
      environment: Object.keys(environment)
        .sort()
        .map((name) => ({ name, value: environment[name] ?? '' })),
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': log.ref,
          'awslogs-region': Stack.of(this).region,
          'awslogs-stream-prefix': part.id,
          mode: 'non-blocking',
        },
      },
      ...(run === null ? {} : { entryPoint: [...run.entryPoint], command: [...run.command] }),
    };
  }
}
