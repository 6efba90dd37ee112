import type {
  AuditReport,
  ControlEntry,
  EvidenceEntry,
  ResourceEntry,
  TargetEntry,
  VerdictEntry,
  VerdictKind,
} from '../../../lib/report/audit/report';

/** Small reports with exact content. */

const digest = 'a'.repeat(64);

export const control = (id: string, more: Partial<ControlEntry> = {}): ControlEntry => ({
  id,
  area: id.split('.')[0] ?? 'network',
  title: `Title of ${id}`,
  severity: 'high',
  why: `Why ${id} matters.`,
  repair: `Repair of ${id}.`,
  intents: ['network.tiers'],
  live: { aws: `aws show <${id}>`, openstack: `openstack show <${id}>` },
  mappings: [{ framework: 'nist', ids: ['SC-7', 'SC-10'] }],
  ...more,
});

export const resource = (artefact: string, name: string, more: Partial<ResourceEntry> = {}): ResourceEntry => ({
  id: `${artefact}#${name}`,
  type: 'AWS::S3::Bucket',
  place: {
    file: `${artefact}.template.json`,
    pointer: `/Resources/${name}`,
    line: 10,
    logicalId: name,
    constructPath: `${artefact}/${name}/Resource`,
    blueprintPath: 'storage.files',
  },
  excerpt: [`  "${name}": {`, '    "Type": "AWS::S3::Bucket",', '    "Properties": {}', '  }'],
  ...more,
});

export const evidence = (
  of: ResourceEntry,
  result: EvidenceEntry['result'],
  more: Partial<EvidenceEntry> = {},
): EvidenceEntry => ({
  id: `evidence-of-${of.place.logicalId}`,
  result,
  fact: 'encryption',
  says: result === 'unseen' ? 'a parameter decides it' : 'own key',
  resource: of.id,
  pointer: `${of.place.pointer}/Properties`,
  line: of.place.line + 2,
  exception: '',
  ...more,
});

export const verdict = (
  controlId: string,
  kind: VerdictKind,
  cited: readonly EvidenceEntry[] = [],
  more: Partial<VerdictEntry> = {},
): VerdictEntry => ({
  control: controlId,
  verdict: kind,
  reason: `Reason of ${controlId}.`,
  responsibility: kind === 'obligation' ? 'operator' : 'construct',
  evidence: cited,
  ...more,
});

export const target = (
  id: string,
  provider: TargetEntry['provider'],
  resources: readonly ResourceEntry[],
  verdicts: readonly VerdictEntry[],
): TargetEntry => ({
  id,
  provider,
  cloud: `cloud-of-${id}`,
  artefacts: [
    { name: 'storage', file: 'storage.template.json', format: 'cloudformation', sha256: digest, resources: resources.length },
  ],
  resources,
  verdicts,
  coverage: {
    controlsRun: verdicts.length,
    factsRead: 12,
    resourcesRead: resources.length,
    types: [
      { type: 'AWS::S3::Bucket', resources: resources.length, facts: 12 },
      { type: 'AWS::CDK::Metadata', resources: 1, facts: 0 },
    ],
    unseen: [{ resource: 'storage#Nested', reason: 'a nested stack: its template is another file' }],
  },
});

const buckets = Array.from({ length: 7 }, (_, index) => resource('storage', `Bucket${index + 1}`));
const [first, second] = buckets as [ResourceEntry, ResourceEntry];

