import type { Reader } from './aws-facts-network';
import { type Fact, fact, type KeyKind } from './fact';
import { hostText } from './host-text';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { targetsAt } from './pointer-target';
import { textAt, textsAt } from './value';

/** What containers, volumes, shares, credentials and roles of OpenStack say; `encryptedTypes` are the cloud's encrypted volume types, where its profile is known. */
export const openstackStorageFacts = (encryptedTypes: readonly string[] | undefined): Readonly<Record<string, Reader>> => ({
  objectstorage_container_v1: (container) => containerFacts(container),
  blockstorage_volume_v3: (volume, evidence) => volumeFacts(volume, evidence, encryptedTypes),
  compute_instance_v2: (host) =>
    textsAt(host.properties, 'block_device.volume_type').map(() =>
      fact('encryption', 'volume', host, volumeKey(textSeen(host, 'block_device.volume_type'), encryptedTypes), {
        at: 'block_device.volume_type',
        lost: operatorsKey,
      }),
    ),
  sharedfilesystem_share_v2: (share) => [
    fact('encryption', 'files', share, unseen("whether the cloud's file service encrypts is not in the artefact")),
    fact('exposure', 'files', share, switchSeen(share, 'is_public'), { at: 'is_public' }),
    fact('survival', 'files', share, known(share.kept)),
  ],
  dns_zone_v2: (zone) => [fact('survival', 'zone', zone, known(zone.kept))],
  identity_project_v3: (project) => [fact('survival', 'project', project, known(project.kept))],
  images_image_v2: (image) => [
    fact(
      'sharing',
      'image',
      image,
      seenAs(textSeen(image, 'visibility'), (text) => (/public|community/.test(text) ? 'anyone' : 'named callers')),
      {
        at: 'visibility',
      },
    ),
  ],
});

const operatorsKey = 'the operator of the cloud holds the key';

const volumeKey = (type: Seen<string>, encryptedTypes: readonly string[] | undefined): Seen<KeyKind> => {
  if (!type.known) return type;
  if (encryptedTypes === undefined)
    return unseen(`whether volumes of type ${type.value || 'default'} are encrypted says the cloud's profile`);
  return known(encryptedTypes.includes(type.value) ? "the cloud's key" : 'not encrypted');
};

const volumeFacts = (volume: Resource, evidence: Evidence, encryptedTypes: readonly string[] | undefined): readonly Fact[] => {
  const key = volumeKey(textSeen(volume, 'volume_type'), encryptedTypes);
  const hosts = evidence
    .ofType('compute_volume_attach_v2')
    .filter((one) => targetsAt(evidence, one, 'volume_id').includes(volume))
    .flatMap((one) => targetsAt(evidence, one, 'instance_id'));
  const holdsDatabase = hosts.some((host) => {
    const text = hostText(host);
    return text.known && text.value.includes('/etc/patroni/config.yml');
  });
  const more = { at: 'volume_type', lost: operatorsKey };
  return [
    fact('encryption', 'volume', volume, key, more),
    fact('survival', 'volume', volume, known(volume.kept)),
    ...(holdsDatabase
      ? [
          fact('encryption', 'database', volume, key, { ...more, selfRun: true }),
          fact('survival', 'database', volume, known(volume.kept), { selfRun: true }),
        ]
      : []),
  ];
};

const noPublic = (list: string): boolean => !/(^|,)\s*(\.r:|\.rlistings|\*:\*|\*$)/.test(list);

/** Whether a list lets anyone in who is not of a named project. */
const listOpen = (container: Resource, key: string): Seen<boolean> => {
  const list = textAt(container.properties, key);
  // An entry is `project:user`; its project is another state's, and known to be one.
  if (list !== '' && noPublic(list) && list.includes('⟦') && !list.includes('⟦?')) return known(false);
  return seenAs(textSeen(container, key), (text) => !noPublic(text));
};

const containerFacts = (container: Resource): readonly Fact[] => {
  const [read, write] = ['container_read', 'container_write'].map((key) => listOpen(container, key));
  const open: Seen<boolean> =
    read?.known && write?.known
      ? known(read.value || write.value)
      : read?.known && read.value
        ? read
        : ((read?.known ? write : read) ?? unseen('its lists'));
  const isAddedTo = presentAt(container, 'container_write');
  const isRecords = isAddedTo.known && isAddedTo.value && !(container.properties.container_read !== undefined);
  return [
    fact('exposure', 'object store', container, open, { at: 'container_read' }),
    fact('transport', 'object store', container, unseen('whether the endpoint takes plain connections is not in the artefact')),
    fact('encryption', 'object store', container, unseen('whether the store encrypts is not in the artefact')),
    ...(isRecords ? [fact('grant', 'record store', container, known('named callers'), { at: 'container_write' })] : []),
    fact('versioning', 'object store', container, versioned(container), { at: 'versioning' }),
    fact(
      'survival',
      'object store',
      container,
      seenAs(switchSeen(container, 'force_destroy'), (forced) => container.kept && !forced),
      { at: 'force_destroy' },
    ),
  ];
};

const versioned = (container: Resource): Seen<boolean> => {
  const now = seenAt(container, 'versioning');
  const before = presentAt(container, 'versioning_legacy');
  if (!now.known) return now;
  return before.known ? known(now.value.some((value) => String(value) === 'true') || before.value) : before;
};
