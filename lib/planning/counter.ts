import { exactly, type Input } from './input';
import { phrase, type Text } from './phrase';

/** Makes an input of something that was counted in a plan. */
export type Counter = (id: string, label: Text, unit: string, value: number) => Input;

/** Things counted in the plan and the artefacts of the day. */
export const counterOf =
  (date: string): Counter =>
  (id, label, unit, value) => ({
    id,
    label,
    unit,
    ...exactly(value),
    source: phrase('plan and artefacts of this blueprint'),
    date,
    confidence: 'counted',
    editable: false,
  });
