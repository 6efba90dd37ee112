import type { Problem } from './problem';

/** Bounds on a file before any parser sees it. The longest region we know of has 40 KB; the rest is for growth. */
export const textLimits = {
  bytes: 1_048_576,
  lines: 20_000,
  columns: 8_192,
  columnsBeforeContent: 120,
  indicatorsInARow: 24,
} as const;

/**
 * What makes a text unfit to be parsed: size, encoding, characters that hide or act on a terminal, nesting
 * that would exhaust a parser. At most one problem, since the others would be noise.
 */
export const textProblem = (file: string, text: string): Problem | undefined =>
  tooLarge(file, text) ?? wronglyEncoded(file, text) ?? forbiddenCharacter(file, text) ?? unreasonableLine(file, text);

const tooLarge = (file: string, text: string): Problem | undefined =>
  text.length <= textLimits.bytes
    ? undefined
    : {
        ...{ file, line: 0, column: 0, code: 'SGC1001' },
        message: `the file has ${text.length} characters`,
        allowed: `at most ${textLimits.bytes} characters`,
        repair: 'check that this is the right file; a region fits in far less',
      };

/** UTF-16 read as UTF-8 shows as replacement characters and NULs. */
const wronglyEncoded = (file: string, text: string): Problem | undefined => {
  const index = text.search(/[\0\uFFFD]/);
  if (index < 0) return undefined;
  return {
    ...positionOf(file, text, index),
    code: 'SGC1002',
    message:
      text[index] === '\0' ? 'the file holds a NUL byte: it is binary, or encoded as UTF-16' : 'the file is not valid UTF-8',
    allowed: 'text in UTF-8',
    repair: 'save the file as UTF-8 text in your editor',
  };
};

// Controls, line separators that editors do not show, marks that turn the direction of reading, a BOM inside.
const forbidden = /[\x01-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069]|(?!^)\uFEFF/;

/** Whether a text holds characters that could hide content or act on a terminal. */
export const hasForbiddenCharacter = (text: string): boolean =>
  text.includes('\0') || text.includes('\uFFFD') || forbidden.test(text);

const forbiddenCharacter = (file: string, text: string): Problem | undefined => {
  const index = text.search(forbidden);
  if (index < 0) return undefined;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return {
    ...positionOf(file, text, index),
    code: 'SGC1003',
    message: `the invisible character U+${code} stands here`,
    allowed: 'printable characters, spaces and line ends',
    repair: 'delete the character',
  };
};

const unreasonableLine = (file: string, text: string): Problem | undefined => {
  const lines = text.split('\n');
  if (lines.length > textLimits.lines)
    return lineProblem(file, textLimits.lines + 1, `the file has ${lines.length} lines`, `at most ${textLimits.lines} lines`);
  const index = lines.findIndex((line) => line.length > textLimits.columns || isDeep(line));
  if (index < 0) return undefined;
  return isDeep(lines[index] ?? '')
    ? lineProblem(
        file,
        index + 1,
        'the line is nested too deeply',
        `at most ${textLimits.columnsBeforeContent} columns of indentation`,
      )
    : lineProblem(file, index + 1, `the line has ${lines[index]?.length} characters`, `at most ${textLimits.columns} characters`);
};

const indicators = new RegExp(`(?:[-?:][ \\t]+){${textLimits.indicatorsInARow}}`);

const isDeep = (line: string): boolean =>
  (line.trim() !== '' && line.search(/[^ \t]/) > textLimits.columnsBeforeContent) || indicators.test(line);

const lineProblem = (file: string, line: number, message: string, allowed: string): Problem => ({
  ...{ file, line, column: 1, code: 'SGC1004', message, allowed },
  repair: 'write the file by hand in the shape of the reference blueprint',
});

const positionOf = (file: string, text: string, index: number): { file: string; line: number; column: number } => {
  const before = text.slice(0, index).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};
