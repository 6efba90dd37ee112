import type { ResourceEntry, TargetEntry } from '../report';
import type { EvidenceGroup } from './evidence-group';
import { withoutIndent } from './excerpt';
import { visible } from './html';
import type { View } from './view';
import type { Words } from './words';

/**
 * What the script draws only when somebody opens it: all evidence with its source lines. Ten thousand facts with
 * their sources would weigh several times as much as written markup, so each text stands once and is referred to
 * by its number.
 */
export const pageData = (view: View) => {
  const shelf = new Shelf();
  const byTarget = view.report.targets.map((target) => targetData(shelf, target, view));
  return { words: wordsOf(view.words), texts: shelf.texts, targets: byTarget };
};

class Shelf {
  readonly texts: string[] = [];
  private readonly places = new Map<string, number>();

  readonly placeOf = (text: string): number => {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.texts.length);
    this.texts.push(visible(text));
    return this.texts.length - 1;
  };
}

const targetData = (shelf: Shelf, target: TargetEntry, { report, tryVerdict, groupsOf }: View) => {
  const places = new Map(target.resources.map(({ id }, index) => [id, index]));
  return {
    resources: target.resources.map((resource) => resourceData(shelf, resource)),
    groups: report.catalogue.controls.map(({ id }) => {
      const verdict = tryVerdict(target, id);
      return verdict === undefined ? [] : groupsOf(verdict).map((group) => groupData(shelf, target.resources, places, group));
    }),
  };
};

const resourceData = ({ placeOf }: Shelf, { id, type, place, excerpt }: ResourceEntry) => [
  ...[place.logicalId || id, type, place.file, place.constructPath, place.blueprintPath].map(placeOf),
  ...pointerData(placeOf, place.pointer, place.logicalId),
  place.line,
  withoutIndent(excerpt).map(placeOf),
];

/** Most pointers end with the name that stands beside them already. */
const pointerData = (placeOf: (text: string) => number, pointer: string, name: string) =>
  name !== '' && pointer.endsWith(`/${name}`) ? [placeOf(pointer.slice(0, -name.length)), 1] : [placeOf(pointer), 0];

/** Of each fact: resource, what its pointer adds to that of the resource, lines after the first of the resource, id. */
const groupData = (
  { placeOf }: Shelf,
  resources: readonly ResourceEntry[],
  places: ReadonlyMap<string, number>,
  { entries, result }: EvidenceGroup,
): readonly number[] =>
  entries.flatMap((entry) => {
    const index = places.get(entry.resource) ?? -1;
    const place = resources[index]?.place;
    const own = place?.pointer ?? '';
    const rest = place !== undefined && entry.pointer.startsWith(own) ? entry.pointer.slice(own.length) : entry.pointer;
    return [
      index,
      placeOf(index < 0 ? entry.resource : rest),
      entry.line === 0 ? -1 : entry.line - (place?.line ?? 0),
      // Ids of what merely holds are in report.json: forty bytes of chance each, of use to nobody here.
      result === 'kept' ? -1 : placeOf(entry.id),
    ];
  });

const wordsOf = ({ say }: Words) => ({
  showAll: say('showAll'),
  shown: say('shown'),
  pointer: say('pointer'),
  constructPath: say('constructPath'),
  blueprintPath: say('blueprintPath'),
  evidenceId: say('evidenceId'),
  noSource: say('noSource'),
});
