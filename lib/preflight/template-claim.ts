import type { Evidence, Source } from '../evidence/resource';
import { isMap, textAt, type Value, type ValueMap } from '../evidence/value';
import { isAt, placesOf } from './aws-place';
import type { Claim } from './claim';
import { largest } from './counting';
import type { Part, Place } from './need';

interface Row {
  readonly id: string;
  readonly item: string;
  readonly kind: 'bound' | 'length';
  readonly value: number;
  readonly source: string;
}

interface TemplateRow extends Row {
  readonly measure: (template: ValueMap, source: Source) => number;
}

const keysOf = (value: Value | undefined): readonly string[] => (isMap(value) ? Object.keys(value) : []);
const longest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, text.length), 0);
const sections = ['Resources', 'Outputs', 'Parameters', 'Mappings'] as const;
const counted = (section: (typeof sections)[number]) => (template: ValueMap) => keysOf(template[section]).length;

const source = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';
const logicalIds = (template: ValueMap): readonly string[] => sections.flatMap((section) => keysOf(template[section]));

const row = (id: string, item: string, value: number, measure: TemplateRow['measure']): TemplateRow => ({
  id,
  item,
  kind: 'bound',
  value,
  source,
  measure,
});

const templateRows: readonly TemplateRow[] = [
  row('resources', 'resources in one template', 500, counted('Resources')),
  row('outputs', 'outputs of one template', 200, counted('Outputs')),
  row('parameters', 'parameters of one template', 200, counted('Parameters')),
  row('mappings', 'mappings of one template', 200, counted('Mappings')),
  // What is larger than 51,200 bytes goes through the bucket of the bootstrap, which is there for it.
  row('bytes', 'bytes of one template', 1_000_000, (_, { template }) => Buffer.byteLength(template)),
  { ...row('stack-name', 'characters of a stack name', 128, (_, { name }) => name.length), kind: 'length' },
  { ...row('logical-id', 'characters of a logical id', 255, (template) => longest(logicalIds(template))), kind: 'length' },
];

interface NameRow extends Row {
  readonly type: string;
  readonly property: string;
}

const name = (what: string, value: number, type: string, property: string): NameRow => ({
  id: `name-${type}`,
  item: `characters of the name of a ${what}`,
  kind: 'length',
  value,
  source: `schema of ${type}`,
  type,
  property,
});

const nameRows: readonly NameRow[] = [
  name('bucket', 63, 'AWS::S3::Bucket', 'BucketName'),
  name('role', 64, 'AWS::IAM::Role', 'RoleName'),
  name('load balancer', 32, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'Name'),
  name('target group', 32, 'AWS::ElasticLoadBalancingV2::TargetGroup', 'Name'),
  name('database', 63, 'AWS::RDS::DBInstance', 'DBInstanceIdentifier'),
  name('queue', 80, 'AWS::SQS::Queue', 'QueueName'),
  name('backup vault', 50, 'AWS::Backup::BackupVault', 'BackupVaultName'),
  name('web access list', 128, 'AWS::WAFv2::WebACL', 'Name'),
  name('sign-in domain', 63, 'AWS::Cognito::UserPoolDomain', 'Domain'),
  name('alarm', 255, 'AWS::CloudWatch::Alarm', 'AlarmName'),
];

/** The largest template and the longest names of each account and region, against what CloudFormation and the services take. */
export const templateClaims = (evidence: Evidence, sources: readonly Source[]): readonly Claim[] =>
  placesOf(evidence, 'region').flatMap((place) => {
    const here = sources
      .filter((written) => isAt(written, place))
      .map((written) => ({ source: written, template: JSON.parse(written.template) as ValueMap }));
    return [
      ...templateRows.map((each) =>
        claim(
          place,
          each,
          here.map((one) => ({ of: one.source.name, amount: each.measure(one.template, one.source) })),
        ),
      ),
      ...nameRows.map((each) => claim(place, each, namesAt(evidence, place, each))),
    ].filter(({ need }) => need.amount > 0);
  });

const namesAt = (evidence: Evidence, place: Place, { type, property }: NameRow): readonly Part[] =>
  evidence
    .ofType(type)
    .filter(({ artefact }) => isAt(artefact, place))
    .map(({ id, properties }) => ({ of: id, amount: textAt(properties, property).length }));

/** The largest alone counts. */
const claim = (place: Place, row: Row, parts: readonly Part[]): Claim => {
  const most = largest(parts);
  return {
    need: { place, id: `template/${row.id}`, item: row.item, amount: most.amount, parts: [most] },
    offline: { kind: row.kind, value: row.value, source: row.source, date: '2026-11-22', confidence: 'high' },
    advise: () => ({
      by: 'us',
      request: `${most.of} has ${most.amount} of at most ${row.value}, which nobody can raise: shorten it, or split it`,
    }),
  };
};
