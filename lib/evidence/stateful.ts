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
 * person releases it with a line that is committed. New ones are no problem.
 */
export const statefulProblems = (file: string, target: string, before: Stateful, now: Stateful): Problem[] =>
  Object.entries(before).flatMap(([artefact, resources]) =>
    Object.entries(resources).flatMap(([id, was]): Problem[] => {
      const address = `${target}/${artefact}/${id}`;
      const is = now[artefact]?.[id];
      if (is === undefined || is.type !== was.type) {
        return [guard(file, 'SGC6001', `${was.type} ${address} holds state and would go`, address)];
      }
      const changed = [...new Set([...Object.keys(was.replacedBy), ...Object.keys(is.replacedBy)])].filter(
        (key) => JSON.stringify(was.replacedBy[key]) !== JSON.stringify(is.replacedBy[key]),
      );
      return changed.length === 0
        ? []
        : [
            guard(
              file,
              'SGC6002',
              `${was.type} ${address} holds state and would be replaced: ${changed.sort().join(', ')} changed`,
              address,
            ),
          ];
    }),
  );

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

const guard = (file: string, code: string, message: string, address: string): Problem =>
  fileProblem(
    file,
    code,
    message,
    'the resource as the lock knows it',
    `undo the change; or, if its data may go, run \`sgc lock release ${address}\` and commit the lock`,
  );
