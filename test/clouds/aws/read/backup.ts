import type { BackupPlan } from '../../../../lib/plan/storage-plan';
import { secondKey, secondVault } from '../../../../lib/providers/aws/storage/second-site';
import { type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import { dataKey, keyNames } from './keys';

interface Rule {
  readonly RuleName: string;
  readonly TargetBackupVaultName: string;
  readonly Lifecycle: { readonly DeleteAfterDays: number };
  readonly EnableContinuousBackup?: boolean;
  readonly CopyActions?: readonly { readonly DestinationBackupVaultArn: string }[];
}

/** Longest retention of continuous backups that AWS Backup offers. */
const continuousDays = 35;

const copies = (estate: Estate, backup: BackupPlan): boolean => backup.secondSite && estate.target.secondSite.enabled;

export const backup: readonly Kind[] = [
  {
    types: ['AWS::Backup::BackupVault'],
    expected: (estate) =>
      Object.values(estate.plan.spaces).flatMap(({ tenant, storage }) => {
        const { account, region } = estate.place(tenant);
        const key = storage.keys[storage.backup.key];
        if (key === undefined) return [];
        return [
          line(storage.backup.name, { account, region, key: dataKey(key) }),
          ...(copies(estate, storage.backup)
            ? [
                line(secondVault(storage.backup), {
                  account,
                  region: estate.target.secondSite.region,
                  key: dataKey(secondKey(key)),
                }),
              ]
            : []),
        ];
      }),
    seen: async (estate) => {
      const keys = await keyNames(estate);
      const all = await estate.list<{ BackupVaultName: string; EncryptionKeyArn: string }>(
        estate.allPlaces,
        'backup',
        'ListBackupVaults',
        'BackupVaultList',
      );
      return all
        .filter(({ BackupVaultName }) => BackupVaultName !== 'Default')
        .map(({ BackupVaultName, EncryptionKeyArn, place }) =>
          line(BackupVaultName, { account: place.account, region: place.region, key: keys(EncryptionKeyArn) }),
        );
    },
  },
  {
    types: ['AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection'],
    expected: (estate) =>
      Object.values(estate.plan.spaces).flatMap(({ storage: { backup: plan } }) => {
        const common = { of: `${plan.selection.tag}=${plan.selection.value}`, into: plan.name };
        const copy = copies(estate, plan) ? [secondVault(plan)] : [];
        return [
          line(plan.name, { ...common, rule: 'snapshots', days: plan.retentionDays, continuous: false, copies: copy }),
          ...(plan.continuous
            ? [
                line(plan.name, {
                  ...common,
                  rule: 'continuous',
                  days: Math.min(plan.retentionDays, continuousDays),
                  continuous: true,
                  copies: [],
                }),
              ]
            : []),
        ];
      }),
    seen: async (estate) => {
      const plans = await estate.list<{ BackupPlanId: string; BackupPlanName: string }>(
        estate.places,
        'backup',
        'ListBackupPlans',
        'BackupPlansList',
      );
      const lists = await Promise.all(
        plans.map(async ({ BackupPlanId, BackupPlanName, place }) => {
          const { BackupPlan: plan } = await estate.ask<{ BackupPlan: { Rules: readonly Rule[] } }>(
            place,
            'backup',
            'GetBackupPlan',
            {
              BackupPlanId,
            },
          );
          const [selection] = await estate.list<{ SelectionId: string }>(
            [place],
            'backup',
            'ListBackupSelections',
            'BackupSelectionsList',
            { BackupPlanId },
          );
          const { BackupSelection: chosen } = await estate.ask<{
            BackupSelection: { ListOfTags: readonly { ConditionKey: string; ConditionValue: string }[] };
          }>(place, 'backup', 'GetBackupSelection', { BackupPlanId, SelectionId: selection?.SelectionId });
          return plan.Rules.map((rule) =>
            line(BackupPlanName, {
              of: chosen.ListOfTags.map(({ ConditionKey, ConditionValue }) => `${ConditionKey}=${ConditionValue}`).join('+'),
              into: rule.TargetBackupVaultName,
              rule: rule.RuleName,
              days: rule.Lifecycle.DeleteAfterDays,
              continuous: rule.EnableContinuousBackup === true,
              copies: (rule.CopyActions ?? []).map(
                ({ DestinationBackupVaultArn }) => DestinationBackupVaultArn.split(':').at(-1) ?? '',
              ),
            }),
          );
        }),
      );
      return lists.flat();
    },
  },
];
