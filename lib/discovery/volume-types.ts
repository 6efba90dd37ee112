import type { OpenstackCloud } from '../model/cloud';
import { type Item, namesIn, type Replies, sourceOf, textIn } from './question';
import { found, missing, type Setting, unread } from './setting';
import { told, type Teller, unknown } from './told';

/** SCS-0114 lets a description begin with what the type can do: `[scs:encrypted, replicated]`. */
const says = (type: Item, word: string): boolean =>
  (/^\[scs:([^\]]*)\]/.exec(textIn(type, 'description'))?.[1] ?? '')
    .split(',')
    .map((part) => part.trim())
    .includes(word);

const typesIn = ({ volumeTypes }: Replies): readonly Item[] => (volumeTypes.kind === 'fine' ? volumeTypes.items : []);

/** Whether a type encrypts; undefined where these credentials are not told. */
const encrypts = (replies: Replies, type: Item): boolean | undefined => {
  if (says(type, 'encrypted')) return true;
  const answer = replies.encryption.kind === 'fine' ? replies.encryption.items.find((item) => item.of === type.name) : undefined;
  return answer === undefined || answer.failed !== undefined ? undefined : textIn(answer, 'provider') !== '';
};

const namesWhere = (replies: Replies, wanted: boolean | undefined): readonly string[] =>
  typesIn(replies)
    .filter((type) => encrypts(replies, type) === wanted)
    .map((type) => textIn(type, 'name'))
    .sort();

export const encryptionOf: Teller = (replies) => {
  const { volumeTypes, encryption } = replies;
  if (volumeTypes.kind !== 'fine') return unknown(sourceOf('volumeTypes', volumeTypes));
  const [encrypted] = namesWhere(replies, true);
  if (encrypted !== undefined) return told(true, `block-storage: the type ${encrypted} is encrypted`);
  return namesWhere(replies, undefined).length > 0
    ? unknown(`${sourceOf('encryption', encryption)}: not told to these credentials`)
    : told(false, `${sourceOf('encryption', encryption)}: no type is encrypted`);
};

export const replicationOf: Teller = (replies) => {
  const { volumeTypes } = replies;
  const source = sourceOf('volumeTypes', volumeTypes);
  const type = typesIn(replies).find(
    (one) => says(one, 'replicated') || (one.extra_specs as Item | undefined)?.replication_enabled === '<is> True',
  );
  return type === undefined
    ? unknown('no volume type says so, and a store may replicate without saying; ask the operator')
    : told(true, `${source}: the type ${textIn(type, 'name')} says so`);
};

/** The names of both types: the profile's as long as they exist, else what the cloud takes by default, and the first encrypted one. */
export const volumeTypesOf = (
  replies: Replies,
  current: OpenstackCloud['volumeTypes'] | undefined,
): Setting<OpenstackCloud['volumeTypes']> => {
  const { volumeTypes, defaultVolumeType } = replies;
  const source = sourceOf('volumeTypes', volumeTypes);
  if (volumeTypes.kind !== 'fine') return unread(source);
  const names = namesIn(volumeTypes);
  const standard = [
    current?.standard,
    ...namesIn(defaultVolumeType),
    ...namesWhere(replies, false),
    ...namesWhere(replies, undefined),
  ];
  const chosen = standard.find((name) => name !== undefined && names.includes(name));
  return chosen === undefined
    ? missing('no volume type is visible', 'a volume type', 'ask the operator for one')
    : found({ standard: chosen, encrypted: encryptedName(replies, current?.encrypted ?? null) }, source);
};

const encryptedName = (replies: Replies, current: string | null): string | null => {
  const [known, untold] = [namesWhere(replies, true), namesWhere(replies, undefined)];
  if (current !== null && [...known, ...untold].includes(current)) return current;
  return known[0] ?? null;
};
