/** Seeded randomness: the same seed gives the same files on every machine (mulberry32's published constants). */
export interface Chance {
  /** From 0 to `below` - 1. */
  readonly number: (below: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
}

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const number = (below: number): number => Math.floor(next() * below);
  return {
    number,
    pick: (values) => {
      const value = values[number(values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
};

const shells = [
  '{',
  '}',
  '[',
  ']',
  '- ',
  '? ',
  ': ',
  '&a ',
  '*a',
  '!!js/function ',
  '%YAML 1.1\n',
  '---\n',
  '|\n',
  '>\n',
  '"',
  "'",
  '#',
  '\t',
  '<<: ',
  '@',
  '`',
];
const characters = [
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\ufffd',
  '\u2028',
  '\r',
  '\n',
  '\u00a0',
  '😀',
  'ا',
  '\ud800',
];
const scalars = [
  'null',
  '~',
  'true',
  'NO',
  '1e999',
  '-1e999',
  '.inf',
  '.nan',
  '0x1F',
  '0o17',
  '9007199254740993',
  '-0',
  '1_000',
  '12:30:45',
  '2027-02-30',
  '=',
  '""',
  '[]',
  '{}',
  '[[[]]]',
  '{a: {b: {c: 1}}}',
  '!!binary aGk=',
  '../../etc/passwd',
  '${jndi:ldap://x}',
  "'; DROP TABLE tenants; --",
  'a'.repeat(5000),
  '{{ 7*7 }}',
  '$(id)',
  '%s%n',
];
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '"\\u0000"',
  '"__proto__"',
  '1',
  'null',
  'true',
  '[a, b]',
  '{a: b}',
  '<<',
  'extends',
  'exceptions',
  'accounts',
  'tenants',
  '',
];
const parents = [
  '../../etc/passwd',
  '/etc/passwd',
  'reference/../../x',
  'file:///etc/passwd',
  'reference/municipal\\0',
  'C:\\x',
  '//host/share',
  'reference//defaults',
  '.',
  '..',
  '~/x',
  'reference/defaults/',
  'REFERENCE/DEFAULTS',
  'con',
  'a'.repeat(300),
  '$HOME',
  'reference/defaults.yaml',
  './reference/defaults',
  'clips/lecce',
  '[a]',
  '{a: b}',
  '12',
  'null',
];

type Damage = (text: string, chance: Chance) => string;

const at = (text: string, chance: Chance, insert: string, removed = 0): string => {
  const offset = chance.number(text.length + 1);
  return `${text.slice(0, offset)}${insert}${text.slice(offset + removed)}`;
};

const onLine =
  (change: (line: string, chance: Chance, lines: string[]) => string): Damage =>
  (text, chance) => {
    const lines = text.split('\n');
    const index = chance.number(lines.length);
    lines[index] = change(lines[index] ?? '', chance, lines);
    return lines.join('\n');
  };

/** What can happen to a file: by accident, by a bad editor, by malice. */
const damages: readonly Damage[] = [
  (text, chance) => at(text, chance, chance.pick(shells)),
  (text, chance) => at(text, chance, chance.pick(characters)),
  (text, chance) => at(text, chance, '', 1 + chance.number(40)),
  (text, chance) => text.slice(0, chance.number(text.length)),
  (text, chance) => text.slice(chance.number(text.length)),
  (text, chance) => at(text, chance, text.slice(chance.number(text.length)).slice(0, 500)),
  onLine(() => ''),
  onLine((line, chance) => `${' '.repeat(chance.number(9))}${line.trimStart()}`),
  onLine((line) => `${line}\n${line}`),
  onLine((_, chance, lines) => chance.pick(lines)),
  onLine((line, chance) => line.replace(/:.*$/, () => `: ${chance.pick(scalars)}`)),
  onLine((line, chance) => line.replace(/[A-Za-z-]+:/, () => `${chance.pick(keys)}:`)),
  onLine((line, chance) => line.replace(/[A-Za-z0-9.@-]+/g, (word) => (chance.number(6) === 0 ? chance.pick(scalars) : word))),
  onLine((line, chance) => line.replace(/\d+/, () => chance.pick(['-1', '0', '1e999', '99999999999999999999', '0.1', '""']))),
  (text, chance) => text.replace(/extends: .*/, () => `extends: ${chance.pick(parents)}`),
  (text, chance) => text.replace(/\n/g, chance.pick(['\r\n', '\r', '\n\n', '\n\t', ' '])),
  (text) => Buffer.from(text, 'utf16le').toString('utf8'),
  (text) => Buffer.from(text, 'utf16le').toString('latin1'),
];

/** A real text after one to six damages. */
export const damaged = (text: string, seed: number): string => {
  const chance = chanceOf(seed);
  return Array.from({ length: 1 + chance.number(6) }).reduce<string>((current) => chance.pick(damages)(current, chance), text);
};

/** A text that never was a blueprint: tokens of YAML in any order. */
export const invented = (seed: number): string => {
  const chance = chanceOf(seed);
  const words = [
    'blueprint: 1\n',
    'region: x1\n',
    'tenants:\n',
    '  aa: ',
    'network: ',
    'extends: reference/defaults\n',
    ...shells,
    ...characters,
    ...scalars,
    ...keys.map((key) => `${key}: `),
    '\n',
    '\n  ',
    '\n    ',
  ];
  return Array.from({ length: chance.number(200) }, () => chance.pick(words)).join('');
};
