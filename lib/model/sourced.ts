import type { Document } from './document';
import { isMap, valueAt, type Path } from './path';
import type { Position } from './problem';

/** Where a value comes from. */
export interface Origin {
  /** file: the file itself; inherited: a profile it extends; default: written nowhere. */
  readonly kind: 'file' | 'inherited' | 'default';
  readonly position: Position;
}

/** A parsed value that knows where each part of it was written, through every file that it extends. */
export interface Sourced<T> {
  readonly value: T;
  /** Every file that was read, the blueprint itself first. */
  readonly files: readonly string[];
  /** Position of the value at this path, or of its nearest ancestor that was written. */
  locate(path: Path): Position;
  /** Position of the key of this path. */
  locateKey(path: Path): Position;
  origin(path: Path): Origin;
  /** What each file wrote at this path, the one that holds first. */
  layers(path: Path): readonly { readonly position: Position; readonly value: unknown }[];
  /** The scalar as written, with its quotes. */
  source(path: Path): string | undefined;
}

/** One file of a chain, and the paths that do not pass on to those who extend it. */
export interface Layer {
  readonly document: Document;
  readonly withholds: (path: Path) => boolean;
}

/** Layers of one value, the file itself first, its parents after it. */
export const sourcedOf = <T>(value: T, layers: readonly Layer[]): Sourced<T> => {
  const find = (path: Path): Document => holderOf(layers, path) ?? nearestOf(layers, path);
  return {
    value,
    files: layers.map((layer) => layer.document.file),
    locate: (path) => find(path).locate(path),
    locateKey: (path) => find(path).locateKey(path),
    source: (path) => find(path).source(path),
    origin: (path) => originOf(layers, path),
    layers: (path) =>
      visible(layers, path)
        .filter((document) => valueAt(document.value, path) !== undefined)
        .map((document) => ({ position: document.locate(path), value: valueAt(document.value, path) })),
  };
};

const visible = (layers: readonly Layer[], path: Path): Document[] =>
  layers.filter((layer, index) => index === 0 || !layer.withholds(path)).map((layer) => layer.document);

/** The first file that wrote the value, or wrote something else over it. */
const holderOf = (layers: readonly Layer[], path: Path): Document | undefined =>
  visible(layers, path).find((document) => decides(document.value, path));

const decides = (root: unknown, path: Path): boolean => {
  const depth = writtenDepth(root, path);
  return depth === path.length || !isMap(valueAt(root, path.slice(0, depth)));
};

const writtenDepth = (root: unknown, path: Path): number => {
  const missing = path.findIndex((_, index) => valueAt(root, path.slice(0, index + 1)) === undefined);
  return missing < 0 ? path.length : missing;
};

/** The file that wrote most of the way to a value that nobody wrote. */
const nearestOf = (layers: readonly Layer[], path: Path): Document => {
  const documents = visible(layers, path);
  const depths = documents.map((document) => writtenDepth(document.value, path));
  const nearest = documents[depths.indexOf(Math.max(...depths))];
  if (nearest === undefined) throw new Error('a sourced value has at least one file');
  return nearest;
};

const originOf = (layers: readonly Layer[], path: Path): Origin => {
  const holder = holderOf(layers, path);
  if (holder === undefined || valueAt(holder.value, path) === undefined)
    return { kind: 'default', position: nearestOf(layers, path).locate(path) };
  return { kind: holder === layers[0]?.document ? 'file' : 'inherited', position: holder.locate(path) };
};
