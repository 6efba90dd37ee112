import { auditReport } from '../../lib/report/audit/assemble';
import type { AuditInput } from '../../lib/report/audit/input';
import { type Language, languageOf } from '../../lib/report/audit/page/language';
import type { AuditReport } from '../../lib/report/audit/report';
import { KeyError } from '../../lib/report/audit/statement';
import { UsageError } from '../exit';
import { type Io, step } from '../io';
import { packageFiles, writePackage } from './package';

/** Where a package goes, and how it speaks. */
export interface Destination {
  /** Absolute. */
  readonly folder: string;
  /** Default: the first of the region's languages in which there is a page. */
  readonly language: Language | undefined;
  /** Private key in PEM; without one the package is not signed. */
  readonly key: string | undefined;
}

/** Judges and writes the package. */
export const concludeAudit = (io: Io, input: AuditInput, { folder, language, key }: Destination): AuditReport => {
  const { report, files } = judged(io, input, { language, key });
  writePackage(folder, files);
  return report;
};

/** A report, and the files of its package. */
export interface Judged {
  readonly report: AuditReport;
  readonly files: ReadonlyMap<string, string>;
}

/** Judges, and writes nothing. */
export const judged = (io: Io, input: AuditInput, { language, key }: Omit<Destination, 'folder'>): Judged => {
  const report = step(io, `${input.region === null ? '' : `${input.region.plan.region.id}: `}audit`, () => auditReport(input));
  const spoken = { language: language ?? ownLanguage(input), verified: momentOf(io), key };
  return { report, files: signed(() => packageFiles(report, input.earlier, spoken)) };
};

/** The moment that a statement names: a day, for nobody needs more. */
export const momentOf = (io: Pick<Io, 'today'>): string => `${io.today()}T00:00:00Z`;

const ownLanguage = ({ region }: AuditInput): Language =>
  (region?.plan.region.languages ?? []).map(languageOf).find((one) => one !== undefined) ?? 'en';

/** A key that does not fit is wrong usage. */
export const signed = <T>(make: () => T): T => {
  try {
    return make();
  } catch (error) {
    if (error instanceof KeyError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_OSSL') === true)
      throw new UsageError(
        `--key takes an Ed25519 private key in PEM: ${(error as Error).message}; make one with: openssl genpkey -algorithm ed25519`,
      );
    throw error;
  }
};
