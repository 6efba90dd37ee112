import { nameOf } from '../../../lib/plan/name';
import { accountNames } from '../../../lib/providers/aws/accounts';
import { bucketName } from '../../../lib/providers/aws/storage/objects';
import type { Proof } from './proof';
import { targetOf } from './region';
import { type Ask, type Login, rootOf } from './sdk';

type Request = Pick<Ask, 'service' | 'operation' | 'parameters'>;

/** A change that somebody made past the templates, and how it is taken back. */
export interface Plant {
  readonly what: string;
  /** The type whose reading has to see it. */
  readonly type: string;
  readonly doing: Request;
  readonly undoing: Request;
  /** What the reading must say. */
  readonly seen: RegExp;
}

const stranger = 'arn:aws:iam::121212121212:root';

/** Changes in the account of the first tenant. */
export class Plants {
  readonly login: Login;
  readonly region: string;
  private readonly account: string;

  constructor(private readonly proof: Proof) {
    this.account = proof.account(this.space.tenant);
    this.login = rootOf(this.account);
    this.region = targetOf(proof.version).cloud.region;
  }

  async all(): Promise<readonly Plant[]> {
    const made = [this.group(), this.openBucket(), this.bucketPolicy(), this.versions(), this.keyPolicy(), this.rotation()];
    return Promise.all([...made, this.trust(), this.retention(), this.trail()]);
  }

  private get space() {
    const [space] = Object.values(this.proof.version.plan.spaces);
    if (space === undefined) throw new Error('there is no space');
    return space;
  }

  private get bucket(): string {
    const [store] = Object.values(this.space.storage.stores);
    if (store === undefined) throw new Error('there is no store');
    return bucketName(store, this.account);
  }

  private ask<T>(service: string, operation: string, parameters: Request['parameters'] = {}): Promise<T> {
    return this.proof.sdk.ask<T>({ service, operation, parameters, region: this.region, login: this.login });
  }

  private async group(): Promise<Plant> {
    const { SecurityGroups } = await this.ask<{ SecurityGroups: readonly { GroupId: string; Description: string }[] }>(
      'ec2',
      'DescribeSecurityGroups',
    );
    const parameters = {
      GroupId: SecurityGroups.find(({ Description }) => Description.startsWith('Database '))?.GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    };
    return {
      what: 'a rule opens the database to the world',
      type: 'AWS::EC2::SecurityGroup',
      doing: { service: 'ec2', operation: 'AuthorizeSecurityGroupIngress', parameters },
      undoing: { service: 'ec2', operation: 'RevokeSecurityGroupIngress', parameters },
      seen: /^unexpected .*Database .* takes tcp 22 from 0\.0\.0\.0\/0$/,
    };
  }

  private openBucket(): Plant {
    const Bucket = this.bucket;
    const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    return {
      what: 'a bucket may be made public',
      type: 'AWS::S3::Bucket',
      doing: { service: 's3', operation: 'DeletePublicAccessBlock', parameters: { Bucket } },
      undoing: {
        service: 's3',
        operation: 'PutPublicAccessBlock',
        parameters: { Bucket, PublicAccessBlockConfiguration: block },
      },
      seen: /^unexpected .*publicAccess=open/,
    };
  }

  private async bucketPolicy(): Promise<Plant> {
    const Bucket = this.bucket;
    const { Policy } = await this.ask<{ Policy: string }>('s3', 'GetBucketPolicy', { Bucket });
    const put = (text: string): Request => ({
      service: 's3',
      operation: 'PutBucketPolicy',
      parameters: { Bucket, Policy: text },
    });
    return {
      what: 'a stranger may read a bucket',
      type: 'AWS::S3::BucketPolicy',
      doing: put(withStranger(Policy, 's3:GetObject', `arn:aws:s3:::${Bucket}/*`)),
      undoing: put(Policy),
      seen: /^unexpected .*outsiders=arn:aws:iam::121212121212:root/,
    };
  }

