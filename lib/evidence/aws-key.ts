import type { KeyKind } from './fact';
import type { Resource } from './resource';
import { known, type Seen, seenAs, textSeen } from './seen';

/** A key of the region's own where the property names one that is not the cloud's. */
export const keyOf = (resource: Resource, path: string, encrypted: Seen<boolean>): Seen<KeyKind> => {
  if (!encrypted.known) return encrypted;
  if (!encrypted.value) return known('not encrypted');
  return seenAs(textSeen(resource, path), (key) =>
    key === '' || /^(alias\/|arn:[^:]*:kms:.*alias\/)aws\//.test(key) ? "the cloud's key" : 'own key',
  );
};
