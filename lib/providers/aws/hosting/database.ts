import { CfnDeletionPolicy, Stack, Tags } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnDBInstance, CfnDBParameterGroup, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DatabasePlan } from '../../../plan/service-plan';
import type { BackupPlan } from '../../../plan/storage-plan';
import { acknowledge } from '../acknowledgements';
import { LogGroup } from '../log-group';
import type { Lifecycle } from '../removal';
import { SecurityGroup } from '../security-group';
import type { SpaceNetwork } from '../network/space-network';

export interface DatabaseProps {
  readonly database: DatabasePlan;
  /** Instance class of the cloud for the plan's size. */
  readonly instanceClass: string;
  readonly key: IKey;
  readonly network: SpaceNetwork;
  readonly lifecycle: Lifecycle;
  readonly backup: BackupPlan['selection'];
  readonly logDays: number;
  /** Days between rotations of the owner's password. */
  readonly rotationDays: number;
}

/** Database that every application finds; its owner is made by the cloud and nobody of ours knows the password. */
const databaseName = 'service';
const owner = 'owner';
const exportedLogs = ['postgresql', 'upgrade'] as const;

/** PostgreSQL in the data tier: encrypted, TLS only, in two zones where the plan asks, with a password that the cloud makes and rotates. */
export class Database extends Construct {
  readonly plan: DatabasePlan;
  readonly group: SecurityGroup;
  readonly instance: CfnDBInstance;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.plan = props.database;
    this.group = new SecurityGroup(this, 'Group', { vpcId: props.network.vpcId, description: `Database ${props.database.name}` });
    const logs = this.createLogGroups(props);
    this.instance = this.createInstance(props);
    logs.forEach((group) => this.instance.addResourceDependency(group));
    this.rotate(props.rotationDays);
    acknowledgePlan(this.instance, props);
  }

  /** Secret with the owner's user name and password. */
  get secretArn(): string {
    return this.instance.attrMasterUserSecretSecretArn;
  }

  get environment(): Readonly<Record<string, string>> {
    return { HOST: this.instance.attrEndpointAddress, PORT: String(this.plan.port), NAME: databaseName, SECRET: this.secretArn };
  }

  /** Made before the instance, which would else make them without key and end. */
  private createLogGroups({ database, key, logDays, lifecycle }: DatabaseProps): readonly LogGroup[] {
    return exportedLogs.map(
      (log) =>
        new LogGroup(this, `Log-${log}`, {
          name: `/aws/rds/instance/${database.name}/${log}`,
          days: logDays,
          keyArn: key.keyArn,
          lifecycle,
        }),
    );
  }

  private createInstance(props: DatabaseProps): CfnDBInstance {
    const { database, key, lifecycle, network } = props;
    const subnets = new CfnDBSubnetGroup(this, 'Subnets', {
      dbSubnetGroupDescription: `Data tier for ${database.name}`,
      subnetIds: [...network.subnets.data],
    });
    const instance = new CfnDBInstance(this, 'Instance', {
      dbInstanceIdentifier: database.name,
      dbName: databaseName,
      engine: 'postgres',
      engineVersion: database.version,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      dbInstanceClass: props.instanceClass,
      multiAz: database.replicas > 1,
      port: String(database.port),
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.ref,
      vpcSecurityGroups: [this.group.attrGroupId],
      dbParameterGroupName: this.createParameters(database).ref,
      ...storageOf(props),
      ...accessOf(key),
      ...this.monitoringOf(key),
      backupRetentionPeriod: database.pointInTimeDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: lifecycle === 'ephemeral',
      deletionProtection: lifecycle === 'retained',
    });
    instance.cfnOptions.deletionPolicy = lifecycle === 'retained' ? CfnDeletionPolicy.SNAPSHOT : CfnDeletionPolicy.DELETE;
    instance.cfnOptions.updateReplacePolicy = lifecycle === 'retained' ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE;
    Tags.of(instance).add(props.backup.tag, props.backup.value);
    return instance;
  }

  private createParameters(database: DatabasePlan): CfnDBParameterGroup {
    return new CfnDBParameterGroup(this, 'Parameters', {
      family: `postgres${database.version}`,
      description: `TLS only, and records of who connects and what changes the schema: ${database.name}`,
      parameters: { 'rds.force_ssl': '1', log_connections: '1', log_disconnections: '1', log_statement: 'ddl' },
    });
  }

  private monitoringOf(key: IKey) {
    const policy = 'service-role/AmazonRDSEnhancedMonitoringRole';
    const role = new Role(this, 'Monitoring', {
      assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
    });
    acknowledge(role, {
      rule: 'AwsSolutions-IAM4',
      finding: `Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}`,
      reason: 'The permissions that RDS publishes for its own monitoring; they follow the service',
      review: 'each release',
    });
    return {
      monitoringInterval: 60,
      monitoringRoleArn: role.roleArn,
      enablePerformanceInsights: true,
      performanceInsightsKmsKeyId: key.keyArn,
      performanceInsightsRetentionPeriod: 7,
      enableCloudwatchLogsExports: [...exportedLogs],
    };
  }

  /** The rotation itself is the cloud's own: no function of ours sees the password. */
  private rotate(days: number): void {
    new CfnRotationSchedule(this, 'Rotation', { secretId: this.secretArn, rotationRules: { automaticallyAfterDays: days } });
  }
}

const storageOf = ({ database, key }: DatabaseProps) => ({
  storageType: 'gp3',
  allocatedStorage: String(database.sizeGiB),
  maxAllocatedStorage: database.maxSizeGiB,
  storageEncrypted: true,
  kmsKeyId: key.keyArn,
});

const accessOf = (key: IKey) => ({
  enableIamDatabaseAuthentication: true,
  masterUsername: owner,
  manageMasterUserPassword: true,
  masterUserSecret: { kmsKeyId: key.keyArn },
});

const review = 'each release';

const acknowledgePlan = (instance: CfnDBInstance, { database, lifecycle }: DatabaseProps): void => {
  acknowledge(instance, {
    rule: 'NIST.800.53.R5-RDSInBackupPlan',
    reason: "Chosen by its tag in the space's backup plan, which is a stack of its own",
    review,
  });
  acknowledge(instance, {
    rule: 'AwsSolutions-RDS11',
    reason: 'A port is no secret; the security group lets only the parts in that work with the data',
    review,
  });
  if (database.replicas === 1)
    acknowledgeAll(
      instance,
      ['AwsSolutions-RDS3', 'NIST.800.53.R5-RDSMultiAZSupport'],
      'The tier of the service asks for one copy; backups bring it back in time',
    );
  if (lifecycle === 'ephemeral')
    acknowledgeAll(
      instance,
      ['AwsSolutions-RDS10', 'NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled'],
      'Declared ephemeral: it may be destroyed whole',
    );
};

const acknowledgeAll = (instance: CfnDBInstance, rules: readonly string[], reason: string): void => {
  for (const rule of rules) acknowledge(instance, { rule, reason, review });
};
