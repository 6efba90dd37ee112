import type { ChangeKind } from '../baseline-entry';
import { rankOf } from '../baseline';
import type { AuditReport, CatalogueEntry, ControlEntry, TargetEntry, VerdictKind } from '../report';

/** What `roll-up.json` says: many regions by one catalogue, and where each differs from the reference. */
export interface RollUp {
  readonly format: 1;
  readonly tool: AuditReport['tool'];
  readonly at: string;
  readonly catalogue: { readonly version: string; readonly sha256: string; readonly controls: readonly ControlTitle[] };
  readonly reference: RegionSummary;
  /** By id. */
  readonly regions: readonly RegionSummary[];
  /** In the order of the catalogue, then of the regions. */
  readonly deviations: readonly Deviation[];
}

export type ControlTitle = Pick<ControlEntry, 'id' | 'area' | 'title' | 'severity'>;

export interface RegionSummary {
  readonly id: string;
  readonly title: string;
  readonly country: string;
  readonly blueprint: string;
  /** Folder of its own package, beside the roll-up; empty: it was not written. */
  readonly folder: string;
  /** Of its report.json; empty: it was not written. */
  readonly reportSha256: string;
  readonly problems: number;
  readonly exceptions: { readonly all: number; readonly active: number };
  /** Duties that are overdue or failed; null where it keeps no records. */
  readonly late: number | null;
  /** Since the earlier audit; null where none was named. */
  readonly changes: Readonly<Record<ChangeKind, number>> | null;
  readonly targets: readonly TargetSummary[];
}

export interface TargetSummary {
  readonly id: string;
  readonly provider: TargetEntry['provider'];
  readonly cloud: string;
  /** Target of the reference with which it is compared; empty where the reference has none of its kind. */
  readonly reference: string;
  readonly verdicts: readonly VerdictSummary[];
}

export interface VerdictSummary {
  readonly control: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
  /** The first that speaks against it, else the first that is cited; empty where none is. */
  readonly resource: string;
  readonly line: number;
}

export interface Deviation {
  readonly control: string;
  readonly region: string;
  readonly target: string;
  readonly kind: 'worse' | 'better' | 'other';
  readonly verdict: VerdictKind;
  readonly referenceTarget: string;
  readonly referenceVerdict: VerdictKind;
  readonly reason: string;
  readonly resource: string;
  readonly line: number;
}

/** A region's report without its evidence: what many regions are compared by. */
export const summaryOf = (report: AuditReport, written: Pick<RegionSummary, 'folder' | 'reportSha256'>): RegionSummary => ({
  id: report.region?.id ?? '',
  title: report.region?.title ?? '',
  country: report.region?.country ?? '',
  blueprint: report.region?.blueprint ?? '',
  ...written,
  problems: report.problems.length,
  exceptions: {
    all: report.exceptions.length,
    active: report.exceptions.filter(({ state }) => state === 'active').length,
  },
  late:
    report.records === null
      ? null
      : report.records.duties.filter(({ state }) => state === 'overdue' || state === 'failed').length,
  changes: report.baseline === null ? null : counted(report.baseline.changes.map(({ kind }) => kind)),
  targets: report.targets.map(targetSummary),
});

const counted = (kinds: readonly ChangeKind[]): Readonly<Record<ChangeKind, number>> => {
  const of = (kind: ChangeKind): number => kinds.filter((one) => one === kind).length;
  return { lost: of('lost'), gained: of('gained'), moved: of('moved') };
};

const targetSummary = ({ id, provider, cloud, verdicts }: TargetEntry): TargetSummary => ({
  id,
  provider,
  cloud,
  reference: '',
  verdicts: verdicts.map(({ control, verdict, reason, evidence }) => {
    const first = evidence.find(({ result, exception }) => result !== 'kept' && exception === '') ?? evidence[0];
    return { control, verdict, reason, resource: first?.resource ?? '', line: first?.line ?? 0 };
  }),
});

/** Many regions beside one reference. Pure: the same summaries give the same roll-up, in whatever order they come. */
export const rollUpOf = (
  { tool, at, catalogue }: Pick<AuditReport, 'tool' | 'at'> & { readonly catalogue: CatalogueEntry },
  reference: RegionSummary,
  regions: readonly RegionSummary[],
): RollUp => {
  const inOrder = regions
    .map((region) => ({
      ...region,
      targets: region.targets.map((target) => ({ ...target, reference: counterpart(target, reference)?.id ?? '' })),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const all = inOrder.flatMap((region) => region.targets.flatMap((target) => deviationsIn(region, target, reference)));
  return {
    format: 1,
    tool,
    at,
    catalogue: {
      version: catalogue.version,
      sha256: catalogue.sha256,
      controls: catalogue.controls.map(({ id, area, title, severity }) => ({ id, area, title, severity })),
    },
    reference,
    regions: inOrder,
    deviations: catalogue.controls.flatMap(({ id }) => all.filter(({ control }) => control === id)),
  };
};

/** The reference's target of the same name and kind of cloud, else its first of that kind. */
const counterpart = ({ id, provider }: TargetSummary, reference: RegionSummary): TargetSummary | undefined => {
  const ofKind = reference.targets.filter((target) => target.provider === provider);
  return ofKind.find((target) => target.id === id) ?? ofKind[0];
};

const deviationsIn = (region: RegionSummary, target: TargetSummary, reference: RegionSummary): readonly Deviation[] => {
  const other = counterpart(target, reference);
  const verdicts = new Map(other?.verdicts.map((one) => [one.control, one.verdict]));
  return target.verdicts.flatMap(({ control, verdict, reason, resource, line }) => {
    const wanted = verdicts.get(control);
    if (other === undefined || wanted === undefined || wanted === verdict) return [];
    return [
      {
        control,
        region: region.id,
        target: target.id,
        kind: kindOf(wanted, verdict),
        verdict,
        referenceTarget: other.id,
        referenceVerdict: wanted,
        reason,
        resource,
        line,
      },
    ];
  });
};

const neutral: ReadonlySet<VerdictKind> = new Set(['notApplicable']);

/** Having nothing of a kind is neither better nor worse than having it in order. */
const kindOf = (wanted: VerdictKind, verdict: VerdictKind): Deviation['kind'] => {
  const isOther = (neutral.has(wanted) && rankOf(verdict) < rankOf('undecidable')) || neutral.has(verdict);
  if (isOther || rankOf(wanted) === rankOf(verdict)) return 'other';
  return rankOf(verdict) > rankOf(wanted) ? 'worse' : 'better';
};
