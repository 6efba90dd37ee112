import { externalNetworkOf } from '../../lib/discovery/external-network';
import { flavorsOf } from '../../lib/discovery/flavors';
import { imageOf } from '../../lib/discovery/image';
import type { Item } from '../../lib/discovery/question';
import type { Setting } from '../../lib/discovery/setting';
import { volumeTypesOf } from '../../lib/discovery/volume-types';
import { zonesOf } from '../../lib/discovery/zones';
import { sizes } from '../../lib/plan/sizing';
import { answersToOperator, answersToTenant, forbidden, listing, withReplies } from './answers';

const valueOf = <T>(setting: Setting<T>): T | string => (setting.kind === 'found' ? setting.value : setting.kind);
const remarksOf = (setting: Setting<unknown>): readonly string[] => (setting.kind === 'found' ? setting.remarks : []);

const flavor = (name: string, vcpus: number, gib: number, disk = 0): Item => ({ name, vcpus, ram: gib * 1024, disk });

describe('flavors', () => {
  const scs = listing(
    flavor('SCS-8V-32', 8, 32),
    flavor('SCS-1L-2', 1, 2),
    flavor('SCS-1V-2', 1, 2),
    flavor('SCS-1V-2-20', 1, 2, 20),
    flavor('SCS-1C-4', 1, 4),
    flavor('SCS-1V-4', 1, 4),
    flavor('SCS-1T-4', 1, 4),
    flavor('SCS-2V-8', 2, 8),
    flavor('SCS-4V-16-100s', 4, 16, 100),
    flavor('SCS-4V-16', 4, 16),
    { ...flavor('SCS-2V-4', 2, 4), 'OS-FLV-DISABLED:disabled': true },
  );

  it('are the smallest that are large enough, without a disk, on shared and not on crowded processors', () => {
    const setting = flavorsOf(withReplies({ flavors: scs }), sizes, undefined);
    expect(valueOf(setting)).toEqual({ xs: 'SCS-1V-2', s: 'SCS-1V-4', m: 'SCS-2V-8', l: 'SCS-4V-16', xl: 'SCS-8V-32' });
    expect(remarksOf(setting)).toEqual([]);
  });

  it('that a person chose stay as long as they exist, large enough or not', () => {
    const chosen = { xs: 'm1.tiny', s: 'm1.small', m: 'm1.gone', l: 'm1.large', xl: 'm1.large' };
    const setting = flavorsOf(answersToOperator, sizes, chosen);
    expect(valueOf(setting)).toEqual({ ...chosen, m: 'm1.large' });
    expect(remarksOf(setting)).toEqual([
      'size xs counts 1 vCPU and 2 GiB; m1.tiny has 1 and 0.5',
      'size s counts 1 vCPU and 4 GiB; m1.small has 1 and 2',
      'size l counts 4 vCPU and 16 GiB; m1.large has 4 and 8',
      'size xl counts 8 vCPU and 32 GiB; m1.large has 4 and 8',
    ]);
  });

  it.each([
    ['unread', forbidden],
    ['missing', listing()],
  ] as const)('are %s where nothing is seen', (kind, flavors) => {
    expect(flavorsOf(withReplies({ flavors }), sizes, undefined).kind).toBe(kind);
  });
});

describe('the image', () => {
  const image = (name: string, more: Item = {}): Item => ({ name, visibility: 'public', ...more });
  const among = (...names: readonly (string | Item)[]) =>
    withReplies({ images: listing(...names.map((one) => (typeof one === 'string' ? image(one) : one))) });

  it.each([
    [['Ubuntu 24.04', 'Debian 12'], 'Debian 12'],
    [['Debian 12', 'Debian 13', 'Debian 11'], 'Debian 13'],
    [['debian-12-genericcloud', 'ubuntu-24.04', 'fedora-41'], 'debian-12-genericcloud'],
    [['Ubuntu 22.04', 'Ubuntu 24.04', 'Ubuntu 24.04 Minimal', 'ubuntu-capi-image-v1.31'], 'Ubuntu 24.04'],
    [['Ubuntu 20.04', 'Debian 11', 'tiny'], 'missing'],
  ])('among %j is %s', (names, wanted) => {
    expect(valueOf(imageOf(among(...names), undefined))).toBe(wanted);
  });

  it('is known by its properties before its name, and is open to all', () => {
    const named = { os_distro: 'debian', os_version: '12' };
    expect(valueOf(imageOf(among(image('bookworm', named), 'Ubuntu 24.04'), undefined))).toBe('bookworm');
    const closed = [image('Debian 12', { visibility: 'private' }), image('Debian 13', { os_hidden: true })];
    expect(imageOf(among(...closed), undefined).kind).toBe('missing');
  });

  it('that a person chose stays; where it is gone, the nearest name is told', () => {
    expect(valueOf(imageOf(answersToOperator, 'tiny'))).toBe('tiny');
    expect(imageOf(answersToOperator, 'tinny')).toMatchObject({
      kind: 'missing',
      why: 'there is no active image tinny',
      repair: 'write `tiny`',
    });
  });
});

