import { isDeepStrictEqual } from 'node:util';
import { accountNames } from '../../../lib/providers/aws/accounts';
import { bucketName } from '../../../lib/providers/aws/storage/objects';
import { Estate } from './estate';
import type { Proof } from './proof';
import { differencesIn } from './read-back';
import { targetOf } from './region';
import { type Ask, rootOf } from './sdk';

const part = 'planted';

type Request = Pick<Ask, 'service' | 'operation' | 'parameters'>;

/** A change that somebody made past the templates, and how it is taken back. */
interface Plant {
  readonly what: string;
  readonly doing: Request;
  readonly undoing: Request;
  /** What the reading must say. */
  readonly seen: RegExp;
}

/** A reading that finds nothing wrong proves nothing until it has found something: changes by hand are seen, each as what it is. */
export const provePlanted = async (proof: Proof): Promise<void> => {
  const estate = new Estate(proof.version, proof.sdk);
  const [space] = Object.values(proof.version.plan.spaces);
  if (space === undefined) throw new Error('there is no space');
  const account = proof.account(space.tenant);
  const { region } = targetOf(proof.version).cloud;
  const at = { region, login: rootOf(account) };
  const wrong: string[] = [];
  const plants = await plantsIn(proof, account);
  for (const { what, doing, undoing, seen } of plants) {
    await proof.sdk.ask({ ...doing, ...at });
    const found = await differencesIn(estate, what);
    await proof.sdk.ask({ ...undoing, ...at });
    if (!found.some((line) => seen.test(line))) wrong.push(`${what}: seen as ${found.join(' | ') || 'nothing'}`);
    const after = await differencesIn(estate, what);
    if (!isDeepStrictEqual(after, [])) wrong.push(`${what}: still there`);
  }
  proof.findings.expectNone(part, 'changes by hand are seen', wrong, plants.map(({ what }) => what).join(', '));
};

/** Named after the type whose reading has to see it. */
const plantsIn = async (proof: Proof, account: string): Promise<readonly Plant[]> => {
  const { plan } = proof.version;
  const [space] = Object.values(plan.spaces);
  const [store] = Object.values(space?.storage.stores ?? {});
  const at = { region: targetOf(proof.version).cloud.region, login: rootOf(account) };
  const { SecurityGroups } = await proof.sdk.ask<{ SecurityGroups: readonly { GroupId: string; Description: string }[] }>({
    service: 'ec2',
    operation: 'DescribeSecurityGroups',
    ...at,
  });
  const group = SecurityGroups.find(({ Description }) => Description.startsWith('Database '))?.GroupId;
  const { logGroups } = await proof.sdk.ask<{ logGroups: readonly { logGroupName: string; retentionInDays: number }[] }>({
    service: 'logs',
    operation: 'DescribeLogGroups',
    ...at,
  });
  const [logs] = logGroups;
  const { Aliases } = await proof.sdk.ask<{ Aliases: readonly { AliasName: string; TargetKeyId?: string }[] }>({
    service: 'kms',
    operation: 'ListAliases',
    ...at,
  });
  const KeyId = Aliases.find(({ AliasName }) => AliasName.startsWith(`alias/${space?.name ?? ''}`))?.TargetKeyId;
  const Bucket = store === undefined ? '' : bucketName(store, account);
  const open = {
    GroupId: group,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  };
  const closed = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  const versions = (Status: string): Request => ({
    service: 's3',
    operation: 'PutBucketVersioning',
    parameters: { Bucket, VersioningConfiguration: { Status } },
  });
  const trail = (operation: string): Request => ({
    service: 'cloudtrail',
    operation,
    parameters: { Name: accountNames.trail(plan) },
  });
  const keep = (retentionInDays: number | undefined): Request => ({
    service: 'logs',
    operation: 'PutRetentionPolicy',
    parameters: { logGroupName: logs?.logGroupName, retentionInDays },
  });
  return [
    {
      what: 'AWS::EC2::SecurityGroup',
      doing: { service: 'ec2', operation: 'AuthorizeSecurityGroupIngress', parameters: open },
      undoing: { service: 'ec2', operation: 'RevokeSecurityGroupIngress', parameters: open },
      seen: /^unexpected .*Database .* takes tcp 22 from 0\.0\.0\.0\/0$/,
    },
    {
      what: 'AWS::S3::Bucket',
      doing: { service: 's3', operation: 'DeletePublicAccessBlock', parameters: { Bucket } },
      undoing: {
        service: 's3',
        operation: 'PutPublicAccessBlock',
        parameters: { Bucket, PublicAccessBlockConfiguration: closed },
      },
      seen: /^unexpected .*publicAccess=open/,
    },
    {
      what: 'AWS::S3::BucketPolicy',
      doing: versions('Suspended'),
      undoing: versions('Enabled'),
      seen: /^unexpected .*versions=Suspended/,
    },
    {
      what: 'AWS::KMS::Key',
      doing: { service: 'kms', operation: 'DisableKeyRotation', parameters: { KeyId } },
      undoing: { service: 'kms', operation: 'EnableKeyRotation', parameters: { KeyId, RotationPeriodInDays: 365 } },
      seen: /^unexpected .*rotated=false/,
    },
    { what: 'AWS::Logs::LogGroup', doing: keep(1), undoing: keep(logs?.retentionInDays), seen: /^unexpected .*days=1,/ },
    {
      what: 'AWS::CloudTrail::Trail',
      doing: trail('StopLogging'),
      undoing: trail('StartLogging'),
      seen: /^unexpected .*running=false/,
    },
  ];
};
