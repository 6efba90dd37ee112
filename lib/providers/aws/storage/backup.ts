import { Duration, Stack, Tags } from 'aws-cdk-lib';
import {
  BackupPlan as AwsBackupPlan,
  BackupPlanRule,
  BackupVault,
  CfnBackupSelection,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
  type IBackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BackupPlan } from '../../../plan/storage-plan';
import { acknowledge } from '../acknowledgements';
import { type Lifecycle, removalOf } from '../removal';
import { awsCrons } from '../hosting/schedule';

/** Longest retention of continuous backups that AWS Backup offers. */
const continuousDays = 35;
/** Shortest time in which AWS Backup lets a compliance lock be taken back. */
const lockGrace = Duration.days(3);

export interface VaultProps {
  readonly name: string;
  readonly backup: BackupPlan;
  readonly key: IKey;
  readonly lifecycle: Lifecycle;
}

/** A vault that gives nothing back before its time: locked, under its own key. */
export class Vault extends BackupVault {
  constructor(scope: Construct, id: string, { name, backup, key, lifecycle }: VaultProps) {
    super(scope, id, {
      backupVaultName: name,
      encryptionKey: key,
      removalPolicy: removalOf(lifecycle),
      blockRecoveryPointDeletion: lifecycle === 'retained',
      lockConfiguration: {
        minRetention: Duration.days(Math.min(backup.retentionDays, continuousDays)),
        ...(backup.lock === 'compliance' ? { changeableFor: lockGrace } : {}),
      },
    });
  }
}

export interface BackupProps {
  readonly backup: BackupPlan;
  readonly key: IKey;
  readonly lifecycle: Lifecycle;
  /** The vault of the second site, by name; null where there is none. */
  readonly copy: { readonly vaultName: string; readonly region: string } | null;
  /** Whether the cloud can try restores by itself. */
  readonly restoreTests: boolean;
}

/** Backups of everything that carries the space's tag, into a vault that the workload cannot empty, with restores tried on a schedule. */
export class Backup extends Construct {
  readonly vault: Vault;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    this.vault = new Vault(this, 'Vault', { ...props, name: props.backup.name });
    this.role = this.createRole();
    this.schedule(props);
    if (props.restoreTests && props.backup.restoreTest.enabled) this.tryRestores(props);
  }

  private createRole(): Role {
    const policies = [
      'service-role/AWSBackupServiceRolePolicyForBackup',
      'service-role/AWSBackupServiceRolePolicyForRestores',
      'AWSBackupServiceRolePolicyForS3Backup',
      'AWSBackupServiceRolePolicyForS3Restore',
    ];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      managedPolicies: policies.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    for (const name of policies) {
      acknowledge(role, {
        rule: 'AwsSolutions-IAM4',
        finding: `Policy::arn:<AWS::Partition>:iam::aws:policy/${name}`,
        reason: 'The permissions that AWS Backup publishes for its own role; they follow the service',
        review: 'each release',
      });
    }
    return role;
  }

  private schedule({ backup, copy }: BackupProps): void {
    const plan = new AwsBackupPlan(this, 'Plan', { backupPlanName: backup.name, backupVault: this.vault });
    const copyTo = copy === null ? null : this.copyVault(copy);
    awsCrons(backup.schedule).forEach((cron, index) => {
      const suffix = index === 0 ? '' : String(index + 1);
      plan.addRule(
        new BackupPlanRule({
          ruleName: `snapshots${suffix}`,
          scheduleExpression: Schedule.expression(cron),
          deleteAfter: Duration.days(backup.retentionDays),
          ...copyOf(copyTo, backup),
        }),
      );
      if (!backup.continuous) return;
      plan.addRule(
        new BackupPlanRule({
          ruleName: `continuous${suffix}`,
          scheduleExpression: Schedule.expression(cron),
          enableContinuousBackup: true,
          deleteAfter: Duration.days(Math.min(backup.retentionDays, continuousDays)),
        }),
      );
    });
    const selection = {
      selectionName: backup.name,
      iamRoleArn: this.role.roleArn,
      listOfTags: [{ conditionType: 'STRINGEQUALS', conditionKey: backup.selection.tag, conditionValue: backup.selection.value }],
    };
    new CfnBackupSelection(this, 'Selection', { backupPlanId: plan.backupPlanId, backupSelection: selection });
  }

  private copyVault({ vaultName, region }: { readonly vaultName: string; readonly region: string }): IBackupVault {
    const stack = Stack.of(this);
    return BackupVault.fromBackupVaultArn(
      this,
      'CopyVault',
      `arn:${stack.partition}:backup:${region}:${stack.account}:backup-vault:${vaultName}`,
    );
  }

  /** The newest backup of each kind of store is restored beside the original, and thrown away after a day. */
  private tryRestores({ backup }: BackupProps): void {
    const name = underscored(backup.name, 'restores');
    const plan = new CfnRestoreTestingPlan(this, 'RestoreTests', {
      restoreTestingPlanName: name,
      scheduleExpression: awsCrons(backup.restoreTest.schedule)[0] ?? '',
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [this.vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT', 'CONTINUOUS'],
        selectionWindowDays: 7,
      },
    });
    for (const kind of ['EFS', 'RDS', 'S3']) {
      const selection = new CfnRestoreTestingSelection(this, `Restore${kind}`, {
        restoreTestingPlanName: name,
        restoreTestingSelectionName: kind,
        protectedResourceType: kind,
        protectedResourceConditions: {
          stringEquals: [{ key: `aws:ResourceTag/${backup.selection.tag}`, value: backup.selection.value }],
        },
        protectedResourceArns: ['*'],
        iamRoleArn: this.role.roleArn,
        validationWindowHours: 24,
      });
      selection.addResourceDependency(plan);
    }
    Tags.of(plan).add('Name', backup.name);
  }
}

const copyOf = (vault: IBackupVault | null, backup: BackupPlan) =>
  vault === null ? {} : { copyActions: [{ destinationBackupVault: vault, deleteAfter: Duration.days(backup.retentionDays) }] };

/** Restore testing takes letters, digits and underscores only. */
const underscored = (...parts: readonly string[]): string =>
  parts
    .join('_')
    .replace(/[^a-zA-Z0-9_]/g, '_')
    .slice(0, 50);
