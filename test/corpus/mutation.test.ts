import fc from 'fast-check';
import { evidenceIn, synthesized } from '../conformance/synthesized';
import { planOf } from '../plans';
import { tries } from '../property';
import { type Mutation, mutationsOf } from './mutation';
import { harmless, type Row, survivors } from './mutation-survivors';
import { controlSayings, differing, ledgerSayings } from './mutation-verdict';

/** The reference region in one stage, with shared files, as the corpus has it. */
const plan = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
  const storage = blueprint.storage as Record<string, unknown>;
  storage.drawings = { tenant: 'county', kind: 'files', dataClass: 'C1', sizeGiB: 100, retention: { years: 5 } };
});

interface Score {
  readonly cloud: string;
  readonly tried: number;
  /** A verdict on a control, or the resources that it cites, is another. */
  readonly byControl: number;
  /** Only a line of the parity ledger is shown otherwise, or no more. */
  readonly byLedger: number;
  readonly survivors: readonly string[];
}

/** Mutations tried on each cloud on every change; `PROPERTY_FACTOR` tries more, until every kind of place was tried. */
const least = { aws: 220, openstack: 110 } as const;

const rowsFor = (rows: readonly Row[], about: string): readonly Row[] => rows.filter((row) => row.about.test(about));

/** A choice over every type, path and operator: one mutation of each kind of place, until there are enough. */
const sampled = (mutations: ReadonlyMap<string, readonly Mutation[]>, count: number): readonly Mutation[] => {
  const kinds = [...mutations].filter(([about]) => rowsFor(harmless, about).length === 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const { numRuns, seed } = tries(count);
  const [order = []] = fc.sample(fc.array(fc.nat(), { minLength: kinds.length, maxLength: kinds.length }), { numRuns: 1, seed });
  return kinds
    .map(([about, all], index) => ({ about, one: all[(order[index] ?? 0) % all.length], rank: order[index] ?? 0 }))
    .sort((a, b) => a.rank - b.rank || (a.about < b.about ? -1 : 1))
    .slice(0, numRuns)
    .flatMap(({ one }) => one ?? []);
};

const scoreOf = (cloud: 'aws' | 'openstack'): { readonly score: Score; readonly kinds: readonly string[] } => {
  const synth = synthesized(plan, cloud);
  const evidence = evidenceIn(synth);
  const mutations = mutationsOf(evidence);
  const [controls, ledger] = [controlSayings(synth, evidence), ledgerSayings(synth, evidence)];
  const found = sampled(mutations, least[cloud]).map(({ about, evidence: tampered }) => {
    const after = tampered();
    if (differing(controls, controlSayings(synth, after)).length > 0) return { about, by: 'control' };
    return { about, by: differing(ledger, ledgerSayings(synth, after)).length > 0 ? 'ledger' : 'nothing' };
  });
  const by = (what: string): readonly string[] => found.filter((one) => one.by === what).map(({ about }) => about);
  return {
    score: {
      cloud,
      tried: found.length,
      byControl: by('control').length,
      byLedger: by('ledger').length,
      survivors: by('nothing'),
    },
    kinds: [...mutations.keys()],
  };
};

const percent = ({ tried, survivors: left }: Pick<Score, 'tried' | 'survivors'>): number => (100 * (tried - left.length)) / tried;

describe('the mutation score of the audit', () => {
  const scores: Score[] = [];
  const kinds: string[] = [];

  beforeAll(() => {
    for (const cloud of ['aws', 'openstack'] as const) {
      const one = scoreOf(cloud);
      scores.push(one.score);
      kinds.push(...one.kinds);
    }
    const total = { tried: scores.reduce((sum, { tried }) => sum + tried, 0), survivors: scores.flatMap((one) => one.survivors) };
    const lines = scores.map(
      (one) =>
        `${one.cloud.padEnd(10)} ${one.tried} mutations: ${one.byControl} seen by a control, ${one.byLedger} by the ledger alone, ${one.survivors.length} by nothing; ${percent(one).toFixed(1)} %`,
    );
    process.stdout.write(
      `${[...lines, `${'both'.padEnd(10)} ${total.tried} mutations; ${percent(total).toFixed(1)} %`, ...total.survivors.map((about) => `  survives ${about}`)].join('\n')}\n`,
    );
  });

  test('is taken over 300 mutations at least', () => {
    expect(scores.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThanOrEqual(300);
  });

  test('is 95 % at least on each cloud', () => {
    expect(scores.filter((one) => percent(one) < 95).map(({ cloud, survivors: left }) => ({ cloud, left }))).toEqual([]);
  });

  test('has a written reason for each survivor', () => {
    expect(scores.flatMap((one) => one.survivors).filter((about) => rowsFor(survivors, about).length === 0)).toEqual([]);
  });

  test('has no row that is about nothing', () => {
    expect(
      [...harmless, ...survivors]
        .filter(({ about }) => !kinds.some((kind) => about.test(kind)))
        .map(({ about }) => String(about)),
    ).toEqual([]);
  });
});
