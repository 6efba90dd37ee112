import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBlueprint } from '../../lib/model/blueprint-source';
import type { Cloud } from '../../lib/model/cloud';
import { parseCloud, parseService } from '../../lib/model/descriptor';
import { fail, succeed, type Problem, type Result } from '../../lib/model/problem';
import type { Service } from '../../lib/model/service';
import { expiryProblems } from '../../lib/plan/expiry';
import { parseLock } from '../../lib/plan/lock';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { mutations, type Mutation } from './mutations';

const root = path.resolve(__dirname, '../../blueprints');
const onDisk = (file: string): Result<string> =>
  existsSync(path.join(root, file))
    ? succeed(readFileSync(path.join(root, file), 'utf8'))
    : fail([{ file, line: 0, column: 0, code: 'SGC1020', message: 'there is no such file', allowed: '', repair: '' }]);

const problemsIn = (result: Result<unknown>): readonly Problem[] => (result.ok ? [] : result.problems);

const shelf = <T>(
  folder: string,
  parse: (file: string, text: string) => Result<{ readonly value: T }>,
  id: (value: T) => string,
): Record<string, T> =>
  Object.fromEntries(
    readdirSync(path.join(root, folder)).map((name) => {
      const parsed = parse(name, readFileSync(path.join(root, folder, name), 'utf8'));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return [id(parsed.value.value), parsed.value.value];
    }),
  );
const clouds = shelf<Cloud>('clouds', parseCloud, (cloud) => cloud.cloud);
const services = shelf<Service>('services', parseService, (service) => `${service.service}@${service.version}`);

/** What `sgc check` says of a file whose text is this one. */
const check = (file: string, text: string): readonly Problem[] => {
  if (file.startsWith('clouds/')) return problemsIn(parseCloud(file, text));
  if (file.startsWith('services/')) return problemsIn(parseService(file, text));
  const blueprint = loadBlueprint(file, (name) => (name === file ? succeed(text) : onDisk(name)), '');
  if (!blueprint.ok) return blueprint.problems;
  const lock = parseLock(file, readFileSync(path.join(root, file.replace(/yaml$/, 'lock.json')), 'utf8'));
  if (!lock.ok) return lock.problems;
  return [
    ...expiryProblems(blueprint.value, '2026-11-22'),
    ...problemsIn(resolve({ blueprint: blueprint.value, clouds, services, lock: lock.value, policies })),
  ];
};

const original = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const mutate = ({ file, was, now }: Mutation): { readonly text: string; readonly line: number; readonly column: number } => {
  const before = original(file);
  const at = before.indexOf(was);
  expect({ was, times: before.split(was).length - 1 }).toEqual({ was, times: 1 });
  const marker = now.indexOf('¶');
  const lead = `${before.slice(0, at)}${now.slice(0, Math.max(marker, 0))}`.split('\n');
  return {
    text: before.replace(was, () => now.replace('¶', '')),
    line: marker < 0 ? 0 : lead.length,
    column: marker < 0 ? 0 : (lead.at(-1)?.length ?? 0) + 1,
  };
};

const offsetOf = (text: string, { line, column }: Problem): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, whole) => sum + whole.length + 1, 0) +
  column -
  1;

/** The text with the printed repair applied as it is printed, by nothing but the position. */
const applyPrinted = (text: string, problem: Problem): string => {
  const [, written, instead] = /^write `([^`]+)`(?: instead of `([^`]+)`)?/.exec(problem.repair) ?? [];
  if (written === undefined) throw new Error(`not a repair that can be applied as printed: ${problem.repair}`);
  const offset = offsetOf(text, problem);
  const rest = text.slice(offset);
  const old = instead ?? /^(?:"[^"]*"|[^\s,:}\]][^,}\]\n]*?(?=\s*[,}\]\n]|:\s))/.exec(rest)?.[0] ?? '';
  expect(rest.startsWith(old)).toBe(true);
  const value = written.replace(/^[A-Za-z][A-Za-z0-9.-]*: /, '');
  return `${text.slice(0, offset)}${value}${rest.slice(old.length)}`;
};

describe('a single fault in a real file', () => {
  it('there are at least sixty of them, with many different codes', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(mutations.map((mutation) => mutation.code)).size).toBeGreaterThanOrEqual(30);
  });

  it.each([...new Set(mutations.map((mutation) => mutation.file))])('%s itself passes', (file) => {
    expect(check(file, original(file))).toEqual([]);
  });

  it.each(
    mutations.map((mutation) => [`${mutation.code} in ${mutation.file}: ${mutation.now.replace(/\n/g, '⏎')}`, mutation] as const),
  )('%s', (_, mutation) => {
    const { text, line, column } = mutate(mutation);
    const problems = check(mutation.file, text);
    expect(problems.map((problem) => problem.code)).toEqual([mutation.code]);
    const [problem] = problems;
    if (problem === undefined) throw new Error('no problem');
    if (line > 0) expect({ line: problem.line, column: problem.column }).toEqual({ line, column });
    expect(problem).toMatchObject({ file: mutation.file, allowed: expect.stringMatching(/\S/) });
    expect(problem.repair).toContain(mutation.says ?? '');
    const repaired =
      mutation.fixed === undefined
        ? applyPrinted(text, problem)
        : original(mutation.file).replace(mutation.was, () => mutation.fixed ?? '');
    expect(check(mutation.file, repaired)).toEqual([]);
  });
});
