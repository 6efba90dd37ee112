import { resolveNs } from 'node:dns/promises';
import type { Limit } from '../../lib/preflight/limit';
import { Measured } from './measured';

/** Names of servers that answer for a name; throws as node:dns does. */
export type NameServers = (host: string) => Promise<readonly string[]>;

/**
 * Whether somebody delegates a host's own zone. Not yet is no failure: the zone is made on the way, and people delegate
 * it before the service itself, whose certificate waits for it.
 */
export const askDelegation = async (today: string, host: string, nameServers: NameServers = resolveNs): Promise<Limit> => {
  const measured = new Measured('DNS', today);
  try {
    return (await nameServers(host)).length > 0 ? measured.presence(true) : measured.duty();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return notThere.has(code)
      ? measured.duty()
      : measured.unknown(`DNS does not answer for ${host} (${code || 'unknown error'})`);
  }
};

const notThere = new Set(['ENODATA', 'ENOTFOUND']);
