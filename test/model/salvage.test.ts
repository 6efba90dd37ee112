import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBlueprint } from '../../lib/model/blueprint-source';
import { parseCloud, parseService } from '../../lib/model/descriptor';
import { succeed } from '../../lib/model/problem';

const root = path.resolve(__dirname, '../../blueprints');
const original = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const edited = (file: string, edits: readonly (readonly [string, string])[]): string =>
  edits.reduce((text, [was, now]) => {
    expect(text).toContain(was);
    return text.replace(was, () => now);
  }, original(file));

const file = 'reference/municipal.yaml';
const codes = (edits: readonly (readonly [string, string])[]): string[] => {
  const text = edited(file, edits);
  const result = loadBlueprint(file, (name) => succeed(name === file ? text : original(name)), '');
  return result.ok ? [] : result.problems.map((problem) => `${problem.code} ${problem.line}`);
};
const lineOf = (part: string): number => original(file).slice(0, original(file).indexOf(part)).split('\n').length;

describe('all problems of a file at once', () => {
  it('faults of the format and contradictions elsewhere come in one run', () => {
    expect(
      codes([
        ['level: municipality', 'levle: municipality'],
        ['inhabitants: 260000', 'inhabitants: "260000"'],
        ['archive: { tenant: county', 'archive: { tenant: kounty'],
        ['host: residence.county', 'host: appointments.city'],
        ['remote: [192.0.2.0/24]', 'remote: [10.64.0.0/24]'],
        ['currency: EUR', 'currency: eur'],
      ]),
    ).toEqual([
      `SGC2001 ${lineOf('level: municipality')}`,
      `SGC2003 ${lineOf('inhabitants: 260000')}`,
      `SGC2301 ${lineOf('archive: {')}`,
      `SGC2306 ${lineOf('host: residence.county')}`,
      `SGC2311 ${lineOf('remote: [')}`,
      `SGC2006 ${lineOf('currency: EUR')}`,
    ]);
  });

  it('a renamed key counts as what was meant: nothing that hangs on it is reported', () => {
    expect(codes([['  city: { name', '  City: { name']])).toEqual([`SGC2007 ${lineOf('  city: { name')}`]);
  });

  it('a misspelt key counts as what was meant too', () => {
    expect(
      codes([
        ['addresses: 10.64.0.0/16', 'adresses: 10.64.0.0/16'],
        ['remote: [192.0.2.0/24]', 'remote: [10.64.8.0/24]'],
      ]),
    ).toEqual([`SGC2001 ${lineOf('addresses: 10')}`, `SGC2311 ${lineOf('remote: [')}`]);
  });

  it('what hangs on a guess is not said', () => {
    expect(
      codes([
        ['  addresses: 10.64.0.0/16\n', ''],
        ['remote: [192.0.2.0/24]', 'remote: [10.64.0.0/24]'],
      ]),
    ).toEqual([expect.stringMatching(/^SGC2002 /)]);
    expect(
      codes([
        ['host: residence.county.reference.example', 'host: "???"'],
        ['host: kindergarten.city', 'host: appointments.city'],
      ]),
    ).toEqual([`SGC2006 ${lineOf('residence: {')}`]);
  });

  it('what does not hang on the guess is said', () => {
    expect(
      codes([
        ['inhabitants: 260000', 'inhabitants: many'],
        ['to: county/residence', 'to: county/residense'],
      ]),
    ).toEqual([`SGC2003 ${lineOf('inhabitants: 260000')}`, `SGC2302 ${lineOf('to: county/residence')}`]);
  });

  it('a lowered minimum does not hide a contradiction', () => {
    expect(
      codes([
        ['budget: {', 'needs: { storage.keys: preferred }\nbudget: {'],
        ['from: city/kindergarten', 'from: city/kindergarden'],
      ]).map((text) => text.slice(0, 7)),
    ).toEqual(['SGC2302', 'SGC1105']);
  });

  it('holds for descriptors and clouds too', () => {
    const service = parseService(
      's.yaml',
      edited('services/local-taxes.yaml', [
        ['queue: billing', 'queue: biling'],
        ['tier: A2', 'tier: a2'],
      ]),
    );
    expect(service.ok ? [] : service.problems.map(({ code }) => code)).toEqual(['SGC2004', 'SGC2401']);
    const cloud = parseCloud(
      'c.yaml',
      edited('clouds/aws-eu-south-1.yaml', [
        ['urlSuffix: amazonaws.com', 'urlSuffix: amazonaws.eu'],
        ['optIn: true', 'optIn: "true"'],
      ]),
    );
    expect(cloud.ok ? [] : cloud.problems.map(({ code }) => code)).toEqual(['SGC2503', 'SGC2003']);
  });

  it.each([
    ['services/residence.yaml', [['kind: web', 'kind: api']], 'SGC2002'],
    ['clouds/aws-eusc-de-east-1.yaml', [['partition: aws-eusc', 'partition: aws']], 'SGC2503'],
    ['clouds/aws-eusc-de-east-1.yaml', [['region: eusc-de-east-1', 'region: eu-south-1']], 'SGC2504'],
    ['clouds/testbed.yaml', [['s3: true', 's3: false']], 'SGC2505'],
  ] as const)('%s with %j is refused', (name, edits, code) => {
    const parse = name.startsWith('clouds') ? parseCloud : parseService;
    const result = parse(name, edited(name, edits));
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toContain(code);
  });
});
