/** Whether an action of an AWS policy, wildcards and all, covers an action of the service; letter case does not count. */
export const coversAction = (pattern: string, action: string): boolean => {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, 'i').test(action);
};
