import { intents } from '../model/intent';
import type { Planning } from '../model/planning';
import type { Parity, TargetPlan } from '../plan/target-plan';
import type { GapLine, ProfileInput } from './comparison-input';
import type { Counter } from './counter';
import type { Input } from './input';
import { hoursId } from './people';
import { answer, phrase, type Phrase } from './phrase';
import type { Looked } from './wish';

const labels: Readonly<Record<Parity, Phrase>> = {
  equal: phrase('Intents of the parity ledger that are equal'),
  weaker: phrase('Intents of the parity ledger that are weaker'),
  substitute: phrase('Intents of the parity ledger that are substitutes'),
  obligation: phrase('Intents of the parity ledger that are obligations'),
  absent: phrase('Intents of the parity ledger that are absent'),
};
const parities = Object.keys(labels) as Parity[];

/** How many intents of a target's ledger stand how. */
export const parityOf = (
  { id, ledger }: TargetPlan,
  counter: Counter,
): { readonly ids: Readonly<Record<Parity, string>>; readonly inputs: readonly Input[] } => {
  const inputs = parities.map((parity) =>
    counter(`ledger:${id}/${parity}`, labels[parity], 'intents', ledger.filter((line) => line.parity === parity).length),
  );
  return {
    ids: Object.fromEntries(parities.map((parity) => [parity, `ledger:${id}/${parity}`])) as Record<Parity, string>,
    inputs,
  };
};

/** How many controls the artefacts show, of those that were looked for. */
export const controlsOf = (
  target: string,
  controls: Looked | null,
  counter: Counter,
): { readonly ids: ProfileInput['controls']; readonly inputs: readonly Input[] } => {
  if (controls === null) return { ids: null, inputs: [] };
  const met = counter(`controlsMet:${target}`, phrase('Controls that the artefacts show'), 'controls', controls.met.length);
  const all = counter(
    `controlsAll:${target}`,
    phrase('Controls that concern what was written'),
    'controls',
    controls.met.length + controls.missing.length + controls.open.length,
  );
  return { ids: { met: met.id, all: all.id, missing: controls.missing }, inputs: [met, all] };
};

/** What a target does otherwise than asked, or not at all. */
export const gapsOf = ({ ledger }: TargetPlan, planning: Planning | undefined): readonly GapLine[] =>
  ledger.flatMap(({ intent, parity, need, by, lost }) => {
    if (parity === 'equal') return [];
    const worked = parity === 'substitute' || parity === 'obligation';
    const hours = worked && planning?.staff?.hours[intent] !== undefined ? hoursId(intent) : null;
    return [
      {
        intent,
        title: answer(intents[intent]),
        parity,
        required: need === 'required',
        by: answer(by),
        lost: answer(lost),
        worked,
        hours,
      },
    ];
  });
