import { parseDocument, type Document } from '../../lib/model/document';

const text = `# a comment
region: lake
network:
  zones: 2
  allow:
    - one.example
    - { host: two.example, port: 443 }
empty:
"quoted": "a: b"
`;

const documentOf = (source: string): Document => {
  const parsed = parseDocument('a.yaml', source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

describe('parseDocument', () => {
  it('gives plain values', () => {
    expect(documentOf(text).value).toEqual({
      region: 'lake',
      network: { zones: 2, allow: ['one.example', { host: 'two.example', port: 443 }] },
      empty: null,
      quoted: 'a: b',
    });
  });

  it.each<[string, readonly (string | number)[], number, number]>([
    ['the file', [], 2, 1],
    ['a scalar at its value', ['region'], 2, 9],
    ['a map at its key', ['network'], 3, 1],
    ['a nested scalar', ['network', 'zones'], 4, 10],
    ['a list at its key', ['network', 'allow'], 5, 3],
    ['an entry of a list', ['network', 'allow', 0], 6, 7],
    ['a map in a list', ['network', 'allow', 1], 7, 7],
    ['a value inside it', ['network', 'allow', 1, 'port'], 7, 34],
    ['nothing written: at its key', ['empty'], 8, 1],
    ['a missing key: at its parent', ['network', 'addresses'], 3, 1],
    ['deep below a missing key', ['network', 'a', 'b', 3, 'c'], 3, 1],
    ['a missing entry: at its list', ['network', 'allow', 9], 5, 3],
    ['below a scalar', ['region', 'x'], 2, 1],
  ])('locates %s', (_, path, line, column) => {
    expect(documentOf(text).locate(path)).toEqual({ file: 'a.yaml', line, column });
  });

  it('locates keys, and scalars as they were written', () => {
    const document = documentOf(text);
    expect(document.locateKey(['network', 'zones'])).toMatchObject({ line: 4, column: 3 });
    expect(document.source(['quoted'])).toBe('"a: b"');
    expect(document.source(['network'])).toBeUndefined();
  });

  it('reports every fault of a file at once, each at its place', () => {
    const parsed = parseDocument(
      'b.yaml',
      'a: &x 1\nb: *x\nc: !t 2\nc: 3\n<<: {}\n7: 1\nd: 99999999999999999999\n__proto__: 1\n',
    );
    expect(parsed.ok ? [] : parsed.problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['SGC1010', 1, 4],
      ['SGC1010', 2, 4],
      ['SGC1011', 3, 4],
      ['SGC1014', 4, 1],
      ['SGC1012', 5, 1],
      ['SGC1015', 6, 1],
      ['SGC1016', 7, 4],
      ['SGC1013', 8, 1],
    ]);
  });

  it.each([
    ['a tab', 'a:\n\tb: 1\n', 'replace each tab by two spaces', 2],
    ['an open quote', 'a: "b\nc: 1\n', 'add the missing quote, bracket or colon', 3],
    ['a second colon', 'a: b: c\n', 'put the value on a line of its own, or in quotes if it holds a colon', 1],
    ['a reserved character', 'a: @b\n', 'put the text in quotes: it begins with a character that YAML keeps for itself', 1],
  ])('says how to repair %s', (_, source, repair, line) => {
    const parsed = parseDocument('c.yaml', source);
    expect(parsed.ok ? [] : parsed.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'SGC1005', repair, line })]),
    );
  });

  it('reads Windows line ends and a byte order mark', () => {
    expect(documentOf('\ufeffa: 1\r\nb: 2\r\n').value).toEqual({ a: 1, b: 2 });
    expect(documentOf('\ufeffa: 1\r\nb: 2\r\n').locate(['b'])).toMatchObject({ line: 2, column: 4 });
  });

  it('keeps NO, dates and leading zeros as texts where YAML 1.2 does', () => {
    expect(documentOf('a: NO\nb: 2027-06-30\nc: 12:30\n').value).toEqual({ a: 'NO', b: '2027-06-30', c: '12:30' });
  });
});
