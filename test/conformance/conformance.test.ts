import { catalogue } from '../../lib/controls/catalogue';
import { type Synthesis, holds, type Verdict } from '../../lib/controls/predicate';
import { type IntentId, intentIds } from '../../lib/model/intent';
import type { Parity } from '../../lib/plan/target-plan';
import { planOf } from '../plans';
import { edited, type Edit } from './edits';
import { sabotage } from './sabotage';
import { crossingsIn, evidenceIn, type Synthesized, synthesized } from './synthesized';

/** The reference region, with one thing more so that every intent is asked for. */
const plan = planOf('reference/municipal.yaml', (blueprint) => {
  const storage = blueprint.storage as Record<string, unknown>;
  storage.drawings = { tenant: 'county', kind: 'files', dataClass: 'C1', sizeGiB: 100, retention: { years: 5 } };
});

const facts = (synth: Synthesized, edits: readonly Edit[] = []): Synthesis => {
  const sources = edits.reduce<Synthesized['sources']>((tampered, edit) => edited(tampered, edit), synth.sources);
  return {
    plan: synth.plan,
    target: synth.target,
    evidence: evidenceIn(synth, sources),
    crossings: () => crossingsIn(synth, sources),
  };
};

describe.each(Object.values(plan.targets).map(({ id, provider }) => ({ id, provider })))('target $id', ({ id, provider }) => {
  let synth: Synthesized;
  let written: Synthesis;
  beforeAll(() => {
    synth = synthesized(plan, id);
    written = facts(synth);
  });

  const parityOf = (intent: IntentId): Parity | undefined =>
    plan.targets[id]?.ledger.find((line) => line.intent === intent)?.parity;
  const judge = (intent: IntentId, edits: readonly Edit[] = []): Verdict =>
    catalogue[intent][provider](edits.length === 0 ? written : facts(synth, edits));

  test('has one ledger line for each intent', () => {
    expect(plan.targets[id]?.ledger.map(({ intent }) => intent).sort()).toEqual([...intentIds].sort());
  });

  const enforced = intentIds.filter((intent) => ['equal', 'weaker', 'substitute'].includes(parityOf(intent) ?? ''));
  const absent = intentIds.filter((intent) => parityOf(intent) === 'absent');

  test.each(enforced)('%s is shown by resources', (intent) => {
    const { shown, missing } = judge(intent);
    expect(missing).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
  });

  if (absent.length > 0) {
    test.each(absent)('%s, which the ledger says is absent, is claimed by nothing', (intent) => {
      expect(holds(judge(intent))).toBe(false);
    });
  }

  // Targets of one provider differ in what they have, not in how it shows.
  const siblings = Object.values(plan.targets).filter((other) => other.provider === provider && other.id < id);
  const proven = siblings.flatMap(({ ledger }) =>
    ledger.filter(({ parity }) => ['equal', 'weaker', 'substitute'].includes(parity)).map(({ intent }) => intent),
  );

  test.each(enforced.filter((intent) => !proven.includes(intent)))('%s is missed when it is sabotaged', (intent) => {
    const edits = sabotage[intent][provider];
    expect(edits).not.toHaveLength(0);
    expect(holds(judge(intent, edits))).toBe(false);
  });
});
