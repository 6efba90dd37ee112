import type { ProfileInput } from './comparison-input';
import { gridOf } from './carbon-input';
import { published } from './factors';
import { ownInput } from './input';
import { stayLines } from './people';
import { phrase } from './phrase';
import type { Made, Region } from './profile-input';
import { sealOf } from './seal';

/** Staying as things are is always compared. */
export const stayProfile = ({ planning, written, currency, factors }: Region): Made => {
  const priced = stayLines(planning, written, currency);
  const stay = planning?.stay;
  const seal = sealOf('stay', stay?.seal, written);
  const electricity =
    stay?.kWhPerMonth === undefined
      ? undefined
      : ownInput('electricity:stay', phrase("Electricity of today's machines"), 'kWh/month', stay.kWhPerMonth, written);
  const pue =
    stay?.pue === undefined
      ? published('pue:stay', phrase('Power usage effectiveness, enterprises on their own premises'), factors.pue.onPremises)
      : ownInput('pue:stay', phrase('Power usage effectiveness, today'), 'ratio', stay.pue, written);
  const grid = gridOf(factors, stay?.country);
  const lines: ProfileInput['lines'] = priced.map(({ line }) => line);
  return {
    profile: {
      id: 'stay',
      title: phrase('Staying as things are'),
      kind: 'stay',
      cloud: '',
      refused: [],
      lines,
      once: [],
      seal: seal.ids,
      choices: [],
      carbon: { pue: pue.id, grid: grid?.id ?? null, electricity: electricity?.id ?? null, embodied: null },
      gaps: [],
      parity: null,
      controls: null,
      availability: [],
      zones: null,
      families: [],
      distance: null,
      access: [phrase('the administration itself')],
      residency: stay?.country === undefined ? [] : [phrase('machines in {country}', { country: stay.country })],
      rebuild: [],
      notes: lines.length === 0 ? [phrase('what it costs today is not written in the planning file')] : [],
    },
    inputs: [
      ...priced.flatMap(({ inputs }) => inputs),
      ...seal.inputs,
      ...(electricity === undefined ? [] : [electricity]),
      pue,
      ...(grid === undefined ? [] : [grid]),
    ],
  };
};
