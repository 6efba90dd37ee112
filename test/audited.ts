import { auditReport } from '../lib/report/audit/assemble';
import type { AuditInput, AuditedTarget } from '../lib/report/audit/input';
import type { AuditReport } from '../lib/report/audit/report';
import type { Plan } from '../lib/plan/plan';
import type { Source } from '../lib/evidence/resource';
import type { Synthesized } from './conformance/synthesized';

/** A synthesized target as the audit takes it, with other templates where they were tampered with. */
export const auditedTarget = (synth: Synthesized, sources: readonly Source[] = synth.sources): AuditedTarget => ({
  id: synth.target.id,
  provider: synth.target.provider,
  plan: synth.target,
  files: sources.map((source, index) => ({
    file: synth.artefacts[index]?.file ?? source.name,
    format: synth.target.provider === 'aws' ? 'cloudformation' : 'terraform',
    text: JSON.stringify(JSON.parse(source.template), null, 1),
    source,
  })),
});

/** The audit of some targets of a plan, on a fixed day. */
export const audited = (plan: Plan, targets: readonly AuditedTarget[], more: Partial<AuditInput> = {}): AuditReport =>
  auditReport({
    tool: { name: 'sgc', version: '0.0.0' },
    at: '2026-11-28',
    region: {
      blueprint: 'municipal.yaml',
      plan,
      register: { entries: [], locate: () => ({ file: 'municipal.yaml', line: 1, column: 1 }) },
      book: null,
    },
    targets,
    acknowledgements: [],
    imports: [],
    framework: '',
    earlier: null,
    deployed: null,
    problems: [],
    ...more,
  });
