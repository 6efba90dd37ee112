import { type ControlId, controlIds } from '../../lib/controls/audit/catalogue';
import type { VerdictKind } from '../../lib/report/audit/report';
import type { Source } from '../../lib/evidence/resource';
import { edited } from '../conformance/edits';
import { type Synthesized, synthesized } from '../conformance/synthesized';
import { planOf } from '../plans';
import { verdictsOf } from './verdicts';
import { corpus } from './sabotage';

/** The reference region in one stage, with shared files so that every control has something to judge. */
const plan = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
  const storage = blueprint.storage as Record<string, unknown>;
  storage.drawings = { tenant: 'county', kind: 'files', dataClass: 'C1', sizeGiB: 100, retention: { years: 5 } };
});

const shown: readonly VerdictKind[] = ['satisfied', 'weaker', 'substitute', 'obligation', 'absent', 'notApplicable'];
const table: string[] = [];
afterAll(() => process.stdout.write(`${table.join('\n')}\n`));

describe.each(['aws', 'openstack'] as const)('controls on %s', (cloud) => {
  let synth: Synthesized;
  let before: ReadonlyMap<ControlId, VerdictKind>;
  beforeAll(() => {
    synth = synthesized(plan, cloud);
    before = verdictsOf(synth, synth.sources);
  });

  test('none is violated or undecidable by the reference', () => {
    expect([...before].filter(([, verdict]) => !shown.includes(verdict))).toEqual([]);
  });

  test.each(controlIds)('%s', (id) => {
    const sabotage = corpus[id][cloud];
    const was = before.get(id) ?? 'undecidable';
    if (typeof sabotage === 'string') {
      table.push(`${cloud.padEnd(10)} ${id.padEnd(34)} ${was.padEnd(14)} ${sabotage}`);
      return;
    }
    const tampered = sabotage.edits.reduce<readonly Source[]>((sources, edit) => edited(sources, edit), synth.sources);
    const after = verdictsOf(synth, tampered);
    const red = controlIds.filter((one) => after.get(one) === 'violated' && before.get(one) !== 'violated');
    table.push(`${cloud.padEnd(10)} ${id.padEnd(34)} ${was.padEnd(14)} ${after.get(id) ?? ''}`);
    expect(red).toContain(id);
    expect(red.filter((one) => one !== id && !(sabotage.also ?? []).includes(one))).toEqual([]);
  });
});
