import { type CollectionTag, parseDocument, type ScalarTag } from 'yaml';
import type { Value } from './value';

/** Short forms of CloudFormation's functions, which YAML writes as tags. */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
] as const;

const longForm = (name: string): string => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

const tagsOf = (name: string): (ScalarTag | CollectionTag)[] => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => ({ [longForm(name)]: name === 'GetAtt' ? text.split('.') : text }) } as ScalarTag,
    {
      tag,
      collection: 'seq',
      resolve: (list) => ({ [longForm(name)]: (list as { toJSON(): unknown }).toJSON() }),
    } as CollectionTag,
    {
      tag,
      collection: 'map',
      resolve: (map) => ({ [longForm(name)]: (map as { toJSON(): unknown }).toJSON() }),
    } as CollectionTag,
  ];
};

const customTags = ['Ref', 'Condition', ...functions].flatMap(tagsOf);

/** A CloudFormation template in YAML, its short forms written out; a reason where it is none. */
export const parsedYaml = (text: string): { readonly body: Value; readonly isText: false } | { readonly reason: string } => {
  try {
    const document = parseDocument(text, {
      customTags,
      maxAliasCount: 100,
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
    } as never);
    const [error] = document.errors;
    if (error !== undefined) return { reason: error.message.split('\n')[0] ?? 'not YAML' };
    return { body: JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as Value, isText: false };
  } catch (error) {
    return { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not YAML' };
  }
};
