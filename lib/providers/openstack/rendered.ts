import { DefaultTokenResolver, StringConcat, TerraformElement, type TerraformStack, Tokenization } from './engine';

type Tree = Record<string, unknown>;

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * A state as the engine would write it, but each element resolved once: the engine resolves the whole a second time, which
 * costs a fifth of its synthesis and changes nothing, since what is resolved holds no token. A test compares the two.
 */
export const rendered = (stack: TerraformStack, version: string, overrides: Tree): Tree => {
  const resolve = (value: unknown): Tree => Tokenization.resolve(value, { scope: stack, preparing: false, resolver }) as Tree;
  const elements = stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const metadata: Tree = {
    version,
    stackName: stack.node.id,
    backend: 'local',
    ...(Object.keys(overrides).length > 0 ? { overrides: { stack: Object.keys(overrides) } } : {}),
  };
  for (const element of elements) merge(metadata, resolve(element.toMetadata()));
  const tree: Tree = { '//': { metadata, outputs: {} } };
  for (const element of elements) merge(tree, resolve(element.toTerraform()));
  merge(tree, resolve(overrides));
  return tree;
};

/** Lists follow each other, maps are joined, anything else takes the place of what was there. */
const merge = (into: Tree, from: Tree): void => {
  for (const [key, value] of Object.entries(from)) {
    const there = into[key];
    if (Array.isArray(value)) into[key] = Array.isArray(there) ? [...(there as unknown[]), ...(value as unknown[])] : value;
    else if (isTree(value) && isTree(there)) merge(there, value);
    else into[key] = value;
  }
};

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