describe('zones', () => {
  const zones = (...names: readonly string[]) =>
    listing(...names.map((zoneName) => ({ zoneName, zoneState: { available: zoneName !== 'closed' } })));

  it('keep the order of the profile; new ones come after, closed and lost ones go', () => {
    const replies = withReplies({ zones: zones('az1', 'az2', 'az3', 'closed'), volumeZones: zones('az1', 'az2', 'az3') });
    expect(valueOf(zonesOf(replies, ['az3', 'old', 'az1']))).toEqual(['az3', 'az1', 'az2']);
    expect(valueOf(zonesOf(replies))).toEqual(['az1', 'az2', 'az3']);
    expect(remarksOf(zonesOf(replies, ['az3', 'az1']))).toEqual([
      'with other zones hosts move: where a region already stands, read the plan of its states before applying',
    ]);
  });

  it('that volumes do not know are remarked', () => {
    const replies = withReplies({ zones: zones('az1', 'az2'), volumeZones: zones('nova') });
    expect(remarksOf(zonesOf(replies, ['az1', 'az2']))).toEqual([
      'volumes know no zone az1, az2, servers do: ask the operator where volumes go',
    ]);
  });
});

describe('the external network', () => {
  const networks = (...items: readonly Item[]) => withReplies({ externalNetworks: listing(...items) });

  it.each([
    ['the one of the profile', 'b', [{ name: 'a' }, { name: 'b' }], 'b'],
    ['the default one', 'gone', [{ name: 'a' }, { name: 'b', is_default: true }], 'b'],
    ['the first', undefined, [{ name: 'b' }, { name: 'a' }], 'a'],
    ['missing', 'a', [], 'missing'],
  ])('is %s', (_, current, items, wanted) => {
    expect(valueOf(externalNetworkOf(networks(...items), current))).toBe(wanted);
  });

  it('is remarked as a choice where it was one', () => {
    expect(remarksOf(externalNetworkOf(networks({ name: 'a' }, { name: 'b' }), undefined))).toEqual([
      'a is one of 2 external networks: a, b',
    ]);
    expect(remarksOf(externalNetworkOf(networks({ name: 'a' }, { name: 'b' }), 'b'))).toEqual([]);
  });
});

describe('volume types', () => {
  const luks = { volumeTypes: listing({ name: 'fast' }, { name: 'luks' }), defaultVolumeType: listing({ name: 'fast' }) };
  const encryption = listing({ of: 'fast' }, { of: 'luks', provider: 'luks' });

  it.each([
    ['the default one, and none encrypted', answersToOperator, undefined, { standard: 'standard', encrypted: null }],
    ['those of the profile', answersToOperator, { standard: 'ssd', encrypted: null }, { standard: 'ssd', encrypted: null }],
    ['the encrypted one', withReplies({ ...luks, encryption }), undefined, { standard: 'fast', encrypted: 'luks' }],
    [
      'one that nobody can prove, as the profile says',
      withReplies({ ...luks, encryption: forbidden }),
      { standard: 'gone', encrypted: 'luks' },
      { standard: 'fast', encrypted: 'luks' },
    ],
    [
      'not one that is gone',
      answersToTenant,
      { standard: 'standard', encrypted: 'luks' },
      { standard: 'standard', encrypted: null },
    ],
  ])('are %s', (_, replies, current, wanted) => {
    expect(valueOf(volumeTypesOf(replies, current))).toEqual(wanted);
  });
});
