import { fileProblem, type Problem } from '../model/problem';

/** What holds state in one target, as it was synthesized: artefact, logical id, and what would replace it. */
export type Stateful = Readonly<
  Record<string, Readonly<Record<string, { readonly type: string; readonly replacedBy: Readonly<Record<string, unknown>> }>>>
>;

/** Types that hold state, each with the properties whose change replaces it. */
export type StatefulTypes = Readonly<Record<string, readonly string[]>>;

/** The stateful resources of one template: CloudFormation, or Terraform JSON. */
export const statefulIn = (template: unknown, types: StatefulTypes): Stateful[string] =>
  Object.fromEntries(
    resourcesOf(template)
      .flatMap(({ id, type, properties }) => {
        const replacing = types[type];
        return replacing === undefined ? [] : [[id, { type, replacedBy: pick(properties, replacing) }] as const];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/**
 * What became of the baseline: a stateful resource that is gone or would be replaced is a problem, until a
 * person releases it with a line that is committed. New ones are no problem. Where everything of a target or of an
 * artefact is gone, that is one problem: a region that leaves a cloud signs once.
 */
export const statefulProblems = (files: Files, target: string, before: Stateful, now: Stateful): Problem[] => {
  const all = Object.values(before).flatMap((resources) => Object.values(resources));
  if (all.length > 0 && Object.values(now).every(isEmpty)) return [gone(files, target, all)];
  return Object.entries(before).flatMap(([artefact, resources]) => {
    const is = now[artefact] ?? {};
    if (!isEmpty(resources) && isEmpty(is)) return [gone(files, `${target}/${artefact}`, Object.values(resources))];
    return Object.entries(resources).flatMap(([id, was]) => resourceProblems(files, `${target}/${artefact}/${id}`, was, is[id]));
  });
};

/** As they are shown to people: the lock that knows the state, and the blueprint by which it is asked for. */
interface Files {
  readonly lock: string;
  readonly blueprint: string;
}

type Baseline = Stateful[string][string];

const isEmpty = (map: object): boolean => Object.keys(map).length === 0;

const resourceProblems = (files: Files, address: string, was: Baseline, is: Baseline | undefined): Problem[] => {
  if (is === undefined || is.type !== was.type)
    return [guard(files, 'SGC6001', `${was.type} ${address} holds state and would go`, address)];
  const changed = [...new Set([...Object.keys(was.replacedBy), ...Object.keys(is.replacedBy)])]
    .filter((key) => JSON.stringify(was.replacedBy[key]) !== JSON.stringify(is.replacedBy[key]))
    .sort();
  if (changed.length === 0) return [];
  const message = `${was.type} ${address} holds state and would be replaced: ${changed.join(', ')} changed`;
  return [guard(files, 'SGC6002', message, address)];
};

/** Everything below an address, told by its types. */
const gone = (files: Files, address: string, resources: readonly Baseline[]): Problem => {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const told = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([type, count]) => `${count} ${type}`);
  return guard(files, 'SGC6001', `everything in ${address} that holds state would go: ${told.join(', ')}`, address);
};

interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const resourcesOf = (template: unknown): Resource[] => {
  const { Resources, resource } = asRecord(template);
  return [
    ...Object.entries(asRecord(Resources)).map(([id, body]) => ({
      id,
      type: String(asRecord(body).Type),
      properties: asRecord(asRecord(body).Properties),
    })),
    ...Object.entries(asRecord(resource)).flatMap(([type, byName]) =>
      Object.entries(asRecord(byName)).map(([id, body]) => ({ id, type, properties: asRecord(body) })),
    ),
  ];
};

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const pick = (properties: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.flatMap((key) => (properties[key] === undefined ? [] : [[key, properties[key]]])));

const guard = ({ lock, blueprint }: Files, code: string, message: string, address: string): Problem =>
  fileProblem(
    lock,
    code,
    message,
    'what the lock knows, as it knows it',
    `undo the change; or, if its data may go, run \`sgc lock release ${blueprint} ${address}\` and commit the lock`,
  );
