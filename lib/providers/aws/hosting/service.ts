import type { Construct } from 'constructs';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { ServicePlan, WebPlan, WorkerPlan } from '../../../plan/service-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { type Access, joined, named } from './access';
import { Alarms } from './alarms';
import { Certificate } from './certificate';
import { Compute } from './compute';
import { Entry } from './entry';
import { exportNames, imported } from '../exports';
import { Jobs } from './jobs';
import { GovKey } from '../storage/keys';
import { LinkAnswer, LinkCall } from '../network/links';
import { Mail } from './mail';
import { offers } from '../offers';
import type { Part, PartContext } from './part';
import { ServiceData } from './service-data';
import { SignIn } from './sign-in';
import { networkOf, type SpaceNetwork } from '../network/space-network';
import { GovStack } from '../stack';
import { wafLogName } from './waf';

export interface ServiceStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
  readonly service: ServicePlan;
}

const nothing: Access = { environment: {}, statements: [] };

/** One e-service with everything that is its own: key, data, sign-in, entry, containers, jobs, links, alarms. */
export class ServiceStack extends GovStack {
  private readonly props: ServiceStackProps;
  private readonly network: SpaceNetwork;
  private readonly key: GovKey;
  private readonly records: string;
  private readonly certificate: Certificate;
  private readonly mail: Mail | null;
  private readonly data: ServiceData;
  private readonly entry: Entry;
  private readonly compute: Compute;
  private readonly jobs: Jobs;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, {
      target: props.target,
      account: props.space.tenant,
      tags: { ...props.space.tags, service: props.service.id },
      description: `${props.service.name}: ${props.service.descriptor}`,
    });
    this.props = props;
    this.network = networkOf(props.space);
    this.records = imported(exportNames.deliveryBucket(props.plan.region.id, props.space.tenant));
    this.key = this.createKey();
    this.certificate = new Certificate(this, 'certificate', props);
    this.mail = this.createMail();
    this.data = new ServiceData(this, 'data', { ...props, network: this.network, key: this.key, records: this.records });
    this.entry = this.createEntry();
    this.compute = this.createCompute();
    this.jobs = this.createJobs();
    this.admitToDatabases();
    this.answerLinks();
    this.callLinks();
    this.watch();
  }

  private createKey(): GovKey {
    const { service, space } = this.props;
    const databases = Object.values(service.databases).map((database) => `/aws/rds/instance/${database.name}/`);
    return new GovKey(this, 'key', {
      key: service.key,
      lifecycle: space.lifecycle,
      users: ['backup', 'ecr', 'rds', 's3', 'secretsmanager', 'sqs'],
      logGroups: [`${service.name}-`, wafLogName(service), ...databases],
    });
  }

  private createMail(): Mail | null {
    const { service, target } = this.props;
    if (!service.mail.enabled || !offers(target, 'hosting.mail')) return null;
    return new Mail(this, 'mail', { service, zoneId: this.certificate.zoneId });
  }

  private createEntry(): Entry {
    const { plan, service, space } = this.props;
    const issuer = service.signIn === 'staff' ? plan.identity.staff : plan.identity.citizens;
    const signIn =
      service.signIn === 'none' ? null : new SignIn(this, 'sign-in', { service, issuer, lifecycle: space.lifecycle });
    return new Entry(this, 'entry', {
      service,
      network: this.network,
      certificate: this.certificate,
      signIn,
      key: this.key,
      records: this.records,
      lifecycle: space.lifecycle,
    });
  }

  private get context(): PartContext {
    const { plan, service, space } = this.props;
    return {
      network: this.network,
      key: this.key,
      logDays: service.logDays,
      lifecycle: space.lifecycle,
      egressPorts: plan.egress.ports,
    };
  }

  private createCompute(): Compute {
    const { service } = this.props;
    return new Compute(this, 'compute', {
      ...this.context,
      service,
      entry: this.entry,
      queues: this.data.queues,
      accessOf: (part) => this.accessOf(part),
    });
  }

  private createJobs(): Jobs {
    return new Jobs(this, 'jobs', {
      ...this.context,
      service: this.props.service,
      clusterArn: this.compute.cluster.attrArn,
      access: this.backAccess,
    });
  }

  private accessOf(part: WebPlan | WorkerPlan): Access {
    if (!part.reachesData) return joined(this.commonAccess, this.data.sessionAccess);
    return joined(this.backAccess, 'queue' in part ? this.data.receiveAccess(part.queue) : this.data.sessionAccess);
  }

  private get backAccess(): Access {
    return joined(this.commonAccess, this.data.access, this.mail ?? nothing, this.linkAccess);
  }

  private get commonAccess(): Access {
    const { service } = this.props;
    return { environment: { SERVICE_NAME: service.name, PUBLIC_URL: `https://${service.host}` }, statements: [] };
  }

  /** Where the other ends of links are found, and the name that stands in their certificate. */
  private get linkAccess(): Access {
    const { plan, service } = this.props;
    const environment = service.calls.map((id) => {
      const link = plan.links[id];
      const host = link === undefined ? undefined : plan.spaces[link.to.space]?.services[link.to.service]?.host;
      return link === undefined || host === undefined
        ? {}
        : named('link', link.to.service, { URL: `https://${link.host}:${link.port}`, TLS_NAME: host });
    });
    return { environment: Object.assign({}, ...environment) as Access['environment'], statements: [] };
  }

  /** Parts that work with data, jobs among them. */
  private get backParts(): readonly Part[] {
    return [...this.compute.parts.values(), ...this.jobs.parts.values()].filter((part) => part.plan.reachesData);
  }

  private admitToDatabases(): void {
    for (const [id, database] of this.data.databases) {
      for (const part of this.backParts)
        part.group.allowTo(`Database-${id}`, database.group, database.plan.port, `${part.plan.id} to database ${id}`);
    }
  }

  private answerLinks(): void {
    const { plan, target, service, space } = this.props;
    const parts = Object.values(service.web);
    const answering = parts.find((part) => part.kind === 'api') ?? parts[0];
    for (const id of service.answers) {
      const link = plan.links[id];
      const part = answering === undefined ? undefined : this.compute.parts.get(answering.id);
      if (link === undefined || part === undefined) continue;
      const answer = new LinkAnswer(this, `answer-${id}`, {
        plan,
        target,
        link,
        network: this.network,
        part,
        certificateArn: this.certificate.arn,
        records: this.records,
        lifecycle: space.lifecycle,
      });
      this.compute.join(part.plan.id, answer.targets, answer.listener);
    }
  }

  private callLinks(): void {
    const { plan, target, service } = this.props;
    for (const id of service.calls) {
      const link = plan.links[id];
      if (link !== undefined)
        new LinkCall(this, `call-${id}`, { plan, target, link, network: this.network, callers: this.backParts });
    }
  }

  private watch(): void {
    const { plan, service, space } = this.props;
    new Alarms(this, 'alarms', {
      service,
      entry: this.entry,
      compute: this.compute,
      queues: this.data.queues,
      databases: this.data.databases,
      certificateArn: this.certificate.arn,
      topicArn: imported(exportNames.alarms(plan.region.id, space.tenant)),
    });
  }
}
