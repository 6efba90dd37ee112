import { has } from '../../../model/cloud';
import { nameOf } from '../../../plan/name';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { backupUrl, endpointOf } from '../catalogue';
import { joinCloudInit, type CloudInit } from '../hosts/cloud-init';
import { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { archiveKey, hostArchive } from '../hosts/host-archive';
import { hostBackup, volumesMark } from '../hosts/host-backup';
import { spaceHost } from '../hosts/host-base';
import { hostCloud, hostCredential, type HostCloudProps } from '../hosts/host-cloud';
import { hostPeers } from '../hosts/host-peers';
import { bornSecrets, hostSecrets } from '../hosts/host-secrets';
import { credentialValues, HostSet } from '../hosting/host-set';
import { keySecretName } from './keys';
import type { Lookups } from '../lookups';
import { names } from '../names';
import { backupRules, HostCredentials, objectRules, keyManagerRules, type AccessRule } from '../hosting/secrets';
import { SecurityGroup } from '../network/security-groups';

export interface SpaceBackupProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly lookups: Lookups;
}

const secretId = 'archive';

/** The host that makes a space's backups. Its groups let it reach the way out and nothing else. */
export class SpaceBackup extends Construct {
  constructor(scope: Construct, id: string, props: SpaceBackupProps) {
    super(scope, id);
    const { target, space, lookups } = props;
    const volumes = has(target.cloud, 'cinderBackup');
    const group = new SecurityGroup(this, 'group', {
      name: nameOf('generic', space.name, 'backup'),
      description: 'Backup host: the way out only',
      tags: tagList(space.tags),
    });
    const hosts = new HostSet(this, 'hosts', {
      target,
      space,
      lookups,
      group,
      owner: space.name,
      role: 'backup',
      tier: 'app',
      count: 1,
      zones: space.network.zones,
      size: 's',
    });
    const credentials = new HostCredentials(this, 'credentials', {
      target,
      name: `${space.name}-backup`,
      description: 'Backup host',
      rules: rulesOf(props),
    });
    hosts.boot({
      init: initOf(props),
      peers: {},
      bootGiB: 20,
      volume: null,
      values: {
        identityUrl: endpointOf(lookups, target, 'identity'),
        backupUrl: backupUrl(lookups, target),
        ...(volumes ? { [volumesMark]: endpointOf(lookups, target, 'block-storage') } : {}),
      },
      valuesOf: (index) => credentialValues(credentials.for(index)),
    });
  }
}

const initOf = ({ plan, target, space }: SpaceBackupProps): CloudInit => {
  const key = space.storage.keys[space.storage.backup.key];
  if (key === undefined) throw new Error(`space ${space.id} has no key for its backups`);
  const secret = { id: secretId, name: keySecretName(key), rotationDays: null };
  return joinCloudInit(
    spaceHost(plan, space),
    hostCloud,
    hostCredential({ region: target.cloud.region, secrets: secretStoreOf(target, space) }),
    bornSecrets([secret]),
    hostSecrets([secret]),
    hostArchive({ folder: names.backupContainer(space), region: target.cloud.region }),
    hostBackup({ backup: space.storage.backup, containers: storesOf(space), volumes: has(target.cloud, 'cinderBackup') }),
    hostPeers([archiveKey(secretId)]),
  );
};

const storesOf = (space: SpacePlan): readonly string[] =>
  Object.values(space.storage.stores).map((store) => names.container(store.name));

/** Without a key manager, the key lies in the space's own project, apart from what it encrypts. */
const secretStoreOf = (target: OpenstackTargetPlan, space: SpacePlan): HostCloudProps['secrets'] =>
  has(target.cloud, 'barbican') ? { kind: 'barbican' } : { kind: 'objects', container: keyContainer(space) };

/** Container of the space's own keys on a cloud without a key manager. */
export const keyContainer = (space: SpacePlan): string => names.container(nameOf('container', space.name, 'keys'));

const rulesOf = ({ target, space }: SpaceBackupProps): readonly AccessRule[] => [
  ...(has(target.cloud, 'barbican') ? keyManagerRules(true) : objectRules(keyContainer(space), ['GET', 'HEAD', 'PUT'])),
  ...storesOf(space).flatMap((container) => objectRules(container, ['GET', 'HEAD'])),
  ...backupRules(space),
  ...(has(target.cloud, 'cinderBackup') ? volumeRules : []),
];

const volumeRules: readonly AccessRule[] = [
  { service: 'block-storage', method: 'GET', path: '/v3/*/volumes/detail' },
  { service: 'block-storage', method: 'POST', path: '/v3/*/backups' },
];
