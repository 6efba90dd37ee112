/** Keys and list indexes from the root to a value. */
export type Path = readonly (string | number)[];

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path; undefined where nothing is written. Own keys only. */
export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );

/** As a person writes it: `network.links.0.port`. */
export const pathText = (path: Path): string => (path.length === 0 ? 'the file' : path.join('.'));
