import { quote } from '../model/quote';
import { suggest } from '../model/suggestion';
import { type Item, namesIn, type Replies, sourceOf, textIn } from './question';
import { found, missing, type Setting, unread } from './setting';

/** Distributions that our hosts run on, the best first, and the oldest release of each. */
const distributions = [
  { name: 'debian', oldest: 12 },
  { name: 'ubuntu', oldest: 22.04 },
] as const;

/** Images made for something else. */
const special = /capi|kube|gpu|cuda|minimal|netboot|rescue|desktop|daily/i;

/** The image of all hosts: the profile's as long as it exists, else the newest public one that they can run on. */
export const imageOf = ({ images }: Replies, current: string | undefined): Setting<string> => {
  const source = sourceOf('images', images);
  if (images.kind !== 'fine') return unread(source);
  if (current !== undefined && images.items.some((image) => image.name === current)) return found(current, source);
  const [best] = images.items
    .filter((image) => image.os_hidden !== true && image.visibility !== 'private' && !special.test(textIn(image, 'name')))
    .map((image) => ({ name: textIn(image, 'name'), rank: rankOf(image) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  if (best === undefined) return noImage(namesIn(images), current);
  return found(best.name, source, [`whether the image ${best.name} brings cloud-init and podman cannot be seen`]);
};

const noImage = (names: readonly string[], wanted: string | undefined): Setting<never> => {
  const meant = wanted === undefined ? undefined : suggest(wanted, names);
  return missing(
    wanted === undefined
      ? 'no public image of Debian 12 or Ubuntu 22.04, or newer, is visible'
      : `there is no active image ${quote(wanted)}`,
    'an active image with cloud-init and podman',
    meant === undefined ? 'upload one, and name it with `--image`' : `write \`${quote(meant)}\``,
  );
};

/** Release of the image; the better distribution counts more than any release of the other. */
const rankOf = (image: Item): number | undefined => {
  const name = textIn(image, 'name').toLowerCase();
  const place = distributions.findIndex((one) => textIn(image, 'os_distro') === one.name || name.startsWith(one.name));
  const distribution = distributions[place];
  const release = Number.parseFloat(textIn(image, 'os_version') || (/\d+(?:\.\d+)?/.exec(name)?.[0] ?? ''));
  if (distribution === undefined || !(release >= distribution.oldest)) return undefined;
  return release + (distributions.length - place) * 1000;
};
