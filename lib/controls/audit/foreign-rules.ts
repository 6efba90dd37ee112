import type { ControlId } from './catalogue';

/** Rules of other tools that bear on a control of ours: cdk-nag's AwsSolutions and NIST packs, checkov, Trivy. Only rules whose meaning is certain. */
const rules: Readonly<Partial<Record<ControlId, readonly string[]>>> = {
  'network.adminPortsClosed': [
    'AwsSolutions-EC23',
    'EC2RestrictedSSH',
    'EC2RestrictedCommonPorts',
    'CKV_AWS_24',
    'CKV_AWS_25',
    'CKV_OPENSTACK_2',
    'CKV_OPENSTACK_3',
  ],
  'network.noWideOpening': ['AwsSolutions-EC23', 'CKV_AWS_277'],
  'network.flowsRecorded': ['AwsSolutions-VPC7', 'VPCFlowLogsEnabled', 'CKV2_AWS_11'],
  'network.noPublicAddresses': ['EC2InstanceNoPublicIp', 'VPCSubnetAutoAssignPublicIpDisabled', 'CKV_AWS_88', 'CKV_AWS_130'],
  'identity.notEverything': ['AwsSolutions-IAM5', 'IAMPolicyNoStatementsWithAdminAccess', 'CKV_AWS_62', 'CKV_AWS_63'],
  'identity.notWholeServices': ['AwsSolutions-IAM5', 'IAMPolicyNoStatementsWithFullAccess'],
  'identity.noPlainSecrets': ['AwsSolutions-ECS2', 'CKV_AWS_41', 'CKV_AWS_46', 'CKV_OPENSTACK_1', 'CKV_OPENSTACK_4'],
  'identity.secretsRotate': ['AwsSolutions-SMG4', 'SecretsManagerRotationEnabled', 'CKV2_AWS_57'],
  'storage.objectsClosed': [
    'AwsSolutions-S2',
    'S3BucketLevelPublicAccessProhibited',
    'S3BucketPublicReadProhibited',
    'S3BucketPublicWriteProhibited',
    'CKV_AWS_53',
    'CKV_AWS_54',
    'CKV_AWS_55',
    'CKV_AWS_56',
    'AVD-AWS-0086',
    'AVD-AWS-0087',
    'AVD-AWS-0091',
    'AVD-AWS-0093',
  ],
  'storage.objectsEncrypted': ['S3DefaultEncryptionKMS', 'CKV_AWS_145', 'AVD-AWS-0132'],
  'storage.objectsTls': ['AwsSolutions-S10', 'S3BucketSSLRequestsOnly'],
  'storage.objectsVersioned': ['S3BucketVersioningEnabled', 'CKV_AWS_21', 'AVD-AWS-0090'],
  'storage.objectsAccessRecorded': ['AwsSolutions-S1', 'S3BucketLoggingEnabled', 'CKV_AWS_18', 'AVD-AWS-0089'],
  'storage.volumesEncrypted': ['AwsSolutions-EC26', 'EC2EBSVolumeEncrypted', 'CKV_AWS_3', 'AVD-AWS-0026'],
  'storage.filesEncrypted': ['AwsSolutions-EFS1', 'EFSEncrypted', 'CKV_AWS_42'],
  'storage.databaseEncrypted': ['AwsSolutions-RDS2', 'RDSStorageEncrypted', 'CKV_AWS_16', 'AVD-AWS-0080'],
  'storage.databasePrivate': ['RDSInstancePublicAccess', 'CKV_AWS_17', 'AVD-AWS-0180'],
  'storage.keysRotate': ['AwsSolutions-KMS5', 'KMSBackingKeyRotationEnabled', 'CKV_AWS_7', 'AVD-AWS-0065'],
  'storage.queuesEncrypted': ['AwsSolutions-SQS2', 'AwsSolutions-SNS2', 'SNSEncryptedKMS', 'CKV_AWS_26', 'CKV_AWS_27'],
  'storage.secretsEncrypted': ['SecretsManagerUsingKMSKey', 'CKV_AWS_149'],
  'hosting.tlsOnly': ['ALBHttpToHttpsRedirection', 'CKV_AWS_2', 'AVD-AWS-0054'],
  'hosting.tlsModern': ['CKV_AWS_103', 'AVD-AWS-0047'],
  'hosting.entryFiltered': ['ALBWAFEnabled', 'CKV2_AWS_28'],
  'hosting.headersChecked': ['CKV_AWS_131', 'AVD-AWS-0052'],
  'hosting.entryKept': [
    'ELBDeletionProtectionEnabled',
    'RDSInstanceDeletionProtectionEnabled',
    'AwsSolutions-RDS10',
    'CKV_AWS_150',
  ],
  'hosting.updatesApplied': ['CKV_AWS_226'],
  'hosting.metadataGuarded': ['EC2IMDSv2Enabled', 'CKV_AWS_79', 'AVD-AWS-0028'],
  'hosting.containersReadOnly': ['CKV_AWS_336'],
  'logging.trailEverywhere': ['CKV_AWS_67', 'AVD-AWS-0014'],
  'logging.trailValidated': ['CloudTrailLogFileValidationEnabled', 'CKV_AWS_36', 'AVD-AWS-0016'],
  'logging.trailEncrypted': ['CloudTrailEncryptionEnabled', 'CKV_AWS_35', 'AVD-AWS-0015'],
  'logging.recordsEncrypted': ['CloudWatchLogGroupEncrypted', 'CKV_AWS_158', 'AVD-AWS-0017'],
  'logging.recordsKeptLong': ['CloudWatchLogGroupRetentionPeriod', 'CKV_AWS_66'],
  'logging.entryRecorded': ['AwsSolutions-ELB2', 'ELBLoggingEnabled', 'CKV_AWS_91'],
  'logging.filterRecorded': ['WAFv2LoggingEnabled'],
  'logging.alarmsTold': ['CloudWatchAlarmAction'],
  'recovery.databaseHistory': ['RDSInBackupPlan', 'RDSInstanceBackupEnabled', 'CKV_AWS_133', 'AVD-AWS-0077'],
  'supply.registryScans': ['CKV_AWS_163', 'AVD-AWS-0030'],
  'supply.registryImmutable': ['CKV_AWS_51', 'AVD-AWS-0031'],
  'supply.registryEncrypted': ['CKV_AWS_136', 'AVD-AWS-0033'],
};

const byRule = new Map<string, readonly ControlId[]>();
for (const [control, ids] of Object.entries(rules) as (readonly [ControlId, readonly string[]])[])
  for (const id of ids) byRule.set(id, [...(byRule.get(id) ?? []), control]);

/** `NIST.800.53.R5-S3BucketSSLRequestsOnly` and `AwsSolutions-S1[finding]` are written with their pack and finding. */
export const controlsOfRule = (rule: string): readonly ControlId[] => {
  const bare = rule.replace(/^.*::/, '').replace(/\[.*\]$/, '');
  return byRule.get(bare) ?? byRule.get(bare.replace(/^(NIST\.800\.53\.R[45]|HIPAA\.Security|PCI\.DSS\.321)-/, '')) ?? [];
};

/** Rules of cdk-nag that bear on a control, each under the name of its pack; empty where none does. */
export const nagRulesOf = (control: string): readonly string[] =>
  (Object.hasOwn(rules, control) ? (rules[control as ControlId] ?? []) : [])
    .filter((rule) => !/^(CKV|AVD)/.test(rule))
    .map((rule) => (rule.startsWith('AwsSolutions-') ? rule : `NIST.800.53.R5-${rule}`));
