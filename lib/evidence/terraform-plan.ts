import type { Action, Change } from './change';

interface PlanFile {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[] };
  readonly action_reason?: string;
}

const actions: Readonly<Record<string, Action | 'nothing'>> = {
  'no-op': 'nothing',
  read: 'nothing',
  create: 'create',
  update: 'update',
  delete: 'delete',
  'delete,create': 'replace',
  'create,delete': 'replace',
  forget: 'leave',
  'create,forget': 'replace',
};

/**
 * Changes in a plan file, from the JSON of `terraform show -json` or `tofu show -json`; undefined where it cannot be
 * read or says something that we do not know, so that nobody applies what was not understood.
 */
export const changesInPlan = (json: string): readonly Change[] | undefined => {
  const plan = parsed(json);
  if (plan === undefined) return undefined;
  const changes = (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === 'managed')
    .map((entry) => ({ entry, action: actions[entry.change.actions.join()] }));
  if (changes.some(({ action }) => action === undefined)) return undefined;
  return changes.flatMap(({ entry, action }) =>
    action === undefined || action === 'nothing'
      ? []
      : [{ id: idOf(entry), type: entry.type, action, ...(isTainted(entry) ? { tainted: true } : {}) }],
  );
};

const isTainted = ({ action_reason }: ResourceChange): boolean => action_reason === 'replace_because_tainted';

/** `type.name` without its type; instances and modules keep what tells them apart. */
const idOf = ({ address, type }: ResourceChange): string => address.replace(`${type}.`, '');

const parsed = (json: string): PlanFile | undefined => {
  try {
    const value = JSON.parse(json) as Partial<Record<'format_version', unknown>> & PlanFile;
    return typeof value.format_version === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};
