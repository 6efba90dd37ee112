import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnCluster, CfnService, type CfnServiceProps } from 'aws-cdk-lib/aws-ecs';
import type { CfnListener, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { InstancesPlan, ServicePlan, WebPlan, WorkerPlan } from '../../../plan/service-plan';
import type { Access } from './access';
import type { Entry, Route } from './entry';
import { Part, type PartContext } from './part';
import { notInstalledPage } from './placeholder';
import type { Queue } from './queue';

export interface ComputeProps extends PartContext {
  readonly service: ServicePlan;
  readonly entry: Entry;
  readonly queues: ReadonlyMap<string, Queue>;
  /** What each part, by id, is told and may do. */
  readonly accessOf: (part: WebPlan | WorkerPlan) => Access;
}

/** How a service stands behind the entry; nothing for workers. */
type Behind = Pick<CfnServiceProps, 'loadBalancers' | 'healthCheckGracePeriodSeconds'>;

/** Share of the processor at which more containers start. */
const targetCpuPercent = 60;
/** Messages that wait for one worker before another one starts. */
const targetBacklog = 100;

/** The containers of one service: web and api parts behind its entry, workers behind its queues, as many as demand asks within the plan's limits. */
export class Compute extends Construct {
  readonly cluster: CfnCluster;
  readonly parts = new Map<string, Part>();
  readonly routes = new Map<string, Route>();
  private readonly services = new Map<string, CfnService>();

  constructor(scope: Construct, id: string, props: ComputeProps) {
    super(scope, id);
    this.cluster = new CfnCluster(this, 'Cluster', {
      clusterName: nameOf('cluster', props.service.name),
      clusterSettings: [{ name: 'containerInsights', value: 'enabled' }],
    });
    for (const web of Object.values(props.service.web)) this.runWeb(web, props);
    for (const worker of Object.values(props.service.workers)) this.runWorker(worker, props);
  }

  /** The running service of a part. */
  serviceOf(part: string): CfnService {
    const service = this.services.get(part);
    if (service === undefined) throw new Error(`${this.node.path}: no service ${part}`);
    return service;
  }

  /** Enters a part's containers as targets of a further balancer. */
  join(part: string, targets: CfnTargetGroup, listener: CfnListener): void {
    const service = this.serviceOf(part);
    const plan = this.parts.get(part)?.plan;
    if (plan === undefined) return;
    const balancers = Array.isArray(service.loadBalancers) ? service.loadBalancers : [];
    service.loadBalancers = [...balancers, { containerName: plan.id, containerPort: plan.port, targetGroupArn: targets.ref }];
    service.addResourceDependency(listener);
  }

  private runWeb(web: WebPlan, props: ComputeProps): void {
    const part = this.createPart(web, props);
    const route = props.entry.route(web);
    this.routes.set(web.id, route);
    props.entry.group.allowTo(web.id, part.group, web.port, `Entry to ${web.id}`);
    const service = this.run(part, web.instances, props, {
      loadBalancers: [{ containerName: web.id, containerPort: web.port, targetGroupArn: route.targets.ref }],
      healthCheckGracePeriodSeconds: 60,
    });
    service.addResourceDependency(route.rule);
  }

  private runWorker(worker: WorkerPlan, props: ComputeProps): void {
    const part = this.createPart(worker, props);
    this.run(part, worker.instances, props, {});
    const queue = props.queues.get(worker.queue);
    if (queue !== undefined) this.followQueue(worker.id, queue);
  }

  private createPart(plan: WebPlan | WorkerPlan, props: ComputeProps): Part {
    const part = new Part(this, plan.id, {
      ...props,
      part: plan,
      access: props.accessOf(plan),
      placeholder: notInstalledPage(props.service.title, plan.port),
    });
    this.parts.set(plan.id, part);
    return part;
  }

  private run(part: Part, instances: InstancesPlan, { network }: ComputeProps, behind: Behind): CfnService {
    const service = new CfnService(part, 'Service', {
      serviceName: part.plan.name,
      cluster: this.cluster.ref,
      taskDefinition: part.task.ref,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      availabilityZoneRebalancing: 'ENABLED',
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
      networkConfiguration: {
        awsvpcConfiguration: {
          assignPublicIp: 'DISABLED',
          subnets: [...network.subnets.app],
          securityGroups: [part.group.attrGroupId],
        },
      },
      ...behind,
    });
    this.services.set(part.plan.id, service);
    this.scale(part, service, instances);
    return service;
  }

  private scale(part: Part, service: CfnService, { min, max }: InstancesPlan): void {
    const target = new CfnScalableTarget(part, 'Limits', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${this.cluster.ref}/${service.attrName}`,
      minCapacity: min,
      maxCapacity: max,
    });
    new CfnScalingPolicy(part, 'Processor', {
      policyName: nameOf('generic', part.plan.name, 'processor'),
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: targetCpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  }

  private followQueue(worker: string, queue: Queue): void {
    const part = this.parts.get(worker);
    if (part === undefined) return;
    const limits = part.node.findChild('Limits') as CfnScalableTarget;
    new CfnScalingPolicy(part, 'Backlog', {
      policyName: nameOf('generic', part.plan.name, 'backlog'),
      policyType: 'TargetTrackingScaling',
      scalingTargetId: limits.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: targetBacklog,
        customizedMetricSpecification: {
          namespace: 'AWS/SQS',
          metricName: 'ApproximateNumberOfMessagesVisible',
          statistic: 'Average',
          dimensions: [{ name: 'QueueName', value: queue.queue.queueName }],
        },
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  }
}
