import type { AuditReport } from './report';

/** Whether nothing is violated, the input has no problems, and what was audited is what runs, where that was asked. */
export const passed = ({ problems, targets, deployed }: AuditReport): boolean =>
  problems.length === 0 &&
  (deployed?.artefacts ?? []).every(({ state }) => state === 'same') &&
  !targets.some(({ verdicts }) => verdicts.some(({ verdict }) => verdict === 'violated'));
