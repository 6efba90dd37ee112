/** Who has a state in use, from the words in which Terraform and OpenTofu refuse a second one. */
export interface LockHolder {
  /** `user@machine`; undefined where the backend does not keep it: PostgreSQL shows the caller's own name. */
  readonly who: string | undefined;
  readonly since: string;
  readonly id: string;
}

/** The holder of the lock in an engine's message; undefined where the message is about something else. */
export const lockHolderIn = (output: string): LockHolder | undefined => {
  if (!output.includes('Error acquiring the state lock')) return undefined;
  const field = (name: string): string => new RegExp(`^[│ ]*${name}: +(\\S.*)$`, 'm').exec(output)?.[1]?.trim() ?? '';
  const own = /Already locked for workspace creation|Workspace is already locked/.test(output);
  return { who: own || field('Who') === '' ? undefined : field('Who'), since: own ? '' : field('Created'), id: field('ID') };
};
