import { covers, pieces, type Range, sizeOf } from './range';

/** Where a packet ends: a place with an owner, or the world outside. */
export interface Place {
  /** Space, `shared`, `internet`, or `outside` for a declared remote network. */
  readonly owner: string;
  /** What it is, for the reader. */
  readonly name: string;
}

export interface Route {
  readonly range: Range;
  /** Resource that says so. */
  readonly by: string;
  readonly to:
    | { readonly kind: 'node'; readonly nodes: readonly string[] }
    | { readonly kind: 'place'; readonly place: Place }
    | { readonly kind: 'drop' };
}

/** Something that forwards: a route table, a router, a hub's table. */
export interface Topology {
  readonly nodes: ReadonlyMap<string, readonly Route[]>;
  /** all: a host may choose any router on its network, so every match counts, not only the longest. */
  readonly choose: 'longest' | 'all';
}

export interface Path {
  readonly place: Place;
  readonly range: Range;
  /** Resources along the way. */
  readonly via: readonly string[];
}

/** Every place at which packets for `destination` can arrive when they start at `node`. Filters on the way are not trusted. */
export const paths = (topology: Topology, node: string, destination: Range): readonly Path[] => {
  return piecesOf(topology, destination).flatMap((piece) => walk(topology, node, piece, [], new Set()));
};

const cut = new WeakMap<Topology, WeakMap<Range, readonly Range[]>>();

/** A destination cut where any route begins or ends; the same for every start. */
const piecesOf = (topology: Topology, destination: Range): readonly Range[] => {
  const known = cut.get(topology) ?? new WeakMap<Range, readonly Range[]>();
  cut.set(topology, known);
  const found =
    known.get(destination) ??
    pieces(
      destination,
      [...topology.nodes.values()].flatMap((routes) => routes.map((route) => route.range)),
    );
  known.set(destination, found);
  return found;
};

const walk = (
  topology: Topology,
  node: string,
  piece: Range,
  via: readonly string[],
  seen: ReadonlySet<string>,
): readonly Path[] => {
  if (seen.has(node)) return [];
  const next = new Set([...seen, node]);
  return matching(topology, node, piece).flatMap((route) => {
    const through = [...via, route.by];
    if (route.to.kind === 'drop') return [];
    if (route.to.kind === 'place') return [{ place: route.to.place, range: piece, via: through }];
    return route.to.nodes.flatMap((following) => walk(topology, following, piece, through, next));
  });
};

const matching = (topology: Topology, node: string, piece: Range): readonly Route[] => {
  const all = (topology.nodes.get(node) ?? []).filter((route) => covers(route.range, piece));
  if (topology.choose === 'all' || all.length === 0) return all;
  const shortest = all.reduce((best, route) => (sizeOf(route.range) < sizeOf(best.range) ? route : best));
  return all.filter((route) => sizeOf(route.range) === sizeOf(shortest.range));
};
