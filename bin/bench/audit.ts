import { auditReport } from '../../lib/report/audit/assemble';
import type { AuditInput } from '../../lib/report/audit/input';
import type { Plan } from '../../lib/plan/plan';
import { auditedTargetIn } from '../audit/region-artefacts';
import { packageFiles } from '../audit/package';
import type { Artefact } from '../../lib/providers/provider';

/** The audit's input of a region whose artefacts lie in folders, one for each target. */
export const auditInputOf = (
  plan: Plan,
  written: readonly { readonly target: string; readonly folder: string; readonly artefacts: readonly Artefact[] }[],
): AuditInput => {
  const audited = written.map(({ target, folder, artefacts }) => {
    const found = plan.targets[target];
    if (found === undefined) throw new Error(`no target ${target}`);
    return auditedTargetIn(folder, plan, found, artefacts);
  });
  return {
    tool: { name: 'bench', version: '0' },
    at: '2026-11-28',
    framework: '',
    earlier: null,
    deployed: null,
    region: {
      blueprint: 'bench.yaml',
      plan,
      register: { entries: [], locate: () => ({ file: 'bench.yaml', line: 1, column: 1 }) },
      book: null,
    },
    targets: audited.map(({ target }) => target),
    acknowledgements: audited.flatMap(({ acknowledgements }) => acknowledgements),
    imports: [],
    problems: [],
  };
};

/** Judges and renders every file of the package; writes nothing. */
export const auditWhole = (input: AuditInput): number => {
  const report = auditReport(input);
  const files = packageFiles(report, null, { language: 'en', verified: '2026-11-28T00:00:00Z', key: undefined });
  return [...files.values()].reduce((sum, text) => sum + text.length, 0);
};

/** The same text read and nothing asked of it: what an audit is measured beside. */
export const readPlainly = ({ targets }: AuditInput): unknown =>
  targets.flatMap(({ files }) => files.map(({ text }) => JSON.parse(text) as unknown));
