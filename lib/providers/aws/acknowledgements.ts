import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of the rule packs that our own constructs leave open on purpose. */
export interface Acknowledgement {
  /** The pack's id of the rule, such as `AwsSolutions-S1` or `NIST.800.53.R5-S3BucketReplicationEnabled`. */
  readonly rule: string;
  /** The single finding, as the pack writes it, for rules that report several for one resource. */
  readonly finding?: string;
  readonly reason: string;
  /** When people look at it again: `each release` for our own constructs, a day for an exception of the region. */
  readonly review: string;
}

/** Rule packs by the start of their rules' ids; the qualified form keeps the entry in the report. */
const packs = ['AwsSolutions', 'NIST.800.53.R5'] as const;

/** Acknowledges a finding for one construct and what lies below it. */
export const acknowledge = (scope: IConstruct, entry: Acknowledgement): void => {
  // The CDK records where it was called; our own line says nothing, and the search for it costs more than the entry.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  try {
    Validations.of(scope).acknowledge({ id: qualified(entry), reason: `${entry.reason} (review: ${entry.review})` });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

const qualified = ({ rule, finding }: Acknowledgement): `${string}::${string}` => {
  const pack = packs.find((candidate) => rule.startsWith(`${candidate}-`));
  if (pack === undefined) throw new Error(`no rule pack of ours has the rule ${rule}`);
  return `${pack}::${rule}${finding === undefined ? '' : `[${finding}]`}`;
};
