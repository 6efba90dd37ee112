import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBlueprint, type Read } from '../../lib/model/blueprint-source';
import { contradictions } from '../../lib/model/contradictions';
import { parseCloud, parseService } from '../../lib/model/descriptor';
import { explain } from '../../lib/model/explain';
import { fail, succeed, type Problem, type Result } from '../../lib/model/problem';
import { problemCatalogue } from '../../lib/model/problem-catalogue';
import { damaged, invented } from './hostile';

const root = path.resolve(__dirname, '../../blueprints');
const texts = ['reference', 'clips', 'clouds', 'services'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.planning.yaml'))
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(path.join(root, folder, name), 'utf8') })),
);
const municipal = texts.find(({ file }) => file === 'reference/municipal.yaml')?.text ?? '';

/** The reader of `sgc`, and a list of what was asked of it. */
const reader = (file: string, text: string): { readonly read: Read; readonly asked: string[] } => {
  const asked: string[] = [];
  const read: Read = (name) => {
    asked.push(name);
    if (name === file) return succeed(text);
    const whole = path.join(root, name);
    return existsSync(whole)
      ? succeed(readFileSync(whole, 'utf8'))
      : fail([{ file: name, line: 0, column: 0, code: 'SGC1020', message: 'there is no such file', allowed: '', repair: '' }]);
  };
  return { read, asked };
};

const problemsIn = (result: Result<unknown>): readonly Problem[] => (result.ok ? [] : result.problems);

const check = (file: string, text: string): { readonly problems: readonly Problem[]; readonly asked: readonly string[] } => {
  if (file.startsWith('clouds/')) return { problems: problemsIn(parseCloud(file, text)), asked: [] };
  if (file.startsWith('services/')) return { problems: problemsIn(parseService(file, text)), asked: [] };
  const { read, asked } = reader(file, text);
  const blueprint = loadBlueprint(file, read, '');
  if (!blueprint.ok) return { problems: blueprint.problems, asked };
  explain(blueprint.value, 'network.zones');
  return { problems: contradictions(blueprint.value), asked };
};

