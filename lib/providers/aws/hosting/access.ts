import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Acknowledgement } from '../acknowledgements';

/** What one part of a service is told, and what it may do. */
export interface Access {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
  /** Findings that these statements leave open on purpose. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

export const joined = (...all: readonly Access[]): Access => ({
  environment: Object.assign({}, ...all.map((access) => access.environment)) as Readonly<Record<string, string>>,
  statements: all.flatMap((access) => access.statements),
  acknowledgements: all.flatMap((access) => access.acknowledgements ?? []),
});

/** Environment variables that belong to one thing, such as `DATABASE_PLACES_HOST`. */
export const named = (kind: string, id: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      [kind, id, name]
        .filter((word) => word !== '')
        .join('_')
        .replace(/-/g, '_')
        .toUpperCase(),
      value,
    ]),
  );
