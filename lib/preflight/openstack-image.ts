import { textAt, valuesAt } from '../evidence/value';
import type { Evidence } from '../evidence/resource';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import type { Limit } from './limit';
import type { Flavors } from './openstack-need';

/** What a cloud says of an image that the artefacts look up. */
export interface Image {
  readonly name: string;
  /** GiB that a boot volume must have. */
  readonly minDisk: number;
  /** MiB of memory that a server must have. */
  readonly minMemory: number;
  /** `debian`, `ubuntu` …; empty where the image does not say. */
  readonly distribution: string;
}

/** What our hosts are written for. */
const distributions = ['debian', 'ubuntu'];

/** What an image asks of the servers that boot from it. */
export const imageClaims = (
  { cloud }: OpenstackTargetPlan,
  evidence: Evidence,
  flavors: Flavors,
  images: readonly Image[],
): readonly Claim[] => {
  const servers = evidence.ofType('compute_instance_v2');
  const disks = servers.flatMap(({ properties }) =>
    valuesAt(properties, 'block_device').map((device) => Number(textAt(device, 'volume_size'))),
  );
  const memories = servers.map(({ properties }) => flavors[textAt(properties, 'flavor_name')]?.memoryMiB ?? 0);
  if (servers.length === 0) return [];
  const claim = (image: string, id: string, item: string, amount: number, offline: Limit, request: Claim['advise']): Claim => ({
    need: { place: { account: '', region: cloud.region }, id: `image-${id}/${image}`, item, amount, parts: [] },
    offline,
    advise: request,
  });
  const us = (request: string) => ({ by: 'us' as const, request });
  return images.flatMap(({ name, minDisk, minMemory, distribution }) => {
    const origin = { source: `image ${name}`, date: '', confidence: 'high' as const };
    const another = () => us(`name another image in the profile ${cloud.cloud}, or larger flavors`);
    return [
      claim(
        name,
        'disk',
        `GiB that the image ${name} asks of a volume`,
        minDisk,
        { kind: 'length', value: Math.min(...disks), ...origin },
        another,
      ),
      claim(
        name,
        'memory',
        `MiB of memory that the image ${name} asks for`,
        minMemory,
        { kind: 'length', value: Math.min(...memories), ...origin },
        another,
      ),
      claim(
        name,
        'system',
        `Debian or Ubuntu in the image ${name}`,
        1,
        distribution === ''
          ? { kind: 'unknown', reason: 'the image does not say what it is (os_distro)', ...origin }
          : { kind: 'presence', value: distributions.includes(distribution) ? 1 : 0, ...origin },
        (limit) =>
          us(
            limit.kind === 'unknown'
              ? 'see that it is one of them: hosts install their packages with apt'
              : `it is ${distribution}; hosts install their packages with apt: name another image in the profile ${cloud.cloud}`,
          ),
      ),
    ].filter(({ need }) => need.amount > 0);
  });
};