/** What makes a problem fit to be printed anywhere. */
const faultsOf = (problem: Problem, text: string): string[] => {
  const lines = text.split(/\r\n|\r|\n/).length;
  const said = [problem.message, problem.allowed, problem.repair];
  return [
    ...(problemCatalogue[problem.code] === undefined ? [`unknown code ${problem.code}`] : []),
    ...(problem.line < 0 || problem.column < 0 || (problem.file.startsWith('reference/') ? false : problem.line > lines + 1)
      ? [`position ${problem.line}:${problem.column}`]
      : []),
    ...(said.some((part) => part === '' || /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(part))
      ? [`unprintable in ${problem.code}`]
      : []),
    ...(said.some((part) => part.length > 2500) ? [`too long in ${problem.code}`] : []),
    ...(said.some((part) => /undefined|NaN|\[object|Cannot read/.test(part))
      ? [`leak in ${problem.code}: ${said.join(' | ')}`]
      : []),
  ];
};

/** Time of the processor, so that a busy machine does not fail the test. */
const milliseconds = (work: () => void): number => {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};

describe('hostile files', () => {
  it('2,000 of them give problems only: known codes, printable words, no exception, no hang', () => {
    const faults: string[] = [];
    let refused = 0;
    let slowest = 0;
    for (let seed = 1; seed <= 2000; seed += 1) {
      const real = texts[seed % texts.length] ?? { file: 'clips/none.yaml', text: '' };
      const text = seed % 5 === 0 ? invented(seed) : damaged(real.text, seed);
      slowest = Math.max(
        slowest,
        milliseconds(() => {
          const { problems, asked } = check(real.file, text);
          refused += problems.length > 0 ? 1 : 0;
          faults.push(...problems.flatMap((problem) => faultsOf(problem, text)).map((fault) => `seed ${seed}: ${fault}`));
          faults.push(
            ...asked
              .filter((name) => name !== real.file && !/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.yaml$/.test(name))
              .map((name) => `seed ${seed} read ${name}`),
          );
        }),
      );
    }
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(1200);
    expect(slowest).toBeLessThan(4000);
  });

  it.each<[string, string, string]>([
    ['an empty file', '', 'SGC1007'],
    ['nothing but comments', '# nothing\n', 'SGC1007'],
    ['a scalar', 'hello\n', 'SGC2003'],
    ['a list', '- 1\n', 'SGC2003'],
    ['50 MB', 'a'.repeat(50_000_000), 'SGC1001'],
    ['a NUL byte', 'blueprint: 1\0\n', 'SGC1002'],
    ['UTF-16, little end first', Buffer.from(`\ufeff${municipal}`, 'utf16le').toString('utf8'), 'SGC1002'],
    ['UTF-16, big end first', Buffer.from(`\ufeff${municipal}`, 'utf16le').swap16().toString('utf8'), 'SGC1002'],
    ['Latin-1', Buffer.from('name: Stadt Lübeck\n', 'latin1').toString('utf8'), 'SGC1002'],
    ['an escape sequence for a terminal', 'name: "\\e[31mred"\n', 'SGC1003'],
    ['an alias bomb', `a: &a [x, x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*a, *a]\n`).join('')}`, 'SGC1010'],
    ['one infinite number', municipal.replace('9000', '1e999'), 'SGC1016'],
    ['a number that cannot be kept', municipal.replace('"111122223333"', '11112222333344445555'), 'SGC1016'],
    ['a prototype key', '__proto__: { polluted: true }\n', 'SGC1013'],
    [
      'a quoted prototype key, deep inside',
      municipal.replace('production: {}', 'production: { "constructor": { prototype: 1 } }'),
      'SGC1013',
    ],
    ['a YAML 1.1 directive', `%YAML 1.1\n---\n${municipal}`, 'SGC1011'],
    ['a thousand brackets', `a: ${'['.repeat(1000)}`, 'SGC1004'],
    ['brackets over many lines', Array.from({ length: 2000 }, () => '[').join('\n'), 'SGC1004'],
    ['a hundred thousand dashes', '- '.repeat(100_000), 'SGC1004'],
    ['deep indentation', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'SGC1004'],
    ['a million commas', `[${',\n'.repeat(15_000)}]`, 'SGC1005'],
    ['a long line', `a: ${'b'.repeat(20_000)}`, 'SGC1004'],
    ['a hundred thousand lines', 'a: b\n'.repeat(100_000), 'SGC1004'],
    ['a traversal in extends', municipal.replace('reference/defaults', '../../etc/passwd'), 'SGC1101'],
    ['an absolute path in extends', municipal.replace('reference/defaults', '/etc/passwd'), 'SGC1101'],
    ['an address in extends', municipal.replace('reference/defaults', 'https://example.org/x'), 'SGC1101'],
    ['a list in extends', municipal.replace('reference/defaults', '[reference/defaults]'), 'SGC2003'],
    ['itself in extends', municipal.replace('reference/defaults', 'reference/municipal'), 'SGC1103'],
  ])('%s', (_, text, code) => {
    let problems: readonly Problem[] = [];
    expect(milliseconds(() => void (problems = check('reference/municipal.yaml', text).problems))).toBeLessThan(3000);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.flatMap((problem) => faultsOf(problem, text))).toEqual([]);
    expect(problems.length).toBeLessThanOrEqual(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a chain of profiles that never ends is cut at the third file', () => {
    const asked: string[] = [];
    const endless: Read = (name) => {
      asked.push(name);
      return succeed(`extends: p${asked.length}\n`);
    };
    expect(problemsIn(loadBlueprint('begin.yaml', endless, 'root'))).toMatchObject([
      { file: 'root/p2.yaml', line: 1, column: 10, code: 'SGC1104' },
    ]);
    expect(asked).toEqual(['begin.yaml', 'root/p1.yaml', 'root/p2.yaml']);
  });

  it('a large honest file is read in bounded time', () => {
    const entries = Array.from(
      { length: 400 },
      (_, i) => `  s${i}: { tenant: city, service: residence@1, host: s${i}.city.example, tier: A2 }`,
    ).join('\n');
    const text = municipal.replace(/hosting:\n(?: .*\n)+/, `hosting:\n${entries}\n`).replace(/ {2}links:\n.*\n/, '');
    expect(milliseconds(() => expect(check('reference/municipal.yaml', text).problems).toEqual([]))).toBeLessThan(4000);
  });
});
