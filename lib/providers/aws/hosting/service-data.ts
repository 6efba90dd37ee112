import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SpacePlan } from '../../../plan/plan';
import type { ServicePlan } from '../../../plan/service-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { type Access, joined, named } from './access';
import { Database } from './database';
import { bucketName, ObjectStore } from '../storage/objects';
import { Queue } from './queue';
import { secondCopy } from '../storage/second-site';
import { SessionSecrets } from './secrets';
import type { SpaceNetwork } from '../network/space-network';

export interface ServiceDataProps {
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
  readonly service: ServicePlan;
  readonly network: SpaceNetwork;
  readonly key: IKey;
  /** Name of the account's bucket for access records. */
  readonly records: string;
}

/** PostgreSQL user for sign-in by short-lived token instead of a password; made by the service's own migrations. */
const tokenUser = 'service';

/** All that a service keeps: databases, documents, queues and secrets, under its one key. */
export class ServiceData extends Construct {
  readonly databases: ReadonlyMap<string, Database>;
  readonly queues: ReadonlyMap<string, Queue>;
  private readonly documents: ReadonlyMap<string, ObjectStore>;
  private readonly secrets: SessionSecrets;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: ServiceDataProps) {
    super(scope, id);
    const { service, space, key } = props;
    this.key = key;
    this.databases = mapped(service.databases, (database) => this.createDatabase(database, props));
    this.documents = mapped(service.documents, (store) => this.createDocuments(store, props));
    this.queues = mapped(
      service.queues,
      (queue) => new Queue(this, `queue-${queue.id}`, { queue, key, lifecycle: space.lifecycle }),
    );
    const sessions = Object.values(service.secrets).filter((secret) => secret.purpose === 'session');
    this.secrets = new SessionSecrets(this, 'secrets', {
      secrets: sessions,
      key,
      logDays: service.logDays,
      lifecycle: space.lifecycle,
    });
  }

  /** Everything that is kept, for parts that work with it. */
  get access(): Access {
    return joined(
      ...[...this.databases].map(([id, database]) => this.databaseAccess(id, database)),
      ...[...this.documents].map(([id, store]) => documentAccess(id, store)),
      ...[...this.queues].map(([id, queue]) => sendAccess(id, queue)),
      this.keyAccess(),
    );
  }

  /** Secrets that sign sessions, for parts that people talk to. */
  get sessionAccess(): Access {
    const arns = [...this.secrets.arns];
    if (arns.length === 0) return { environment: {}, statements: [] };
    return {
      environment: Object.assign({}, ...arns.map(([id, arn]) => named('secret', id, { '': arn }))) as Access['environment'],
      statements: [
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: arns.map(([, arn]) => arn) }),
        this.keyUse(['secretsmanager']),
      ],
    };
  }

  /** What a worker does with the one queue from which it takes its work. */
  receiveAccess(queueId: string): Access {
    const queue = this.queues.get(queueId);
    if (queue === undefined) return { environment: {}, statements: [] };
    const actions = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    return {
      environment: { WORK_QUEUE: queue.queue.queueUrl },
      statements: [new PolicyStatement({ actions, resources: [queue.queue.queueArn] })],
    };
  }

  private createDatabase(
    database: ServicePlan['databases'][string],
    { target, service, space, network, key }: ServiceDataProps,
  ): Database {
    const secret = Object.values(service.secrets).find(
      (candidate) => candidate.purpose === 'database' && candidate.id === database.id,
    );
    if (secret === undefined) throw new Error(`${service.name}: no secret for the database ${database.id}`);
    return new Database(this, `database-${database.id}`, {
      database,
      instanceClass: target.cloud.databaseClasses[database.size.id],
      key,
      network,
      lifecycle: space.lifecycle,
      backup: space.storage.backup.selection,
      logDays: service.logDays,
      rotationDays: secret.rotationDays,
    });
  }

  private createDocuments(
    store: ServicePlan['documents'][string],
    { target, service, space, key, records }: ServiceDataProps,
  ): ObjectStore {
    const { account } = Stack.of(this);
    return new ObjectStore(this, `documents-${store.id}`, {
      store,
      name: bucketName(store, account),
      key,
      lifecycle: space.lifecycle,
      records,
      backup: space.storage.backup.selection,
      copy: secondCopy(target, account, store, service.key),
    });
  }

  private databaseAccess(id: string, database: Database): Access {
    const { partition, region, account } = Stack.of(this);
    const user = `arn:${partition}:rds-db:${region}:${account}:dbuser:${database.instance.attrDbiResourceId}/${tokenUser}`;
    return {
      environment: named('database', id, database.environment),
      statements: [
        new PolicyStatement({ actions: ['rds-db:connect'], resources: [user] }),
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [database.secretArn] }),
      ],
    };
  }

  private keyAccess(): Access {
    return { environment: {}, statements: [this.keyUse(['s3', 'secretsmanager', 'sqs'])] };
  }

  private keyUse(services: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [this.key.keyArn],
      conditions: { StringLike: { 'kms:ViaService': services.map((service) => `${service}.${Stack.of(this).region}.*`) } },
    });
  }
}

const mapped = <T, R>(plans: Readonly<Record<string, T>>, make: (plan: T) => R): ReadonlyMap<string, R> =>
  new Map(Object.entries(plans).map(([id, plan]) => [id, make(plan)]));

/** Objects may be marked as deleted; their versions stay until the plan's days are over. */
const documentAccess = (id: string, store: ObjectStore): Access => ({
  environment: named('documents', id, { '': store.bucketName }),
  statements: [
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [store.bucketArn] }),
    new PolicyStatement({
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: [store.arnForObjects('*')],
    }),
  ],
  acknowledgements: [
    {
      rule: 'AwsSolutions-IAM5',
      finding: `Resource::<${Stack.of(store).getLogicalId(store.resource)}.Arn>/*`,
      reason: "Every object of exactly one of the service's own stores",
      review: 'each release',
    },
  ],
});

const sendAccess = (id: string, queue: Queue): Access => ({
  environment: named('queue', id, { '': queue.queue.queueUrl }),
  statements: [
    new PolicyStatement({ actions: ['sqs:GetQueueAttributes', 'sqs:SendMessage'], resources: [queue.queue.queueArn] }),
  ],
});
