import { tryRange } from '../../lib/evidence/range';
import type { Evidence, Resource } from '../../lib/evidence/resource';
import { isList, isMap, type Value } from '../../lib/evidence/value';
import { weakened } from './mutation-host-text';

/** What an operator may look at besides the value that it changes. */
export interface Setting {
  readonly evidence: Evidence;
  /** One of the same type that belongs to another tenant. */
  readonly foreign: (id: string) => Resource | undefined;
}

export interface Made {
  /** What stands there afterwards; undefined: nothing. */
  readonly made: Value | undefined;
  /** Which of several things in one text was changed; empty where there is only one. */
  readonly what: string;
}

interface OfValue {
  readonly of: 'value';
  readonly name: string;
  /** Type and path, with a space between. */
  readonly where: RegExp;
  readonly act: (value: Value, place: string, setting: Setting) => readonly Made[];
}

interface OfResource {
  readonly of: 'resource';
  readonly name: string;
  /** What stands in its place; undefined where the operator does nothing to it. */
  readonly act: (resource: Resource) => readonly Resource[] | undefined;
}

/** A general way to make what was written less safe, for any type that has such a place. */
export type Operator = OfValue | OfResource;

const on = (name: string, where: RegExp, act: OfValue['act']): Operator => ({ of: 'value', name, where, act });
const one = (made: Value | undefined): readonly Made[] => [{ made, what: '' }];
const none: readonly Made[] = [];
const anywhere = /./;

/** Words by which engines say that something is guarded, and what stands there when it is not. */
const words: Readonly<Record<string, string>> = {
  true: 'false',
  Enabled: 'Disabled',
  ENABLED: 'DISABLED',
  ACTIVE: 'INACTIVE',
  IMMUTABLE: 'MUTABLE',
  REQUIRE: 'OPTIONAL',
  ALL: 'REJECT',
  internal: 'internet-facing',
  'anti-affinity': 'affinity',
  'aws:kms': 'AES256',
  KMS: 'AES256',
  redirect: 'forward',
  luks: 'standard',
  awslogs: 'none',
};

/** What opens something where it is true; everything else guards something where it is. */
const opening =
  /(public|unrestricted|privileged|external|shared|force_destroy|no_security_groups|executecommand|emptyondelete)\w*$/i;

const turned = (value: Value, place: string): readonly Made[] => {
  if (typeof value === 'boolean') return value === opening.test(place) ? none : one(!value);
  if (value === 'DISABLED') return opening.test(place) ? one('ENABLED') : none;
  return typeof value === 'string' && Object.hasOwn(words, value) ? one(words[value]) : none;
};

/** Properties that guard something: without them the cloud does what is easiest. */
const guards =
  /[ .](\w*(Encryption|Kms(Master)?Key|KMS(Master)?Key|PublicAccessBlock|Versioning|Protection|ObjectLock|LockConfiguration)\w*|\w*[lL]og(ging)?(Configuration|Driver|Options|FileValidation|Exports)|EnableCloudwatchLogsExports|AccessPolicy|FileSystemPolicy|RedrivePolicy|PermissionsBoundary|SecurityGroupEgress|SecurityGroups|SecurityGroupIds|VPCSecurityGroups|security_group_ids|scheduler_hints|access_rules|allowed_cidrs|multi_factor_auth_(enabled|rule)|MasterUserSecret|AlarmActions|CopyActions|DeliveryOptions|DkimAttributes|DeploymentCircuitBreaker|ImageScanningConfiguration|ImageTagMutability|LinuxParameters|Capabilities|ReadonlyRootFilesystem|User|SslPolicy|BackupRetentionPeriod|StorageEncrypted|delete_default_rules|StatefulDefaultActions|CloudWatchLogsLogGroupArn|NotificationsWithSubscribers|prevent_destroy)$/;

/** Types that are there to guard, to record, to tell or to keep. */
const guardians =
  /(FlowLog|LoggingConfig\w*|QueryLogging\w*|WebACL\w*|Trail|Detector|Recorder|DeliveryChannel|Hub|Standard|Backup(Plan|Vault|Selection)|RestoreTesting\w*|RotationSchedule|Alarm|Subscription|MetricFilter|Events::Rule|Firewall\w*|Analyzer|Budget|(Bucket|Queue|Topic)Policy|servergroup\w*|SSM::Association)$/;

const isStatement = (value: Value, effect: 'Allow' | 'Deny'): boolean => isMap(value) && value.Effect === effect;
const statements = /Statement$/;

