import { Stack, Tags } from 'aws-cdk-lib';
import { CfnAccessPoint, CfnFileSystem, CfnMountTarget } from 'aws-cdk-lib/aws-efs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BackupPlan, FilesPlan } from '../../../plan/storage-plan';
import { acknowledge } from '../acknowledgements';
import { type Lifecycle, removalOf } from '../removal';
import { SecurityGroup } from '../security-group';
import type { SpaceNetwork } from '../network/space-network';

export interface FilesProps {
  readonly files: FilesPlan;
  readonly key: IKey;
  readonly network: SpaceNetwork;
  /** Zone ids, in the order of the network's data subnets. */
  readonly zones: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly backup: BackupPlan['selection'];
}

const nfs = 2049;
/** Owner of everything below the access point; no container of ours runs as root. */
const owner = '10001';

/** Shared files: encrypted by the key of their data class, reached from the app tier over TLS through one access point. */
export class Files extends Construct {
  readonly fileSystem: CfnFileSystem;
  readonly accessPoint: CfnAccessPoint;

  constructor(scope: Construct, id: string, props: FilesProps) {
    super(scope, id);
    this.fileSystem = this.createFileSystem(props);
    this.accessPoint = this.createAccessPoint();
    this.mount(props);
  }

  private createFileSystem({ files, key, lifecycle, backup }: FilesProps): CfnFileSystem {
    const fileSystem = new CfnFileSystem(this, 'FileSystem', {
      encrypted: true,
      kmsKeyId: key.keyArn,
      performanceMode: 'generalPurpose',
      throughputMode: 'elastic',
      // The space's own plan takes the backups, into its locked vault.
      backupPolicy: { status: 'DISABLED' },
      lifecyclePolicies: [{ transitionToIa: 'AFTER_90_DAYS' }],
      fileSystemTags: [{ key: 'Name', value: files.name }],
      fileSystemPolicy: policyOf(`arn:${Stack.of(this).partition}:iam::${Stack.of(this).account}:root`),
    });
    acknowledge(fileSystem, {
      rule: 'NIST.800.53.R5-EFSInBackupPlan',
      reason: "Chosen by its tag in the space's backup plan",
      review: 'each release',
    });
    fileSystem.applyRemovalPolicy(removalOf(lifecycle));
    Tags.of(fileSystem).add('data-class', files.dataClass);
    Tags.of(fileSystem).add(backup.tag, backup.value);
    return fileSystem;
  }

  private createAccessPoint(): CfnAccessPoint {
    return new CfnAccessPoint(this, 'AccessPoint', {
      fileSystemId: this.fileSystem.ref,
      posixUser: { uid: owner, gid: owner },
      rootDirectory: { path: '/data', creationInfo: { ownerUid: owner, ownerGid: owner, permissions: '0750' } },
    });
  }

  private mount({ network, zones, files }: FilesProps): void {
    const group = new SecurityGroup(this, 'Group', { vpcId: network.vpcId, description: `Shared files ${files.name}` });
    network.blocks.app.forEach((block, index) =>
      group.allowFrom(`App${zones[index] ?? ''}`, block, nfs, 'NFS from the app tier'),
    );
    network.subnets.data.forEach((subnetId, index) => {
      new CfnMountTarget(this, `MountTarget${zones[index] ?? ''}`, {
        fileSystemId: this.fileSystem.ref,
        subnetId,
        securityGroups: [group.attrGroupId],
      });
    });
  }
}

/** Mounting needs TLS and a role of the own account that may; nobody comes in without a name. */
const policyOf = (account: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OwnRoles',
      Effect: 'Allow',
      Principal: { AWS: account },
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
    },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});