  private versions(): Plant {
    const put = (Status: string): Request => ({
      service: 's3',
      operation: 'PutBucketVersioning',
      parameters: { Bucket: this.bucket, VersioningConfiguration: { Status } },
    });
    return {
      what: 'a bucket keeps no versions',
      type: 'AWS::S3::Bucket',
      doing: put('Suspended'),
      undoing: put('Enabled'),
      seen: /^unexpected .*versions=Suspended/,
    };
  }

  private async key(): Promise<string> {
    const { Aliases } = await this.ask<{ Aliases: readonly { AliasName: string; TargetKeyId?: string }[] }>('kms', 'ListAliases');
    return Aliases.find(({ AliasName }) => AliasName.startsWith(`alias/${this.space.name}`))?.TargetKeyId ?? '';
  }

  private async keyPolicy(): Promise<Plant> {
    const KeyId = await this.key();
    const { Policy } = await this.ask<{ Policy: string }>('kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' });
    const put = (text: string): Request => ({
      service: 'kms',
      operation: 'PutKeyPolicy',
      parameters: { KeyId, PolicyName: 'default', Policy: text },
    });
    return {
      what: 'a stranger may use a key',
      type: 'AWS::KMS::Key',
      doing: put(withStranger(Policy, 'kms:Decrypt', '*')),
      undoing: put(Policy),
      seen: /^unexpected .*outsiders=arn:aws:iam::121212121212:root/,
    };
  }

  private async rotation(): Promise<Plant> {
    const KeyId = await this.key();
    return {
      what: 'a key is not rotated any more',
      type: 'AWS::KMS::Key',
      doing: { service: 'kms', operation: 'DisableKeyRotation', parameters: { KeyId } },
      undoing: { service: 'kms', operation: 'EnableKeyRotation', parameters: { KeyId, RotationPeriodInDays: 365 } },
      seen: /^unexpected .*rotated=false/,
    };
  }

  private async trust(): Promise<Plant> {
    const RoleName = nameOf('role', this.proof.version.plan.region.id, 'auditor');
    const { Role } = await this.ask<{ Role: { AssumeRolePolicyDocument: object } }>('iam', 'GetRole', { RoleName });
    const before = JSON.stringify(Role.AssumeRolePolicyDocument);
    const put = (PolicyDocument: string): Request => ({
      service: 'iam',
      operation: 'UpdateAssumeRolePolicy',
      parameters: { RoleName, PolicyDocument },
    });
    return {
      what: 'a stranger may take the role of the auditor',
      type: 'AWS::IAM::Role',
      doing: put(withStranger(before, 'sts:AssumeRole')),
      undoing: put(before),
      seen: /^unexpected .*auditor: .*account 121212121212/,
    };
  }

  private async retention(): Promise<Plant> {
    const { logGroups } = await this.ask<{ logGroups: readonly { logGroupName: string; retentionInDays: number }[] }>(
      'logs',
      'DescribeLogGroups',
    );
    const [group] = logGroups;
    const keep = (retentionInDays: number | undefined): Request => ({
      service: 'logs',
      operation: 'PutRetentionPolicy',
      parameters: { logGroupName: group?.logGroupName, retentionInDays },
    });
    return {
      what: 'records are kept for a day',
      type: 'AWS::Logs::LogGroup',
      doing: keep(1),
      undoing: keep(group?.retentionInDays),
      seen: /^unexpected .*days=1,/,
    };
  }

  private trail(): Plant {
    const request = (operation: string): Request => ({
      service: 'cloudtrail',
      operation,
      parameters: { Name: accountNames.trail(this.proof.version.plan) },
    });
    return {
      what: 'the trail stands still',
      type: 'AWS::CloudTrail::Trail',
      doing: request('StopLogging'),
      undoing: request('StartLogging'),
      seen: /^unexpected .*running=false/,
    };
  }
}

const withStranger = (document: string, Action: string, Resource?: string): string => {
  const { Statement, ...rest } = JSON.parse(document) as { Statement: readonly object[] };
  const more = {
    Effect: 'Allow',
    Principal: { AWS: stranger },
    Action,
    ...(Resource === undefined ? {} : { Resource }),
  };
  return JSON.stringify({ ...rest, Statement: [...Statement, more] });
};