/** One map without some keys, and with others. */
const otherwise = (value: Value, more: Readonly<Record<string, Value>>, ...without: readonly string[]): readonly Made[] =>
  isMap(value) ? one({ ...Object.fromEntries(Object.entries(value).filter(([key]) => !without.includes(key))), ...more }) : none;

const pointer = /⟦([^?⟧][^⟧]*)\.([^.⟧]+)⟧/;

/** A reference to the like of another tenant. */
const strayed = (value: Value, _: string, { foreign }: Setting): readonly Made[] => {
  const [, id = '', attribute = ''] = typeof value === 'string' ? (pointer.exec(value) ?? []) : [];
  const other = id === '' ? undefined : foreign(id);
  return other === undefined ? none : one(String(value).replace(pointer, `⟦${other.id}.${attribute}⟧`));
};

export const operators: readonly Operator[] = [
  on('switch turned', anywhere, turned),
  on('guard dropped', guards, () => one(undefined)),
  on(
    'address widened',
    /(CidrIp|remote_ip_prefix|DestinationCidrBlock|allowed_address_pairs\.ip_address|allowed_cidrs|addresses)$/,
    (value) => (typeof value === 'string' && tryRange(value) !== undefined && value !== '0.0.0.0/0' ? one('0.0.0.0/0') : none),
  ),
  on('every port', /SecurityGroup|secgroup/, (value) =>
    isMap(value) && value.FromPort !== undefined
      ? one({ ...value, FromPort: 1, ToPort: 65535 })
      : isMap(value) && value.port_range_min !== undefined
        ? one({ ...value, port_range_min: 1, port_range_max: 65535 })
        : none,
  ),
  on(
    'kept for a day',
    /(RetentionInDays|ExpirationInDays|Retention\.Days|RetentionDays|DeleteAfterDays|BackupRetentionPeriod)$/,
    (value) => (Number(value) > 1 ? one(1) : none),
  ),
  on('every action', statements, (value) => (isStatement(value, 'Allow') ? otherwise(value, { Action: '*' }) : none)),
  on('every resource', statements, (value) =>
    isStatement(value, 'Allow') && isMap(value) && value.Principal === undefined && value.Resource !== '*'
      ? otherwise(value, { Resource: '*' })
      : none,
  ),
  on('every caller', statements, (value) =>
    isStatement(value, 'Allow') && isMap(value) && value.Principal !== undefined
      ? otherwise(value, { Principal: '*' }, 'Condition')
      : none,
  ),
  on('condition dropped', statements, (value) =>
    isStatement(value, 'Allow') && isMap(value) && value.Condition !== undefined ? otherwise(value, {}, 'Condition') : none,
  ),
  on('refusal dropped', statements, (value) => (isStatement(value, 'Deny') ? one(undefined) : none)),
  on('older TLS', anywhere, (value) =>
    typeof value === 'string' && value.startsWith('ELBSecurityPolicy-TLS13') ? one('ELBSecurityPolicy-2016-08') : none,
  ),
  on('tag instead of digest', anywhere, (value) =>
    typeof value === 'string' && value.length < 300 && value.includes('@sha256:')
      ? one(value.replace(/@sha256:.*/, ':latest'))
      : none,
  ),
  on('other tenant', anywhere, strayed),
  on('copied abroad', /(Arn|Bucket)$/, (value) =>
    typeof value === 'string' && value.startsWith('arn:aws:backup:')
      ? one(value.replace(/^(arn:aws:backup:)[^:]*/, '$1us-east-1'))
      : none,
  ),
  on('secret planted', / (ContainerDefinitions\.Environment|Environment\.Variables|metadata|user_data)$/, (value) =>
    isList(value)
      ? one([...value, { Name: 'DB_PASSWORD', Value: 'summer2026' }])
      : isMap(value)
        ? one({ ...value, DB_PASSWORD: 'summer2026' })
        : typeof value === 'string' && value.startsWith('#cloud-config')
          ? one(`${value}\nexport DB_PASSWORD=summer2026\n`)
          : none,
  ),
  on('host weakened', / user_data$/, (value) => (typeof value === 'string' ? weakened(value) : none)),
  { of: 'resource', name: 'dropped', act: ({ type }) => (guardians.test(type) ? [] : undefined) },
  { of: 'resource', name: 'no longer kept', act: (resource) => (resource.kept ? [{ ...resource, kept: false }] : undefined) },
];
