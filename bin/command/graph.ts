import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { graphOf } from '../../lib/report/graph';
import { exit } from '../exit';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { planOf } from '../workspace';

/** Draws a region as SVG. */
export const runGraph = async (io: Io, file: string, options: { readonly out?: string }): Promise<number> => {
  const plan = planOf(io.cwd, file);
  if (!plan.ok) {
    io.err(problemText(plan.problems, io));
    return exit.problems;
  }
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const svg = (await Graphviz.load()).dot(graphOf(plan.value));
  if (options.out === undefined) io.out(svg);
  else writeFileSync(path.resolve(io.cwd, options.out), svg);
  return exit.fine;
};
