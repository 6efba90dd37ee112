import { nameOf } from '../../../../lib/plan/name';
import { type Estate, line, tagOf, type Tag } from '../estate';
import type { Kind } from '../read-back';
import { hosted } from './services';

interface Running {
  readonly serviceName: string;
  readonly launchType: string;
  readonly enableExecuteCommand: boolean;
  readonly deploymentConfiguration: {
    readonly deploymentCircuitBreaker?: { readonly enable: boolean; readonly rollback: boolean };
  };
  readonly networkConfiguration: {
    readonly awsvpcConfiguration: {
      readonly assignPublicIp: string;
      readonly subnets: readonly string[];
      readonly securityGroups: readonly string[];
    };
  };
  readonly taskDefinition: string;
}

interface Task {
  readonly family: string;
  readonly cpu: string;
  readonly memory: string;
  readonly networkMode: string;
  readonly containerDefinitions: readonly {
    readonly name: string;
    readonly image: string;
    readonly user: string;
    readonly privileged?: boolean;
    readonly readonlyRootFilesystem?: boolean;
    readonly logConfiguration?: { readonly logDriver: string };
  }[];
}

const clustersOf = async (estate: Estate) =>
  (
    await Promise.all(
      estate.places.map(async (place) => {
        const { clusterArns } = await estate.ask<{ clusterArns: readonly string[] }>(place, 'ecs', 'ListClusters');
        return clusterArns.map((arn) => ({ arn, place }));
      }),
    )
  ).flat();

const clusters: Kind = {
  types: ['AWS::ECS::Cluster'],
  expected: (estate) => hosted(estate).map(({ service }) => line(nameOf('cluster', service.name), { insights: 'enabled' })),
  seen: async (estate) =>
    Promise.all(
      (await clustersOf(estate)).map(async ({ arn, place }) => {
        const { clusters: found } = await estate.ask<{
          clusters: readonly { clusterName: string; settings: readonly { name: string; value: string }[] }[];
        }>(place, 'ecs', 'DescribeClusters', { clusters: [arn], include: ['SETTINGS'] });
        const [cluster] = found;
        return line(cluster?.clusterName ?? arn, {
          insights: cluster?.settings.find(({ name }) => name === 'containerInsights')?.value,
        });
      }),
    ),
};

const services: Kind = {
  types: ['AWS::ECS::Service'],
  expected: (estate) =>
    hosted(estate).flatMap(({ space, service }) =>
      [...Object.values(service.web), ...Object.values(service.workers)].map((part) =>
        line(part.name, {
          on: 'FARGATE',
          shell: false,
          takesBackFailures: true,
          publicAddress: 'DISABLED',
          subnets: Object.values(space.network.subnets)
            .filter(({ tier }) => tier === 'app')
            .map(({ id }) => `${space.name}-${id}`),
          groups: [`Containers ${part.name}`],
          task: part.name,
        }),
      ),
    ),
  seen: async (estate) => {
    const groups = await estate.list<{ GroupId: string; Description: string }>(
      estate.places,
      'ec2',
      'DescribeSecurityGroups',
      'SecurityGroups',
    );
    const subnets = await estate.list<{ SubnetId: string; Tags?: readonly Tag[] }>(
      estate.places,
      'ec2',
      'DescribeSubnets',
      'Subnets',
    );
    const lists = await Promise.all(
      (await clustersOf(estate)).map(async ({ arn: cluster, place }) => {
        const { serviceArns } = await estate.ask<{ serviceArns: readonly string[] }>(place, 'ecs', 'ListServices', { cluster });
        const found = await estate.list<Running>([place], 'ecs', 'DescribeServices', 'services', {
          cluster,
          services: serviceArns,
        });
        return found.map((one) => {
          const { assignPublicIp, subnets: inSubnets, securityGroups } = one.networkConfiguration.awsvpcConfiguration;
          const breaker = one.deploymentConfiguration.deploymentCircuitBreaker;
          return line(one.serviceName, {
            on: one.launchType,
            shell: one.enableExecuteCommand,
            takesBackFailures: breaker?.enable === true && breaker.rollback,
            publicAddress: assignPublicIp,
            subnets: inSubnets.map((id) => tagOf(subnets.find(({ SubnetId }) => SubnetId === id)?.Tags, 'Name')),
            groups: securityGroups.map((id) => groups.find(({ GroupId }) => GroupId === id)?.Description ?? id),
            task: /\/(.+):\d+$/.exec(one.taskDefinition)?.[1],
          });
        });
      }),
    );
    return lists.flat();
  },
};

const tasks: Kind = {
  types: ['AWS::ECS::TaskDefinition'],
  expected: (estate) =>
    hosted(estate).flatMap(({ service }) =>
      [service.web, service.workers, service.jobs]
        .flatMap((parts) => Object.values(parts))
        .map(({ name, id, image, size }) =>
          line(name, {
            cpu: String(size.vcpus * 1024),
            memory: String(size.memoryGiB * 1024),
            network: 'awsvpc',
            container: id,
            image,
            user: '10001:10001',
            privileged: false,
            writable: false,
            records: 'awslogs',
          }),
        ),
    ),
  seen: async (estate) => {
    const lists = await Promise.all(
      estate.places.map(async (place) => {
        const { families } = await estate.ask<{ families: readonly string[] }>(place, 'ecs', 'ListTaskDefinitionFamilies', {
          status: 'ACTIVE',
        });
        return Promise.all(
          families.map(async (family) => {
            const { taskDefinition } = await estate.ask<{ taskDefinition: Task }>(place, 'ecs', 'DescribeTaskDefinition', {
              taskDefinition: family,
            });
            const [container] = taskDefinition.containerDefinitions;
            return line(taskDefinition.family, {
              cpu: taskDefinition.cpu,
              memory: taskDefinition.memory,
              network: taskDefinition.networkMode,
              container: container?.name,
              image: container?.image,
              user: container?.user,
              privileged: container?.privileged,
              writable: container?.readonlyRootFilesystem !== true,
              records: container?.logConfiguration?.logDriver,
            });
          }),
        );
      }),
    );
    return lists.flat();
  },
};

