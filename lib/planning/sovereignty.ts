import Decimal from 'decimal.js';
import { objectiveIds, type ObjectiveId } from '../model/criteria';
import type { ToldInput, ToldProfile } from './comparison-input';
import { inputAt } from './cost';
import type { FigureBook } from './figures';
import { type Interval, sum, times } from './interval';
import { phrase } from './phrase';

/** The two answers of the framework, kept apart: a high score does not lift a low level. */
export interface Sovereignty {
  /** Figure of the weighted score, 0 to 100. */
  readonly score: string;
  /** Figure of the minimum level, 0 to 4. */
  readonly level: string;
  readonly scoreRange: Interval;
  /** null: an objective is not judged. */
  readonly minimum: Decimal | null;
  /** Objectives that hold the level down; those that nobody judged where one is missing. */
  readonly cappedBy: readonly ObjectiveId[];
  readonly unjudged: readonly ObjectiveId[];
  /** Choices of the plan that bear on what caps, with what would lift it. */
  readonly lifts: ToldProfile['choices'];
}

const highest = new Decimal(4);
const anyLevel: Interval = { low: new Decimal(0), expected: new Decimal(0), high: highest };

export const frameworkWeightId = (objective: ObjectiveId): string => `framework:${objective}`;

export const sovereigntyOf = ({ inputs, framework }: ToldInput, profile: ToldProfile, book: FigureBook): Sovereignty => {
  const judged = objectiveIds.map((id) => {
    const input = profile.seal[id];
    return { id, level: input === undefined ? anyLevel : inputAt(inputs, input), input };
  });
  const unjudged = judged.filter(({ input }) => input === undefined).map(({ id }) => id);
  const from = judged.flatMap(({ id, input }) => [frameworkWeightId(id), ...(input === undefined ? [] : [input])]);
  const weighted = sum(judged.map(({ id, level }) => times(level, inputAt(inputs, frameworkWeightId(id)))));
  const scoreRange = { low: weighted.low.div(4), expected: weighted.expected.div(4), high: (weighted.high ?? highest).div(4) };
  const told = {
    label: phrase('Weighted score, {framework} {version}', { framework: framework.name, version: framework.version }),
    unit: '%',
    from,
    digits: 1,
  };
  const score = `score:${profile.id}`;
  if (unjudged.length === objectiveIds.length) book.missing(score, told);
  else book.derive(score, scoreRange, told);
  const lowest = Decimal.min(...judged.map(({ level }) => level.expected));
  const minimum = unjudged.length > 0 ? null : lowest;
  const level = `level:${profile.id}`;
  const levelTold = {
    label: phrase('SEAL level: the lowest of all objectives'),
    unit: 'level 0–4',
    from: from.filter((id) => id.startsWith('seal:')),
    digits: 0,
  };
  if (minimum === null) book.missing(level, levelTold);
  else
    book.derive(
      level,
      {
        low: Decimal.min(...judged.map((one) => one.level.low)),
        expected: minimum,
        high: Decimal.min(...judged.map((one) => one.level.high ?? highest)),
      },
      levelTold,
    );
  const cappedBy = unjudged.length > 0 ? unjudged : judged.filter((one) => one.level.expected.eq(lowest)).map(({ id }) => id);
  return {
    score,
    level,
    scoreRange,
    minimum,
    cappedBy,
    unjudged,
    lifts: profile.choices.filter(({ objectives, lift }) => lift !== '' && objectives.some((id) => cappedBy.includes(id))),
  };
};
