import type { AcknowledgementEntry } from '../../lib/report/audit/report';

interface Metadata {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Findings of rule packs that constructs leave open on purpose, from the text of a stack's metadata. */
export const acknowledgementsIn = (target: string, text: string): readonly AcknowledgementEntry[] =>
  Object.entries(parsed(text)).flatMap(([constructPath, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) =>
        Object.entries(data ?? {}).map(([rule, said]) => {
          const [, reason = said, review = ''] = /^(.*) \(review: (.*)\)$/s.exec(said) ?? [];
          return { target, rule, reason, review, constructPath };
        }),
      ),
  );

const parsed = (text: string): Readonly<Record<string, readonly Metadata[]>> => {
  try {
    return JSON.parse(text) as Readonly<Record<string, readonly Metadata[]>>;
  } catch {
    return {};
  }
};
