import { fileProblem, type Problem } from '../../lib/model/problem';
import { type Ended, run } from '../deploy/child';
import { exit } from '../exit';
import { type Copy, copiesOf } from '../images/copies';
import { installedTool, type Tool, tools } from '../images/tools';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { shellText } from '../shell-text';
import { oneTarget } from '../staged-target';
import { resolveRegion } from '../workspace';

export interface SyncOptions {
  readonly to?: string;
  readonly target?: string;
  readonly print?: boolean;
}

/** Copies the released images of a region to where its hosts may reach them, and makes sure that they are the same. */
export const runImagesSync = async (io: Io, file: string, options: SyncOptions): Promise<number> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return refuse(io, resolved.problems);
  const { plan } = resolved.value;
  const registry = options.to?.replace(/^docker:\/\/|\/+$/g, '');
  const target = registry === undefined ? oneTarget(plan, options.target) : undefined;
  const copies = copiesOf(plan, target, registry);
  if (copies.length === 0) {
    io.out('No image was released yet: `hosting.<id>.images` names them, by digest.\n');
    return exit.fine;
  }
  if (options.print === true) {
    io.out(copies.map((copy) => printed(tools.find(({ name }) => name === 'skopeo') ?? installedTool(io), copy)).join(''));
    return exit.fine;
  }
  const tool = installedTool(io);
  const problems = (await inTurn(copies, (copy) => sync(io, tool, file, copy))).flat();
  if (problems.length > 0) return refuse(io, problems);
  io.out(`${copies.length === 1 ? '1 image is' : `${copies.length} images are`} where hosts may reach them.\n${toWrite(copies)}`);
  return exit.fine;
};

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

const inTurn = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};

/** Registries forget what no tag names. */
const taggedOf = ({ to, digest }: Copy): string => `${to}:sgc-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;

const printed = (tool: Tool, copy: Copy): string =>
  `# ${copy.parts.join(', ')}\n${shellText(tool.copy(copy.from, taggedOf(copy)))}\n${shellText(tool.look(taggedOf(copy)))} # ${copy.digest}\n\n`;

const sync = async (io: Io, tool: Tool, file: string, copy: Copy): Promise<readonly Problem[]> => {
  io.err(`\n${copy.parts.join(', ')}\n`);
  const tagged = taggedOf(copy);
  const before = await words(io, tool.look(tagged));
  if (before.code === 0 && tool.digestIn(before.result) === copy.digest) return said(io, '  there already\n');
  const copied = await words(io, tool.copy(copy.from, tagged));
  if (copied.code !== 0) return [failed(file, copy, copied)];
  const after = await words(io, tool.look(tagged));
  const digest = after.code === 0 ? tool.digestIn(after.result) : 'nothing that can be read';
  return digest === copy.digest ? said(io, '  copied, and the same\n') : [differs(file, copy, digest)];
};

const words = (io: Io, command: readonly string[]): Promise<Ended> => {
  const [program = '', ...args] = command;
  return run(io, { program, args, env: io.env, shown: shellText(command) }, 'silent');
};

const said = (io: Io, text: string): readonly Problem[] => {
  io.err(text);
  return [];
};

const failed = (file: string, { from, to, parts }: Copy, { output }: Ended): Problem =>
  fileProblem(
    file,
    'SGC6301',
    `the image of ${parts.join(', ')} could not be copied to ${to}: ${output.trim().split('\n').at(-1) ?? ''}`,
    `a machine that may read ${from} and write ${to}`,
    'sign in at both registries with the tool that is printed above; on AWS deploy the service first, which makes its repositories',
  );

const differs = (file: string, { from, to, digest, parts }: Copy, found: string): Problem =>
  fileProblem(
    file,
    'SGC6302',
    `${to} holds ${found} for ${parts.join(', ')}, and not ${digest}`,
    `the image ${from}, byte for byte`,
    'use a registry that stores manifests as they are, and look who else writes there',
  );

/** What the blueprint has to name, where it names another registry. */
const toWrite = (copies: readonly Copy[]): string => {
  const moved = copies.filter(({ from, to, digest }) => from !== `${to}@${digest}`);
  if (moved.length === 0) return '';
  const lines = moved.flatMap(({ parts, to, digest }) =>
    parts.map((part) => `  hosting.${part.replace('/', '.images.')}: ${to}@${digest}\n`),
  );
  return `Hosts reach them once the blueprint, or the signed release, names them so:\n${lines.join('')}`;
};
