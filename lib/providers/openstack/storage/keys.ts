import { has, type OpenstackCloud } from '../../../model/cloud';
import type { KeyPlan } from '../../../plan/storage-plan';

/**
 * Name of the volume type for every disk. Cinder keeps a key for each volume of an encrypted type in the
 * cloud's key manager; the operator made the type, and a tenant can only choose it by name.
 */
export const volumeType = (cloud: OpenstackCloud): string =>
  has(cloud, 'encryptedVolumeType') && cloud.volumeTypes.encrypted !== null
    ? cloud.volumeTypes.encrypted
    : cloud.volumeTypes.standard;

/** Under which name the key's value lies in the secret store: born on a host, read by hosts, in no artefact. */
export const keySecretName = (key: KeyPlan): string => key.name;