interface Repository {
  readonly repositoryName: string;
  readonly imageTagMutability: string;
  readonly imageScanningConfiguration: { readonly scanOnPush: boolean };
  readonly encryptionConfiguration: { readonly encryptionType: string };
}

const repositories: Kind = {
  types: ['AWS::ECR::Repository'],
  expected: (estate) =>
    hosted(estate).flatMap(({ service }) =>
      [service.web, service.workers, service.jobs]
        .flatMap((parts) => Object.values(parts))
        .map(({ name }) => line(name, { tags: 'IMMUTABLE', scanned: true, encryption: 'KMS' })),
    ),
  seen: async (estate) =>
    (await estate.list<Repository>(estate.places, 'ecr', 'DescribeRepositories', 'repositories'))
      .filter(({ repositoryName }) => !repositoryName.startsWith('cdk-'))
      .map((one) =>
        line(one.repositoryName, {
          tags: one.imageTagMutability,
          scanned: one.imageScanningConfiguration.scanOnPush,
          encryption: one.encryptionConfiguration.encryptionType,
        }),
      ),
};

interface Schedule {
  readonly Description: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: string;
  readonly Target: {
    readonly DeadLetterConfig?: { readonly Arn: string };
    readonly EcsParameters: { readonly TaskDefinitionArn: string };
    readonly RetryPolicy: { readonly MaximumRetryAttempts: number };
  };
}

const schedules: Kind = {
  types: ['AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup'],
  expected: (estate) =>
    hosted(estate).flatMap(({ service }) =>
      Object.values(service.jobs).map(({ name, schedule }) =>
        line(nameOf('scheduleGroup', service.name), {
          says: `${name}: ${schedule} UTC`,
          zone: 'UTC',
          state: 'ENABLED',
          task: name,
          tries: 3,
          kept: true,
        }),
      ),
    ),
  seen: async (estate) => {
    const all = await estate.list<{ Name: string; GroupName: string }>(estate.places, 'scheduler', 'ListSchedules', 'Schedules');
    return Promise.all(
      all.map(async ({ Name, GroupName, place }) => {
        const one = await estate.ask<Schedule>(place, 'scheduler', 'GetSchedule', { Name, GroupName });
        return line(GroupName, {
          says: one.Description,
          zone: one.ScheduleExpressionTimezone,
          state: one.State,
          task: /\/(.+):\d+$/.exec(one.Target.EcsParameters.TaskDefinitionArn)?.[1],
          tries: one.Target.RetryPolicy.MaximumRetryAttempts,
          kept: one.Target.DeadLetterConfig !== undefined,
        });
      }),
    );
  },
};

interface Fn {
  readonly FunctionName: string;
  readonly Runtime: string;
  readonly Architectures: readonly string[];
  readonly LoggingConfig: { readonly LogGroup: string };
}

const functions: Kind = {
  types: ['AWS::Lambda::Function', 'AWS::Lambda::Permission'],
  expected: (estate) =>
    hosted(estate)
      .filter(({ service }) => Object.values(service.secrets).some(({ purpose }) => purpose === 'session'))
      .map(({ space, service }) =>
        line(service.name, {
          runtime: 'nodejs24.x',
          processor: ['arm64'],
          recordsOfItsOwn: true,
          caller: ['secretsmanager.amazonaws.com'],
          forAccount: estate.place(space.tenant).account,
        }),
      ),
  seen: async (estate) => {
    const names = hosted(estate).map(({ service }) => service.name);
    const all = await estate.list<Fn>(estate.places, 'lambda', 'ListFunctions', 'Functions');
    return Promise.all(
      all.map(async ({ place, ...one }) => {
        const { Policy } = await estate.ask<{ Policy: string }>(place, 'lambda', 'GetPolicy', { FunctionName: one.FunctionName });
        const { Statement } = JSON.parse(Policy) as {
          Statement: readonly { Principal: { Service: string }; Condition: { StringEquals: Readonly<Record<string, string>> } }[];
        };
        return line(names.find((name) => one.FunctionName.startsWith(`${name}-`)) ?? one.FunctionName, {
          runtime: one.Runtime,
          processor: one.Architectures,
          recordsOfItsOwn: names.some((name) => one.LoggingConfig.LogGroup.startsWith(`${name}-`)),
          caller: Statement.map(({ Principal }) => Principal.Service),
          forAccount: Statement[0]?.Condition.StringEquals['AWS:SourceAccount'],
        });
      }),
    );
  },
};

export const compute: readonly Kind[] = [clusters, services, tasks, repositories, schedules, functions];
