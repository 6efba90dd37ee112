import { has, type Cloud, type OpenstackCloud } from './cloud';
import type { OpenstackFlag } from './openstack-flags';
import type { Path } from './path';
import type { Problem } from './problem';
import type { Sourced } from './sourced';

type Fault = Omit<Problem, 'file' | 'line' | 'column'>;
type Report = (path: Path, fault: Fault) => void;

/** What contradicts itself in a cloud profile. */
export const cloudContradictions = (cloud: Sourced<Cloud>): Problem[] => {
  const found: Problem[] = [];
  const report: Report = (path, fault) => void found.push({ ...cloud.locate(path), ...fault });
  zones(cloud.value, report);
  secondSite(cloud.value, report);
  if (cloud.value.provider === 'openstack') flags(cloud.value, report);
  else partition(cloud.value, report);
  return found;
};

const zones = ({ zones: names }: Cloud, report: Report): void => {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    report(['zones', index], {
      code: 'SGC2501',
      message: `the zone ${name} was written before`,
      allowed: 'each zone once',
      repair: `remove one of the two \`${name}\``,
    });
  }
};

const secondSite = (cloud: Cloud, report: Report): void => {
  if (cloud.secondSite?.region !== cloud.region) return;
  report(['secondSite', 'region'], {
    code: 'SGC2502',
    message: 'the second site is the first one',
    allowed: 'another region, or null',
    repair: 'write `secondSite: null`, or another region',
  });
};

/** Regions of a partition begin with its prefix, and the partition has one suffix. */
const partitions = {
  aws: { suffix: 'amazonaws.com', sovereign: false },
  'aws-eusc': { suffix: 'amazonaws.eu', sovereign: true },
} as const;

const partition = (cloud: Extract<Cloud, { provider: 'aws' }>, report: Report): void => {
  const { suffix, sovereign } = partitions[cloud.partition];
  if (cloud.urlSuffix !== suffix) {
    report(['urlSuffix'], {
      code: 'SGC2503',
      message: `the partition ${cloud.partition} has the suffix ${suffix}`,
      allowed: suffix,
      repair: `write \`${suffix}\``,
    });
  }
  if (cloud.region.startsWith('eusc-') !== sovereign) {
    const right = sovereign ? 'aws' : 'aws-eusc';
    report(['partition'], {
      code: 'SGC2504',
      message: `the region ${cloud.region} does not belong to the partition ${cloud.partition}`,
      allowed: right,
      repair: `write \`${right}\``,
    });
  }
};

/** A capability that makes no sense without another. */
const requires: Partial<Record<OpenstackFlag, OpenstackFlag>> = {
  s3Versioning: 's3',
  s3ObjectLock: 's3Versioning',
  s3Lifecycle: 's3',
  s3Encryption: 's3',
  s3Policy: 's3',
  s3ConditionalPut: 's3',
  swiftVersioning: 'swift',
};

const flags = (cloud: OpenstackCloud, report: Report): void => {
  for (const [flag, base] of Object.entries(requires) as [OpenstackFlag, OpenstackFlag][]) {
    if (!has(cloud, flag) || has(cloud, base)) continue;
    report(['capabilities', flag], {
      code: 'SGC2505',
      message: `${flag} needs ${base}, which this cloud does not have`,
      allowed: `false, or \`${base}: true\``,
      repair: 'write `false`',
    });
  }
  if (has(cloud, 'encryptedVolumeType') !== (cloud.volumeTypes.encrypted !== null)) {
    report(['volumeTypes', 'encrypted'], {
      code: 'SGC2506',
      message: 'the flag encryptedVolumeType and this name contradict each other',
      allowed: 'a name with the flag, null without it',
      repair: has(cloud, 'encryptedVolumeType') ? 'write the name of the encrypted volume type' : 'write `null`',
    });
  }
};
