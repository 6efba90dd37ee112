import type { AuditReport } from './report';

/** A result of ours, as far as two runs are compared. */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly unknown[];
}

/** Each result with what it was before; what is no longer there follows as `absent`. */
export const withBaseline = (
  now: readonly SarifResult[],
  before: readonly SarifResult[],
  { catalogue }: AuditReport,
): readonly object[] => {
  const known = new Map(before.map((result) => [fingerprintOf(result), result]));
  const present = new Set(now.map(fingerprintOf));
  const indexes = new Map([
    ...catalogue.controls.map(({ id }, index) => [id, index] as const),
    ...now.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex] as const),
  ]);
  return [
    ...now.map((result) => ({ ...result, baselineState: stateOf(result, known.get(fingerprintOf(result))) })),
    ...before
      .filter((result) => !present.has(fingerprintOf(result)))
      // Rules are numbered in the catalogue of this run; a control that it has no more stands by its name alone.
      .map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId) ?? -1, baselineState: 'absent' })),
  ];
};

const fingerprintOf = ({ partialFingerprints }: SarifResult): string => JSON.stringify(partialFingerprints);

const stateOf = (result: SarifResult, before: SarifResult | undefined): string => {
  if (before === undefined) return 'new';
  return wordsOf(result) === wordsOf(before) ? 'unchanged' : 'updated';
};

const wordsOf = ({ kind, level, message, suppressions = [] }: SarifResult): string =>
  JSON.stringify([kind, level, message.text, suppressions.length]);
