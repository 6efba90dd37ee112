import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Plan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { accountNames, allAccounts, ownsAccount, tenantsOf } from '../accounts';
import { ActAlarms } from './act-alarms';
import { Boundary } from './boundary';
import { Budget, hasBudgets } from './budget';
import { type Archive, DeliveryStore } from './delivery-store';
import { Detection } from './detection';
import { exportNames, outputOf, outputReaderRole, outputs, publish } from '../exports';
import { Federation, type FederationProps } from './federation';
import { BreakGlass, OutputsReader, StaffRoles } from './identity';
import { awsOptions } from '../options';
import { RecordKey } from '../record-key';
import { GovStack } from '../stack';
import { Topics } from './topics';
import { Trail } from './trail';

export interface AccountProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  /** `shared` or a tenant. */
  readonly account: string;
}

/**
 * What every account has from its first day: where its services deliver their records, whom it tells, and,
 * once for those that share it, its trail, alarms, detectors, limits, and the roles of people.
 */
export class AccountBaseline extends Construct {
  readonly delivery: DeliveryStore;
  private people: StaffRoles | undefined;
  private readonly props: AccountProps;
  private readonly key: RecordKey;
  private readonly topics: Topics;

  constructor(scope: Construct, id: string, props: AccountProps) {
    super(scope, id);
    this.props = props;
    const { plan, target, account } = props;
    this.key = new RecordKey(this, 'RecordKey', {
      description: `${Stack.of(this).stackName}: records and alarms`,
      lifecycle: plan.region.lifecycle,
    });
    this.topics = new Topics(this, 'Topics', { key: this.key, contacts: plan.foundation.contacts });
    this.delivery = new DeliveryStore(this, 'Delivery', {
      bucketName: accountNames.deliveryBucket(plan, target, account),
      archivistName: accountNames.archivist(plan, account),
      days: plan.foundation.logs.searchableDays,
      lifecycle: plan.region.lifecycle,
    });
    publish(
      Stack.of(this),
      'ExportDeliveryBucket',
      exportNames.deliveryBucket(plan.region.id, account),
      this.delivery.bucket.bucketName,
    );
    publish(Stack.of(this), 'ExportAlarms', exportNames.alarms(plan.region.id, account), this.topics.operations.topicArn);
  }

  /** The second half, once it is known where records end. */
  connect(archive: Archive): void {
    const { plan, target, account } = this.props;
    this.delivery.archiveTo(archive);
    this.delivery.watch(this.topics.security, archive);
    if (ownsAccount(plan, target, account)) this.once(archive);
    if (account !== 'shared') this.staff('tenant', account);
  }

  /** The role of the auditor in this account, where this account has one of its own. */
  get auditor(): Role | undefined {
    return this.people?.byId.auditor;
  }

  private once(archive: Archive): void {
    const { plan, target, account } = this.props;
    const { foundation, identity, region } = plan;
    const trail = new Trail(this, 'Trail', {
      name: accountNames.trail(plan),
      archive,
      key: this.key,
      searchableDays: foundation.logs.searchableDays,
      readings: archive.account === Stack.of(this).account ? [archive.bucketName] : [],
    });
    if (archive.ready !== undefined) trail.node.addDependency(archive.ready);
    new ActAlarms(this, 'Alarms', {
      region: region.id,
      alarms: foundation.alarms,
      breakGlass: identity.breakGlass.name,
      group: trail.group,
      topics: this.topics,
    });
    new Detection(this, 'Detection', {
      name: foundation.name,
      detection: foundation.detection,
      delivery: this.delivery,
      prefix: accountNames.prefix(plan, account),
      topics: this.topics,
    });
    if (hasBudgets(target)) new Budget(this, 'Budget', { foundation, target });
    new Boundary(this, 'Boundary', { region: region.id, target });
    new Federation(this, 'Federation', this.federation());
    new BreakGlass(this, 'BreakGlass', {
      region: region.id,
      breakGlass: identity.breakGlass,
      sharedAccount: target.accounts.shared ?? '',
    });
    this.letServicesLog();
    new OutputsReader(this, 'OutputsReader', {
      name: outputReaderRole(region.id),
      region: region.id,
      accounts: allAccounts(target),
    });
    this.people = this.staff('region', '');
  }

  /** One policy for all log groups of the region here: an account takes ten such policies and no more (CloudWatch Logs quotas). */
  private letServicesLog(): void {
    const { account, partition, region } = Stack.of(this);
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `arn:${partition}:logs:${region}:${account}:log-group:${this.props.plan.region.id}-*:log-stream:*`,
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    };
    new CfnResourcePolicy(this, 'ServicesLog', {
      policyName: `${this.props.plan.region.id}-delivery`,
      policyDocument: Stack.of(this).toJsonString({ Version: '2012-10-17', Statement: [statement] }),
    });
  }

  private staff(scope: 'region' | 'tenant', tenant: string): StaffRoles {
    const { plan, target } = this.props;
    const roles = Object.values(plan.identity.roles).filter((role) => role.scope === scope);
    const staff = new StaffRoles(this, scope === 'region' ? 'Staff' : 'TenantStaff', {
      federation: this.federation(),
      roles,
      tenant,
      spaces: Object.values(plan.spaces)
        .filter((space) => space.tenant === tenant)
        .map((space) => space.name),
      alone: tenantsOf(plan, target, this.props.account).length < 2,
    });
    const boundary = this.node.tryFindChild('Boundary');
    if (boundary !== undefined) staff.node.addDependency(boundary);
    return staff;
  }

  private federation(): FederationProps {
    const { plan, target } = this.props;
    return { region: plan.region.id, staff: plan.identity.staff, options: awsOptions(target) };
  }
}

export interface AccountStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly tenant: string;
}

/** The baseline of one tenant's account. */
export class AccountStack extends GovStack {
  constructor(scope: Construct, id: string, { plan, target, tenant }: AccountStackProps) {
    super(scope, id, { target, account: tenant, tags: { ...plan.foundation.tags, tenant }, description: `Account of ${tenant}` });
    const baseline = new AccountBaseline(this, 'Baseline', { plan, target, account: tenant });
    baseline.connect({
      bucketName: accountNames.trailBucket(plan, target),
      keyArn: outputOf(this, target, plan.region.id, 'shared', accountNames.foundationStack(plan), outputs.trailKey),
      account: target.accounts.shared ?? '',
    });
  }
}
