import { Resolver } from 'node:dns/promises';
import type { Limit } from '../../lib/preflight/limit';
import { Measured } from './measured';

/**
 * Whether somebody delegates a host's own zone. Not yet is no failure: the zone is made on the way, and people delegate
 * it before the service itself, whose certificate waits for it.
 */
export const askDelegation = async (today: string, host: string): Promise<Limit> => {
  const measured = new Measured('DNS', today);
  try {
    const servers = await new Resolver({ timeout: 3000, tries: 2 }).resolveNs(host);
    return servers.length > 0 ? measured.presence(true) : measured.duty();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return notThere.has(code) ? measured.duty() : measured.unknown(`DNS does not answer for ${host} (${code})`);
  }
};

const notThere = new Set(['ENODATA', 'ENOTFOUND']);
