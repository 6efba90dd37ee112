import { coversAction } from './action';
import type { Reader } from './aws-facts-network';
import { keyOf } from './aws-key';
import { type Fact, fact } from './fact';
import type { Resource } from './resource';
import { known, presentAt, type Seen, seenAs, seenAt, unseen } from './seen';
import { statementsOf } from './statement';
import { textsAt } from './value';

/** What vaults, plans and tries of backups of AWS say. */
export const awsBackupFacts: Readonly<Record<string, Reader>> = {
  'AWS::Backup::BackupVault': (vault) => [
    fact('encryption', 'backup', vault, keyOf(vault, 'EncryptionKeyArn', known(true)), { at: 'EncryptionKeyArn' }),
    fact('writeOnce', 'backup', vault, presentAt(vault, 'LockConfiguration.MinRetentionDays'), { at: 'LockConfiguration' }),
    ...days(vault, 'LockConfiguration.MinRetentionDays', 'backup'),
    fact('deletionProtection', 'backup', vault, keepsBackups(vault), { at: 'AccessPolicy' }),
    fact('survival', 'backup', vault, known(vault.kept)),
  ],
  'AWS::Backup::BackupPlan': (plan) => [
    fact(
      'backup',
      'backup',
      plan,
      seenAs(seenAt(plan, 'BackupPlan.BackupPlanRule.ScheduleExpression'), (rules) => rules.length > 0),
      {
        at: 'BackupPlan.BackupPlanRule',
      },
    ),
    ...days(plan, 'BackupPlan.BackupPlanRule.Lifecycle.DeleteAfterDays', 'backup'),
    ...days(plan, 'BackupPlan.BackupPlanRule.CopyActions.Lifecycle.DeleteAfterDays', 'backup'),
    ...textsAt(plan.properties, 'BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn').map((arn) =>
      fact('copy', 'backup', plan, regionIn(arn), { at: 'BackupPlan.BackupPlanRule.CopyActions' }),
    ),
  ],
  'AWS::Backup::RestoreTestingSelection': (test) => [fact('restoreTest', 'backup', test, known(true))],
};

const days = (resource: Resource, path: string, of: 'backup'): readonly Fact[] => {
  const seen = seenAt(resource, path);
  if (!seen.known) return [fact('retention', of, resource, seen, { at: path })];
  return seen.value.map((value) => fact('retention', of, resource, known(Number(value)), { at: path }));
};

const regionIn = (arn: string): Seen<string> => {
  const region = arn.split(':')[3] ?? '';
  return region === '' || region.includes('⟦') ? unseen('region of the copy') : known(region);
};

/** A vault whose own policy refuses to delete what lies in it, whatever roles say. */
const keepsBackups = (vault: Resource): Seen<boolean> =>
  seenAs(seenAt(vault, 'AccessPolicy'), ([policy]) =>
    statementsOf(policy).some(
      ({ effect, actions }) => effect === 'Deny' && actions.some((action) => coversAction(action, 'backup:DeleteRecoveryPoint')),
    ),
  );
