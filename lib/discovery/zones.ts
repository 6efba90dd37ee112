import { type Item, type Replies, sourceOf, textIn } from './question';
import { found, missing, type Setting, unread } from './setting';

const isOpen = (zone: Item): boolean => (zone.zoneState as Item | undefined)?.available !== false;

/** Zones of compute that take servers. Those of the profile keep their order: networks and hosts are numbered by it. */
export const zonesOf = (replies: Replies, current: readonly string[] = []): Setting<readonly string[]> => {
  const source = sourceOf('zones', replies.zones);
  if (replies.zones.kind !== 'fine') return unread(source);
  const names = namesIn(replies.zones.items);
  if (names.length === 0) return missing('compute has no zone that takes servers', 'a zone', 'ask the operator');
  const kept = current.filter((name) => names.includes(name));
  const zones = [...kept, ...names.filter((name) => !kept.includes(name))].slice(0, mostZones);
  return found(zones, source, [...movesOn(current, zones), ...volumeRemarks(replies, names)]);
};

/** The plan deals its zones out over those of the cloud. */
const movesOn = (current: readonly string[], zones: readonly string[]): readonly string[] =>
  current.length === 0 || current.join() === zones.join()
    ? []
    : ['with other zones hosts move: where a region already stands, read the plan of its states before applying'];

/** As many as a profile takes. */
const mostZones = 6;

const namesIn = (zones: readonly Item[]): readonly string[] =>
  zones
    .filter(isOpen)
    .map((zone) => textIn(zone, 'zoneName'))
    .sort();

const volumeRemarks = ({ volumeZones }: Replies, names: readonly string[]): readonly string[] => {
  if (volumeZones.kind !== 'fine') return [];
  const without = names.filter((name) => !namesIn(volumeZones.items).includes(name));
  return without.length === 0
    ? []
    : [`volumes know no zone ${without.join(', ')}, servers do: ask the operator where volumes go`];
};
