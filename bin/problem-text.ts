import type { Problem } from '../lib/model/problem';
import { colorsOf, type Io } from './io';

/** Problems for people: place, code and fault on one line; what is allowed and the repair below it. */
export const problemText = (problems: readonly Problem[], io: Pick<Io, 'terminal' | 'env'>): string => {
  const { bold, cyan, dim, red } = colorsOf(io, 'err');
  const blocks = problems.map((problem) =>
    [
      `${bold(place(problem))} ${red(problem.code)} ${problem.message}`,
      `    ${dim('allowed:')} ${problem.allowed}`,
      `    ${cyan('repair:')}  ${problem.repair}`,
    ].join('\n'),
  );
  return `${blocks.join('\n')}\n\n${red(problems.length === 1 ? '1 problem' : `${problems.length} problems`)}\n`;
};

/** `file:line:column`, which editors and terminals make a link of. */
const place = ({ file, line, column }: Problem): string => (line === 0 ? `${file}:` : `${file}:${line}:${column}:`);