/** Every kind of verdict, exception and parity at least once, on two clouds. */
export const report = (): AuditReport => ({
  format: 1,
  tool: { name: 'sgc', version: '1.2.3' },
  at: '2027-03-05',
  region: {
    id: 'town',
    title: 'Musterstadt',
    country: 'DE',
    allowedCountries: ['DE', 'IT'],
    blueprint: 'blueprints/town.yaml',
  },
  catalogue: {
    version: '4.5.6',
    sha256: digest,
    frameworks: [
      {
        id: 'nist',
        title: 'NIST SP 800-53',
        version: 'r5',
        date: '2020-09',
        licence: 'public domain',
        note: 'Indicative mapping by us.',
      },
      { id: 'nis2', title: 'NIS2', version: '2024/2690', date: '2024-10-17', licence: 'law', note: 'Indicative mapping by us.' },
    ],
    controls: [
      control('network.closed', { severity: 'critical', mappings: [{ framework: 'nis2', ids: ['6.7'] }] }),
      control('network.tiers'),
      control('storage.encrypted'),
      control('storage.kept', { severity: 'low' }),
    ],
  },
  targets: [
    target('cloud', 'aws', buckets, [
      verdict('network.closed', 'violated', [evidence(first, 'broken', { fact: 'ingress', says: 'port 22' })]),
      verdict('network.tiers', 'satisfied', [evidence(first, 'kept')]),
      verdict(
        'storage.encrypted',
        'satisfied',
        buckets.map((bucket) => evidence(bucket, 'kept')),
      ),
      verdict('storage.kept', 'undecidable', [evidence(second, 'unseen'), evidence(first, 'kept', { exception: 'exception-1' })]),
    ]),
    target(
      'own',
      'openstack',
      [resource('state', 'volume', { type: 'blockstorage_volume_v3', excerpt: [] })],
      [
        verdict('network.closed', 'substitute'),
        verdict('network.tiers', 'weaker'),
        verdict('storage.encrypted', 'obligation'),
        verdict('storage.kept', 'absent'),
      ],
    ),
  ],
  parity: {
    rows: [
      {
        intent: 'network.tiers',
        meaning: 'Tiers',
        cells: [
          {
            target: 'cloud',
            parity: 'equal',
            by: 'subnets',
            lost: '',
            need: 'required',
            accepted: null,
            shown: true,
            resources: 3,
            missing: [],
          },
          {
            target: 'own',
            parity: 'weaker',
            by: 'groups',
            lost: 'a second fence',
            need: 'required',
            accepted: { reason: 'until 2028', owner: 'it', expires: '2028-01-31' },
            shown: true,
            resources: 1,
            missing: [],
          },
        ],
      },
      {
        intent: 'storage.keys',
        meaning: 'Keys',
        cells: [
          {
            target: 'cloud',
            parity: 'equal',
            by: 'keys',
            lost: '',
            need: 'preferred',
            accepted: null,
            shown: true,
            resources: 2,
            missing: [],
          },
          {
            target: 'own',
            parity: 'equal',
            by: 'keys',
            lost: '',
            need: 'preferred',
            accepted: null,
            shown: true,
            resources: 2,
            missing: [],
          },
        ],
      },
    ],
    scores: [
      { target: 'cloud', equal: 2, met: 2, of: 2 },
      { target: 'own', equal: 1, met: 2, of: 2 },
    ],
    reachability: [
      { from: 'internet', to: 'town', ports: ['tcp 443'], targets: ['cloud', 'own'], why: '' },
      { from: 'town', to: 'internet', ports: ['tcp 587'], targets: ['own'], why: 'mail leaves by a host' },
    ],
  },
  exceptions: [
    {
      id: 'exception-1',
      control: 'storage.kept',
      scope: 'storage#Bucket1',
      reason: 'moved next year',
      owner: 'archive',
      ticket: 'T-7',
      compensating: 'a second copy',
      review: '2027-06-30',
      expires: '2027-12-31',
      state: 'active',
      covers: 1,
      file: 'blueprints/town.yaml',
      line: 40,
    },
    {
      id: 'exception-2',
      control: 'network.closed',
      scope: 'storage#Gone',
      reason: 'was needed',
      owner: 'net',
      ticket: '',
      compensating: '',
      review: '2026-01-31',
      expires: '2026-12-31',
      state: 'expired',
      covers: 0,
      file: 'blueprints/town.yaml',
      line: 48,
    },
  ],
  acknowledgements: [
    {
      target: 'cloud',
      rule: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'the action knows no resource',
      review: '2027-06-30',
      constructPath: 'storage/Role',
    },
  ],
  imports: [
    {
      tool: 'checkov',
      version: '3.2',
      file: 'checkov.sarif',
      sha256: digest,
      findings: [
        {
          rule: 'CKV_1',
          result: 'fail',
          message: 'not encrypted',
          controls: ['storage.encrypted', 'other.control'],
          file: 'storage.template.json',
          line: 12,
          resource: 'Bucket1',
        },
        {
          rule: 'CKV_2',
          result: 'pass',
          message: '',
          controls: [],
          file: 'storage.template.json',
          line: 12,
          resource: 'Bucket2',
        },
      ],
    },
  ],
  sampleSeed: '0'.repeat(64),
  sample: [
    {
      target: 'cloud',
      control: 'storage.encrypted',
      resource: first.id,
      command: 'aws s3api get-bucket-encryption --bucket <bucket>',
    },
  ],
  baseline: null,
  records: null,
  deployed: null,
  problems: [
    {
      file: 'blueprints/town.yaml',
      line: 48,
      column: 3,
      code: 'SGC1234',
      message: 'the exception has expired',
      allowed: 'a day to come',
      repair: 'renew it',
    },
  ],
});

/** Words of the format itself, which no region writes. */
const fixed = new Set([
  'format',
  'severity',
  'provider',
  'verdict',
  'responsibility',
  'result',
  'parity',
  'need',
  'state',
  'at',
  'review',
  'expires',
  'sha256',
]);
/** Names by which one part of a report refers to another: changed alike wherever they stand. */

/** The same report with every text that somebody wrote made hostile. */
export const withHostileTexts = (value: AuditReport, change: (text: string) => string): AuditReport => {
  const walk = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return fixed.has(key) ? part : change(part);
    if (Array.isArray(part)) return part.map((item) => walk(item, key));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, walk(item, name)]));
  };
  return walk(value, '') as AuditReport;
};

/** As many controls, targets and facts as a large region has. */
export const largeReport = (): AuditReport => {
  const ids = Array.from({ length: 100 }, (_, index) => `storage.control${index}`);
  const targets = ['one', 'two', 'three', 'four'].map((id) => {
    const resources = Array.from({ length: 1200 }, (_, index) =>
      resource(`town-${id}-${index % 30}`, `Thing${index}${(index * 7919).toString(16).toUpperCase()}`, {
        excerpt: Array.from({ length: 12 }, (_line, line) => `    "Property${line}": "value ${line % 3 === 0 ? index : line}",`),
      }),
    );
    return target(
      id,
      'aws',
      resources,
      ids.map((controlId, at) =>
        verdict(
          controlId,
          'satisfied',
          resources.filter((_, index) => (index + at) % 30 === 0).map((one) => evidence(one, 'kept')),
        ),
      ),
    );
  });
  return { ...report(), targets, catalogue: { ...report().catalogue, controls: ids.map((id) => control(id)) } };
};
