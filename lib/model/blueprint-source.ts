import { blueprintSchema, type Blueprint } from './blueprint';
import { contradictions } from './contradictions';
import { parseDocument, type Document } from './document';
import { heritage, inherit, isWithheld, loweredMinimums } from './inheritance';
import { isMap } from './path';
import { fail, sortProblems, type Problem, type Result } from './problem';
import { checkSchema } from './schema-problems';
import { sourcedOf, type Layer, type Sourced } from './sourced';

/** Reads a file as text; a problem says why it could not. Injected, since this folder touches no file. */
export type Read = (path: string) => Result<string>;

/** A blueprint, or its problems; `readable` is the blueprint as it was probably meant, for finding more problems and nothing else. */
export type Loaded =
  | { readonly ok: true; readonly value: Sourced<Blueprint> }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly readable: Sourced<Blueprint> | undefined };

/** A blueprint and at most two profiles above it. */
const maxLevels = 3;

/**
 * A blueprint with everything that it inherits, validated against the format; all problems at once.
 * `root` is the folder below which `extends` may name a profile: `reference/municipal` is `<root>/reference/municipal.yaml`.
 */
export const loadBlueprint = (file: string, read: Read, root: string): Loaded => {
  const chain = chainOf(file, read, root);
  if (!chain.ok) return { ...chain, readable: undefined };
  const { value, problems } = mergeChain(chain.value);
  const layers: Layer[] = chain.value.map((document) => ({ document, withholds: isWithheld }));
  const checked = checkSchema(blueprintSchema, value, layers);
  if (checked.ok && problems.length === 0) return checked;
  if (checked.ok) return refused(withFurther(problems, contradictions(checked.value)), checked.value);
  const said = [...problems, ...checked.problems];
  if (checked.salvaged === undefined) return refused(said, undefined);
  const { guessed } = checked.salvaged;
  const readable = sourcedOf(checked.salvaged.value, layers);
  return refused(withFurther(said, contradictions(readable, guessed)), guessed.length === 0 ? readable : undefined);
};

const refused = (problems: readonly Problem[], readable: Sourced<Blueprint> | undefined): Loaded => ({
  ok: false,
  problems: sortProblems(problems),
  readable,
});

/** What is said of a value that was only meant, at the place where another was written, would confuse. */
export const withFurther = (said: readonly Problem[], further: readonly Problem[]): Problem[] => [
  ...said,
  ...further.filter(
    (problem) =>
      !said.some((other) => other.file === problem.file && other.line === problem.line && other.column === problem.column),
  ),
];

/** The file itself first, then its parents. */
const chainOf = (file: string, read: Read, root: string): Result<readonly Document[]> => {
  const documents: Document[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = file; next !== undefined;) {
    seen.add(next);
    const document = documentOf(next, read, documents.at(-1));
    if (!document.ok) return document;
    documents.push(document.value);
    const parent = parentOf(document.value, root);
    if (!parent.ok) return parent;
    const refusal: Problem | undefined = refuseParent(document.value, parent.value, seen, documents.length);
    if (refusal !== undefined) return fail([refusal]);
    next = parent.value;
  }
  return { ok: true, value: documents };
};

const documentOf = (file: string, read: Read, child: Document | undefined): Result<Document> => {
  const text = read(file);
  if (text.ok) return parseDocument(file, text.value);
  if (child === undefined) return text;
  return fail([
    {
      ...child.locate(['extends']),
      code: 'SGC1102',
      message: `the profile cannot be read: ${text.problems[0]?.message ?? file}`,
      allowed: 'a profile under the blueprint root',
      repair: 'write the name of a profile that exists, such as `reference/municipal`',
    },
  ]);
};

const profileName = /^(?=.{1,200}$)[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*$/;

const parentOf = (document: Document, root: string): Result<string | undefined> => {
  const name = isMap(document.value) ? document.value['extends'] : undefined;
  if (typeof name !== 'string') return { ok: true, value: undefined };
  if (profileName.test(name)) return { ok: true, value: `${root === '' ? '' : `${root.replace(/\/+$/, '')}/`}${name}.yaml` };
  return fail([
    {
      ...document.locate(['extends']),
      code: 'SGC1101',
      message: 'this is not the name of a profile',
      allowed: 'folders and a name in lower case, below the blueprint root, without `..`, a leading `/` or an ending',
      repair: profileName.test(name.replace(/^\.\//, '').replace(/\.ya?ml$/, ''))
        ? `write \`${name.replace(/^\.\//, '').replace(/\.ya?ml$/, '')}\``
        : 'write the name of a profile, such as `reference/municipal`',
    },
  ]);
};

const refuseParent = (
  document: Document,
  parent: string | undefined,
  seen: ReadonlySet<string>,
  levels: number,
): Problem | undefined => {
  if (parent === undefined) return undefined;
  if (seen.has(parent)) {
    return {
      ...document.locate(['extends']),
      code: 'SGC1103',
      message: 'the profiles extend each other in a circle',
      allowed: 'a chain that ends',
      repair: 'remove the line `extends` of one of them',
    };
  }
  if (levels < maxLevels) return undefined;
  return {
    ...document.locate(['extends']),
    code: 'SGC1104',
    message: `more than ${maxLevels} files extend each other`,
    allowed: `at most ${maxLevels} levels`,
    repair: 'extend a profile that is closer to the base',
  };
};

/** From the base upwards; a map that is no map ends inheritance and is left to the schema. */
const mergeChain = (documents: readonly Document[]): { readonly value: unknown; readonly problems: readonly Problem[] } => {
  const [base, ...above] = [...documents].reverse();
  const problems: Problem[] = [];
  let value = base?.value;
  for (const child of above) {
    const inherited = { ...(heritage(value) as object), exceptions: [] };
    problems.push(...loweredMinimums(inherited, child));
    value = isMap(value) ? inherit(inherited, child.value) : child.value;
  }
  return { value, problems };
};
