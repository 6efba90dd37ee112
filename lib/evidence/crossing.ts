/** Layer at which something of one owner can touch something of another. */
export type Layer =
  | 'route'
  | 'group'
  | 'peering'
  | 'endpoint'
  | 'share'
  | 'names'
  | 'exposure'
  | 'trust'
  | 'policy'
  | 'key'
  | 'identity'
  | 'role'
  | 'credential';

export type Through = 'entry' | 'link' | 'peer' | 'break-glass' | 'none';

/**
 * One way from one owner to another, found in what was written, declared or not. Owners are space ids
 * where the layer knows spaces, tenants or `shared` where it knows only accounts or domains, and
 * `internet`, `anyone`, `outside` or `unknown` for the rest of the world.
 */
export interface Crossing {
  readonly layer: Layer;
  readonly from: string;
  readonly to: string;
  /** TCP ports as `443` or `1-65535`; empty where the layer has none. */
  readonly ports: readonly string[];
  /** What may be done, in the cloud's words; empty where the layer has none. */
  readonly actions: readonly string[];
  /** Resource that opens the way. */
  readonly by: string;
  /** entry: the public entry of an e-service; link: a private endpoint; peer: a public address for named peers only; break-glass: the sealed emergency role. */
  readonly through: Through;
}

export const crossing = (
  layer: Layer,
  from: string,
  to: string,
  by: string,
  more: Partial<Pick<Crossing, 'ports' | 'actions' | 'through'>> = {},
): Crossing => ({
  layer,
  from,
  to,
  by,
  ports: more.ports ?? [],
  actions: more.actions ?? [],
  through: more.through ?? 'none',
});

/** `from-to` as text; one number when both are the same, and every port where there is no bound. */
export const portsText = (from: number | undefined, to: number | undefined): string => {
  if (from === undefined || from < 0) return '0-65535';
  return from === (to ?? from) ? String(from) : `${from}-${to ?? from}`;
};
