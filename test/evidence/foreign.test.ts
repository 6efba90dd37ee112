import { recognise } from '../../lib/evidence/artefact-file';
import { readCloudFormation } from '../../lib/evidence/cloudformation';
import type { Fact } from '../../lib/evidence/fact';
import { factsOf } from '../../lib/evidence/facts';
import type { Source } from '../../lib/evidence/resource';
import { readTerraform } from '../../lib/evidence/terraform';
import { cloudformation, type Foreign, terraform } from './foreign/templates';

const factsIn = ({ file, text }: Foreign): readonly Fact[] => {
  const found = recognise(file, text);
  if (found.kind !== 'artefact') throw new Error(`${file} is ${found.kind}`);
  const source: Source = {
    id: 'a',
    name: 'a',
    kind: 'other',
    tenant: '',
    space: '',
    account: '',
    region: '',
    template: found.template,
  };
  return factsOf(found.provider === 'aws' ? readCloudFormation([source]) : readTerraform([source]), {
    encryptedVolumeTypes: undefined,
  });
};

const said = ({ kind, of, value }: Fact): string => `${kind} of ${of}: ${value.known ? worded(value.value) : `?${value.reason}`}`;
const worded = (value: unknown): string => {
  if (typeof value !== 'object') return String(value);
  const { protocol, first, last } = value as { protocol: string; first: number; last: number };
  return `${protocol} ${first}-${last}`;
};

describe.each([
  ['CloudFormation', cloudformation],
  ['Terraform', terraform],
])('%s in the styles of others', (_, templates) => {
  test.each(Object.entries(templates))('%s', (__, foreign) => {
    expect(factsIn(foreign).map(said)).toEqual(expect.arrayContaining([...foreign.says]));
  });
});

test('there are thirty of them', () => {
  expect(Object.keys(cloudformation).length + Object.keys(terraform).length).toBeGreaterThanOrEqual(30);
});

describe('what cannot be read', () => {
  test.each([
    ['main.tf.json', '{ "resource": {', 'broken'],
    ['stack.yaml', 'Resources:\n  A: [1, 2\n  B: }', 'broken'],
    ['stack.template.json', '', 'broken'],
    ['values.json', '{ "a": 1 }', 'other'],
    ['notes.yaml', 'just: text', 'other'],
    ['list.json', '[1, 2]', 'other'],
    ['deep.tf.json', `{"resource": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'broken'],
  ])('%s is told, and nothing crashes', (file, text, kind) => {
    expect(recognise(file, text).kind).toBe(kind);
  });
});
