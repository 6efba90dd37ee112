import { type z } from 'zod';
import { blueprintSchema } from '../../lib/model/blueprint';
import { expectation } from '../../lib/model/expectation';
import { flow } from '../../lib/model/flow';
import { meantValue } from '../../lib/model/meant-value';
import { quote } from '../../lib/model/quote';
import { exampleOf, schemaAt } from '../../lib/model/schema';
import { serviceSchema } from '../../lib/model/service';
import { listed, suggest } from '../../lib/model/suggestion';
import { parse } from 'yaml';

const at = (...path: string[]) => schemaAt(blueprintSchema, path) ?? blueprintSchema;

describe('what may stand in a place', () => {
  it.each([
    [['network', 'zones'], 'a whole number from 1 to 4'],
    [['identity', 'staff', 'mfa'], 'one of required, preferred'],
    [['country'], 'the two-letter ISO 3166-1 code of a country, such as IT'],
    [['blueprint'], '1'],
    [['deployable'], 'true or false'],
    [['contacts'], 'a map of operations, security'],
    [['budget', 'monthly'], 'a number from 0 to 1000000000000'],
    [['languages'], 'a list of 1 to 30 entries, each the BCP 47 tag of a language, such as it or sr-Cyrl'],
    [['storage', 'x', 'retention', 'years'], 'a whole number from 0 to 100'],
  ])('%j: %s', (path, phrase) => {
    expect(expectation(at(...path))).toBe(phrase);
  });

  it('of a part depends on its kind', () => {
    expect(expectation(schemaAt(serviceSchema, ['parts', 'a', 'path'], { parts: { a: { kind: 'api' } } }) ?? serviceSchema)).toBe(
      'a path that begins with /, at most 100 characters',
    );
    expect(schemaAt(serviceSchema, ['parts', 'a', 'schedule'], { parts: { a: { kind: 'job' } } })).toBeDefined();
    expect(schemaAt(serviceSchema, ['parts', 'a', 'nothing'], { parts: { a: { kind: 'job' } } })).toBeUndefined();
  });

  it('every example fits the format', () => {
    const misfits = Object.keys(blueprintSchema.shape).filter(
      (key) => !(at(key) as z.ZodType).safeParse(exampleOf(at(key))).success,
    );
    expect(misfits).toEqual([]);
  });
});

describe('what was meant', () => {
  it.each<[string[], unknown, string | undefined, unknown]>([
    [['network', 'zones'], 9, '9', 4],
    [['network', 'zones'], '3', '"3"', 3],
    [['targets', 'a', 'accounts', 'shared'], 11122223333, '011122223333', '011122223333'],
    [['country'], 'it', 'it', 'IT'],
    [['region'], ' Città di Lecce ', undefined, 'citta-di-lecce'],
    [['deployable'], 'no', 'no', false],
    [['languages'], 'it', 'it', ['it']],
    [['needs', 'storage.keys'], 'requird', undefined, 'required'],
    [['hosting', 'a', 'host'], 'https://a.example/x', undefined, 'a.example'],
    [['network', 'zones'], 'many', 'many', undefined],
    [['network', 'zones'], {}, undefined, undefined],
  ])('%j: %j', (path, value, source, meant) => {
    expect(meantValue(at(...path), value, source)).toEqual(meant);
  });

  it.each([
    ['zone', ['zones', 'zoning'], 'zones'],
    ['ZONES', ['zones'], 'zones'],
    ['colour', ['zones', 'links'], undefined],
    ['x', ['ab'], undefined],
    ['a'.repeat(100_000), ['zones'], undefined],
  ])('the nearest name', (written, candidates, nearest) => {
    expect(suggest(written, candidates)).toBe(nearest);
  });
});

describe('words in messages', () => {
  it.each([
    ['plain text'],
    ['yes'],
    ['null'],
    ['12'],
    ['a: b'],
    ['#x'],
    ['*x'],
    ['@'],
    ['2027-06-30'],
    ['10.0.0.0/8'],
    [''],
    ['- a'],
    ['ä'],
    [12],
    [true],
    [[1, 'a: b']],
    [{ a: { b: [] }, c: {} }],
  ])('%j as one line of YAML reads back', (value) => {
    expect(parse(flow(value))).toEqual(value);
  });

  it('nothing in a message acts on a terminal or grows without end', () => {
    expect(quote('a\u001b[31mb\u202ec\u0000')).toBe('a·[31mb·c·');
    expect(quote('x'.repeat(99))).toBe(`${'x'.repeat(60)}…`);
  });

  it('long lists are cut', () => {
    expect(listed([])).toBe('none');
    expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  });
});
