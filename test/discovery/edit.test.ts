import { type Place, setAt } from '../../lib/discovery/edit';

const file = `# a head
cloud: x   # its id

zones: [a, b] # two
# before the map
flavors:
  xs: small   # one
  s: "two words"

  # a remark inside
  m: { value: 1 }   # behind
volumeTypes: { standard: a, encrypted: null }
empty: {}
nothing:
list:
  - a
  - b
# the end
`;

describe('a value', () => {
  it.each<[Place, string, string, string]>([
    [['cloud'], 'y', 'cloud: x   # its id', 'cloud: y   # its id'],
    [['zones'], '[a]', 'zones: [a, b] # two', 'zones: [a] # two'],
    [['flavors', 'xs'], 'tiny', 'xs: small   # one', 'xs: tiny   # one'],
    [['flavors', 's'], 'two', 's: "two words"', 's: two'],
    [['flavors', 'm'], 'big', 'm: { value: 1 }   # behind', 'm: big   # behind'],
    [['volumeTypes', 'encrypted'], 'luks', 'encrypted: null', 'encrypted: luks'],
    [['nothing'], 'something', 'nothing:\n', 'nothing: something\n'],
    [['list'], '[c]', '  - a\n  - b\n', '  [c]\n'],
  ])('at %j becomes %s, and all else stays', (place, value, before, after) => {
    expect(file.split(before)).toHaveLength(2);
    expect(setAt(file, place, value)).toBe(file.replace(before, after));
  });

  it.each<[Place, string, string, string]>([
    [['flavors', 'l'], 'large', '  m: { value: 1 }   # behind\n', '  m: { value: 1 }   # behind\n  l: large\n'],
    [['volumeTypes', 'fast'], 'ssd', '{ standard: a, encrypted: null }', '{ standard: a, encrypted: null, fast: ssd }'],
    [['empty', 'first'], '1', 'empty: {}', 'empty: { first: 1 }'],
    [['new'], '1', '  - b\n', '  - b\nnew: 1\n'],
    [['provenance', 'zones'], '{ a: 1 }', '  - b\n', '  - b\nprovenance:\n  zones: { a: 1 }\n'],
  ])('at %j that was not there comes last in its map', (place, value, before, after) => {
    expect(setAt(file, place, value)).toBe(file.replace(before, after));
  });

  it('is put in the place of a block, too', () => {
    expect(setAt('a:\n  b:\n    value: true\n    source: x\nc: 1\n', ['a', 'b'], 'false')).toBe('a:\n  b:\n    false\nc: 1\n');
  });

  it('is added to a file without a last line end', () => {
    expect(setAt('a: 1', ['b'], '2')).toBe('a: 1\nb: 2');
  });

  it('cannot stand below what is no map', () => {
    expect(() => setAt('a: 1\n', ['a', 'b'], '2')).toThrow('a is no map');
  });
});
