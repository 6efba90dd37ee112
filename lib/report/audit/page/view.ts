import type { AuditReport, ControlEntry, ResourceEntry, TargetEntry, VerdictEntry } from '../report';
import { type EvidenceGroup, groupsOf } from './evidence-group';
import { anchor } from './html';
import type { Words } from './words';

/** A report with what its sections look up, and the words in which they speak. */
export interface View {
  readonly report: AuditReport;
  readonly words: Words;
  readonly tryControl: (id: string) => ControlEntry | undefined;
  readonly tryVerdict: (target: TargetEntry, control: string) => VerdictEntry | undefined;
  readonly tryResource: (target: TargetEntry, id: string) => ResourceEntry | undefined;
  readonly groupsOf: (verdict: VerdictEntry) => readonly EvidenceGroup[];
}

export const viewOf = (report: AuditReport, words: Words): View => {
  const controls = new Map(report.catalogue.controls.map((control) => [control.id, control]));
  const verdicts = new Map(
    report.targets.map((target) => [target, new Map(target.verdicts.map((verdict) => [verdict.control, verdict]))]),
  );
  const resources = new Map(
    report.targets.map((target) => [target, new Map(target.resources.map((resource) => [resource.id, resource]))]),
  );
  const groups = new Map(
    report.targets.flatMap(({ verdicts }) => verdicts.map((verdict) => [verdict, groupsOf(verdict)] as const)),
  );
  return {
    report,
    words,
    tryControl: (id) => controls.get(id),
    tryVerdict: (target, control) => verdicts.get(target)?.get(control),
    tryResource: (target, id) => resources.get(target)?.get(id),
    groupsOf: (verdict) => groups.get(verdict) ?? [],
  };
};

/** Anchor of a control, and of its verdict on a target. */
export const controlAnchor = (control: string): string => anchor('control', control);
export const verdictAnchor = (control: string, target: string): string => anchor('verdict', control, target);
