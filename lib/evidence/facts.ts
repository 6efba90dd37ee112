import { awsAttachedFacts } from './aws-facts-attached';
import { awsBackupFacts } from './aws-facts-backup';
import { awsBucketFacts } from './aws-facts-bucket';
import { awsDatabaseFacts } from './aws-facts-database';
import { awsHostingFacts } from './aws-facts-hosting';
import { awsIdentityFacts } from './aws-facts-identity';
import { awsLoggingFacts } from './aws-facts-logging';
import { awsNetworkFacts, type Reader } from './aws-facts-network';
import { awsPolicyFacts } from './aws-facts-policy';
import { awsSignInFacts } from './aws-facts-sign-in';
import { awsStorageFacts } from './aws-facts-storage';
import { type Fact, fact } from './fact';
import { openstackHostFacts } from './openstack-facts-host';
import { openstackIdentityFacts } from './openstack-facts-identity';
import { openstackNetworkFacts } from './openstack-facts-network';
import { openstackStorageFacts } from './openstack-facts-storage';
import { referenceFacts } from './reference-facts';
import type { Evidence, Resource } from './resource';
import { secretFacts } from './secret-facts';
import { known, seenAs, textSeen, unseen } from './seen';
import { isList, isMap, textsIn, type Value } from './value';

/** What the readers know besides the artefacts themselves. */
export interface Knowledge {
  /** Encrypted volume types of the cloud; undefined where its profile is not known. */
  readonly encryptedVolumeTypes: readonly string[] | undefined;
}

/** Every fact that the artefacts of one target say, in the order of their resources. */
export const factsOf = (evidence: Evidence, knowledge: Knowledge): readonly Fact[] => {
  const tables = [
    awsNetworkFacts,
    awsStorageFacts,
    awsBucketFacts,
    awsDatabaseFacts,
    awsBackupFacts,
    awsIdentityFacts,
    awsHostingFacts,
    awsLoggingFacts,
    awsPolicyFacts,
    awsAttachedFacts,
    awsSignInFacts,
    openstackNetworkFacts,
    openstackStorageFacts(knowledge.encryptedVolumeTypes),
    openstackIdentityFacts,
    openstackHostFacts,
    engineFacts,
  ];
  const byType = new Map<string, readonly Reader[]>();
  const readersOf = (type: string): readonly Reader[] => {
    const readers = byType.get(type) ?? tables.flatMap((table) => own(table, type) ?? []);
    byType.set(type, readers);
    return readers;
  };
  return [
    ...evidence.resources.flatMap((resource) => [
      ...certain(
        resource,
        readersOf(resource.type).flatMap((reader) => reader(resource, evidence)),
      ),
      ...secretFacts(resource),
      ...referenceFacts(resource, evidence),
      ...opaqueFacts(resource),
      ...partitionFacts(resource),
    ]),
    ...evidence.artefacts.flatMap((artefact) => [
      // Every text of every resource was looked at: what was found there stands at the resource.
      ...(['opaque', 'plainSecret', 'foreignName'] as const).map((kind) =>
        fact(kind, 'artefact', { id: artefact.name }, known(false)),
      ),
      // Without a plan nobody knows whose an artefact is.
      ...(artefact.tenant === '' ? [] : [fact('foreignOwner', 'artefact', { id: artefact.name }, known(false))]),
      fact(
        'location',
        'artefact',
        { id: artefact.name },
        artefact.region === '' ? unseen('the artefact names no region') : known(artefact.region),
      ),
    ]),
  ];
};

const own = (table: Readonly<Record<string, Reader>>, type: string): Reader | undefined =>
  Object.prototype.hasOwnProperty.call(table, type) ? table[type] : undefined;

/** What an artefact says of the engine that is to apply it. */
const engineFacts: Readonly<Record<string, Reader>> = {
  provider: (provider) => [
    fact(
      'pinning',
      'engine',
      provider,
      seenAs(textSeen(provider, 'version'), (version) => /^=?\s*\d+\.\d+\.\d+$/.test(version)),
      { at: 'version' },
    ),
  ],
};

/** What may not come to exist shows nothing for certain, and may still break something. */
const certain = (resource: Resource, facts: readonly Fact[]): readonly Fact[] =>
  resource.maybe === '' ? facts : facts.map((one) => ({ ...one, lost: one.lost || resource.maybe }));

/** Types that make resources which no reader can see before deployment. */
const makers: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^AWS::CloudFormation::(Stack|StackSet)$/, 'a nested stack: its template is another file'],
  [/^(AWS::CloudFormation::CustomResource|Custom::)/, 'a custom resource: a function decides what it makes'],
  [/^AWS::CloudFormation::(Macro|ModuleDefaultVersion|ModuleVersion)$/, 'a macro changes templates at deployment'],
  [/^AWS::Serverless::/, 'a transform makes resources of it at deployment'],
  [/::MODULE$/, 'a module: its resources are made at deployment'],
  [/^Fn::ForEach/, 'a loop: its resources are made at deployment'],
  [/^module$/, 'a module: its resources are in another place'],
  [/^Transform$/, 'a transform changes the template at deployment'],
  [/^(aws|azurerm|google|kubernetes|helm|null|local|external)_/, 'a resource of a provider for which there is no reader'],
  [/^of no type$/, 'it has no type'],
];

const opaqueFacts = (resource: Resource): readonly Fact[] =>
  reasonsOf(resource.type).map((reason) => fact('opaque', 'artefact', resource, unseen(reason)));

const reasonsOf = (type: string): readonly string[] => {
  const known = reasons.get(type);
  if (known !== undefined) return known;
  const found = makers.flatMap(([pattern, reason]) => (pattern.test(type) ? [reason] : []));
  reasons.set(type, found);
  return found;
};

/** There are few types, and thousands of resources. */
const reasons = new Map<string, readonly string[]>();

/** ARNs and addresses of the partition `aws`; AWS keeps the names of service principals in every partition. */
const ofAws = /arn:aws:|[.-][a-z]{2}-[a-z]+-\d\.amazonaws\.com\b/;
const ofOthers = /arn:aws-(eusc|cn|us-gov):|(?<!com)\.amazonaws\.eu(?![-\w])|\.amazonaws\.com\.cn\b/;

const namesAws = (text: string): boolean => text.includes('arn:aws') || text.includes('.amazonaws.');

/** Every text that names something of AWS, but for the names of service principals. */
const namesIn = (value: Value): readonly string[] => {
  if (typeof value === 'string') return namesAws(value) ? [value] : [];
  if (isList(value)) return value.flatMap(namesIn);
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => (key === 'Service' ? [] : namesIn(item))) : [];
};

/** Names of another partition: an address that leads nowhere, or to another cloud. */
const partitionFacts = (resource: Resource): readonly Fact[] => {
  const { region } = resource.artefact;
  if (!resource.type.includes('::') || region === '') return [];
  if (!textsIn(resource.properties).some(namesAws)) return [];
  const found = namesIn(resource.properties).some((text) => (region.startsWith('eusc-') ? ofAws : ofOthers).test(text));
  return found ? [fact('foreignName', 'artefact', resource, known(true))] : [];
};
