import type { OpenstackCloud } from '../model/cloud';
import { type Item, numberIn, type Replies, sourceOf, textIn } from './question';
import { found, missing, type Setting, unread } from './setting';

export type SizeId = keyof OpenstackCloud['flavors'];

/** What each size of the plan needs at least. */
export type Needs = Readonly<Record<SizeId, { readonly vcpus: number; readonly memoryGiB: number }>>;

/** A flavor for each size: the profile's as long as it exists, else the smallest that is large enough. */
export const flavorsOf = (
  { flavors }: Replies,
  needs: Needs,
  current: OpenstackCloud['flavors'] | undefined,
): Setting<OpenstackCloud['flavors']> => {
  const source = sourceOf('flavors', flavors);
  if (flavors.kind !== 'fine') return unread(source);
  const usable = flavors.items.filter((flavor) => flavor['OS-FLV-DISABLED:disabled'] !== true && textIn(flavor, 'name') !== '');
  const ordered = [...usable].sort(bySize);
  const choices = (Object.keys(needs) as SizeId[]).map((size) => ({
    size,
    flavor: chosen(ordered, needs[size], current?.[size]),
  }));
  if (ordered.length === 0) return missing('no flavor is visible', 'flavors for five sizes', 'ask the operator to open some');
  const value = Object.fromEntries(choices.map(({ size, flavor }) => [size, flavor === undefined ? '' : textIn(flavor, 'name')]));
  const remarks = choices.flatMap(({ size, flavor }) =>
    flavor === undefined || fits(flavor, needs[size]) ? [] : [tooSmall(size, flavor, needs)],
  );
  return found(value as OpenstackCloud['flavors'], source, remarks);
};

const chosen = (ordered: readonly Item[], need: Needs[SizeId], current: string | undefined): Item | undefined =>
  ordered.find((flavor) => textIn(flavor, 'name') === current) ?? ordered.find((flavor) => fits(flavor, need)) ?? ordered.at(-1);

const fits = (flavor: Item, { vcpus, memoryGiB }: Needs[SizeId]): boolean =>
  numberIn(flavor, 'vcpus') >= vcpus && numberIn(flavor, 'ram') >= memoryGiB * 1024;

const tooSmall = (size: SizeId, flavor: Item, needs: Needs): string =>
  `size ${size} counts ${needs[size].vcpus} vCPU and ${needs[size].memoryGiB} GiB; ${textIn(flavor, 'name')} has ${numberIn(flavor, 'vcpus')} and ${numberIn(flavor, 'ram') / 1024}`;

/** By memory, vCPUs and disk; then what SCS-0100 says of the processors: shared ones before threads and cores, crowded ones last. */
const bySize = (a: Item, b: Item): number =>
  numberIn(a, 'ram') - numberIn(b, 'ram') ||
  numberIn(a, 'vcpus') - numberIn(b, 'vcpus') ||
  numberIn(a, 'disk') - numberIn(b, 'disk') ||
  classOf(a) - classOf(b) ||
  (textIn(a, 'name') < textIn(b, 'name') ? -1 : 1);

const classOf = (flavor: Item): number => 'VTCL'.indexOf(/^SCS-\d+([VTCL])/.exec(textIn(flavor, 'name'))?.[1] ?? 'V');
