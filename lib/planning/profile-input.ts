import type { Evidence } from '../evidence/resource';
import { objectiveIds, type ObjectiveId } from '../model/criteria';
import { type Amount, type Planning } from '../model/planning';
import type { Plan } from '../plan/plan';
import type { Parity, TargetPlan } from '../plan/target-plan';
import { availabilityOf, type Counter } from './availability';
import { awsQuantities } from './aws-quantities';
import { choicesOf } from './choices';
import type { CarbonInput, CostLine, ProfileInput } from './comparison-input';
import { factors, type Published } from './factors';
import { exactly, type Input, ownInput, type Written } from './input';
import { onceOf } from './once';
import { openstackQuantities } from './openstack-quantities';
import { peopleOf, stayLines } from './people';
import { type Priced, pricedOf, type Shelf } from './pricing';
import { type Quantity, quantitiesOf } from './quantity';
import { useQuantities } from './use-quantities';

/** What a profile is made of beside the region's own words. */
export interface Deployed {
  readonly plan: Plan;
  readonly target: TargetPlan;
  readonly evidence: Evidence;
  readonly shelf: Shelf;
  /** Controls that the artefacts show, and those that they do not; null: not looked at. */
  readonly controls: { readonly met: readonly string[]; readonly missing: readonly string[] } | null;
}

export interface Region {
  readonly planning: Planning | undefined;
  readonly written: Written;
  readonly currency: string;
  /** Day of the comparison. */
  readonly date: string;
}

export interface Made {
  readonly profile: ProfileInput;
  readonly inputs: readonly Input[];
}

/** Everything that was synthesized for a target and depends on use, before it has a price. */
export const quantitiesFor = ({ plan, target, evidence }: Pick<Deployed, 'plan' | 'target' | 'evidence'>): readonly Quantity[] =>
  quantitiesOf([
    ...(target.provider === 'aws' ? awsQuantities(plan, evidence) : openstackQuantities(plan, target, evidence)),
    ...useQuantities(plan, target),
  ]);

export const deployedProfile = (deployed: Deployed, region: Region): Made => {
  const { plan, target, shelf } = deployed;
  const { planning, written, currency } = region;
  const counter = counterOf(region.date);
  const priced = [
    ...quantitiesFor(deployed).map((quantity) => pricedOf(quantity, shelf, currency, planning, written)),
    ...peopleOf(target.id, target.ledger, planning, written, currency),
  ];
  const lines = priced.map(({ line }) => line);
  const once = onceOf(target.id, lines, planning, written, currency);
  const availability = availabilityOf(plan, target, counter);
  const own = planning?.profiles?.[target.id];
  const seal = sealOf(target.id, own?.seal, written);
  const carbon = carbonFor(target, own, written);
  const parity = parityOf(target, counter);
  const controls = controlsOf(deployed, counter);
  const zones = counter(`zones:${target.id}`, 'Failure zones in use', 'zones', new Set(Object.values(target.zones)).size);
  const distance =
    own?.distanceKm === undefined
      ? undefined
      : ownInput(`distance:${target.id}`, 'Straight line to the cloud, a proxy of latency', 'km', own.distanceKm, written);
  return {
    profile: {
      id: target.id,
      title: target.cloud.title,
      kind: target.provider,
      cloud: target.cloud.cloud,
      lines,
      once: once.lines,
      seal: seal.ids,
      choices: choicesOf(plan, target),
      carbon: carbon.ids,
      gaps: target.ledger.flatMap(({ intent, parity: as, need, by, lost }) =>
        as === 'equal' ? [] : [{ intent, parity: as, required: need === 'required', by, lost }],
      ),
      parity: parity.ids,
      controls: controls?.ids ?? null,
      availability: availability.lines,
      zones: zones.id,
      distance: distance?.id ?? null,
      access: accessOf(target),
      residency: residencyOf(plan, target),
      rebuild: rebuildOf(target),
      notes: notesOf(target),
    },
    inputs: [
      ...inputsIn(priced),
      ...once.inputs,
      ...seal.inputs,
      ...carbon.inputs,
      ...parity.inputs,
      ...(controls?.inputs ?? []),
      ...availability.inputs,
      zones,
      ...(distance === undefined ? [] : [distance]),
    ],
  };
};

/** Staying as things are is always compared. */
export const stayProfile = ({ planning, written, currency }: Region, title: string): Made => {
  const priced = stayLines(planning, written, currency);
  const stay = planning?.stay;
  const seal = sealOf('stay', stay?.seal, written);
  const electricity =
    stay?.kWhPerMonth === undefined
      ? undefined
      : ownInput('electricity:stay', "Electricity of today's machines", 'kWh/month', stay.kWhPerMonth, written);
  const pue =
    stay?.pue === undefined
      ? published('pue:stay', 'Power usage effectiveness, enterprises on their own premises', factors.pue.onPremises)
      : ownInput('pue:stay', 'Power usage effectiveness, today', 'ratio', stay.pue, written);
  const grid = gridOf(stay?.country);
  const lines: readonly CostLine[] = priced.map(({ line }) => line);
  return {
    profile: {
      id: 'stay',
      title,
      kind: 'stay',
      cloud: '',
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
      distance: null,
      access: ['the administration itself'],
      residency: stay?.country === undefined ? [] : [`machines in ${stay.country}`],
      rebuild: [],
      notes: lines.length === 0 ? ['what it costs today is not written in the planning file'] : [],
    },
    inputs: [
      ...inputsIn(priced),
      ...seal.inputs,
      ...(electricity === undefined ? [] : [electricity]),
      pue,
      ...(grid === undefined ? [] : [grid]),
    ],
  };
};

const inputsIn = (priced: readonly Priced[]): readonly Input[] => priced.flatMap(({ inputs }) => inputs);

/** Things counted in the plan and the artefacts of the day. */
export const counterOf =
  (date: string): Counter =>
  (id, label, unit, value) => ({
    id,
    label,
    unit,
    ...exactly(value),
    source: 'plan and artefacts of this blueprint',
    date,
    confidence: 'counted',
    editable: false,
  });

export const published = (id: string, label: string, { value, unit, source, date, confidence }: Published): Input => ({
  id,
  label,
  unit,
  ...exactly(value),
  source,
  date,
  confidence,
  editable: true,
});

const sealOf = (
  target: string,
  seal: Readonly<Partial<Record<ObjectiveId, Amount | undefined>>> | undefined,
  written: Written,
) => {
  const inputs = objectiveIds.flatMap((id) => {
    const level = seal?.[id];
    return level === undefined
      ? []
      : [
          {
            id,
            input: ownInput(
              `seal:${target}/${id}`,
              `Level of ${id}, ${target}, as the region judges it`,
              'level 0–4',
              level,
              written,
            ),
          },
        ];
  });
  return {
    ids: Object.fromEntries(inputs.map(({ id, input }) => [id, input.id])) as ProfileInput['seal'],
    inputs: inputs.map(({ input }) => input),
  };
};

const gridOf = (country: string | undefined): Input | undefined => {
  const known = factors.grid[country ?? ''];
  return known === undefined || country === undefined
    ? undefined
    : published(`grid:${country}`, `Carbon of the electricity of ${country}`, known);
};

const carbonFor = (
  target: TargetPlan,
  own: NonNullable<Planning['profiles']>[string] | undefined,
  written: Written,
): { readonly ids: CarbonInput; readonly inputs: readonly Input[] } => {
  const pueId = `pue:${target.id}`;
  const general = target.provider === 'aws' ? factors.pue.aws : factors.pue.cloud;
  const pue =
    own?.pue === undefined
      ? published(
          pueId,
          target.provider === 'aws'
            ? 'Power usage effectiveness, AWS worldwide'
            : 'Power usage effectiveness, mean of public clouds',
          general,
        )
      : ownInput(pueId, `Power usage effectiveness, ${target.id}`, 'ratio', own.pue, written);
  const grid = gridOf(target.cloud.country);
  const embodied =
    own?.embodied === undefined
      ? undefined
      : ownInput(`making:${target.id}`, 'Emissions of making the machines', 'kg CO2e/month', own.embodied, written);
  return {
    ids: { pue: pue.id, grid: grid?.id ?? null, electricity: null, embodied: embodied?.id ?? null },
    inputs: [pue, ...(grid === undefined ? [] : [grid]), ...(embodied === undefined ? [] : [embodied])],
  };
};

const parities: readonly Parity[] = ['equal', 'weaker', 'substitute', 'obligation', 'absent'];

const parityOf = ({ id, ledger }: TargetPlan, counter: Counter) => {
  const inputs = parities.map((parity) =>
    counter(
      `ledger:${id}/${parity}`,
      `Intents of the parity ledger that are ${parity}`,
      'intents',
      ledger.filter((line) => line.parity === parity).length,
    ),
  );
  return {
    ids: Object.fromEntries(parities.map((parity) => [parity, `ledger:${id}/${parity}`])) as Record<Parity, string>,
    inputs,
  };
};

const controlsOf = ({ target, controls }: Deployed, counter: Counter) => {
  if (controls === null) return undefined;
  const met = counter(`controlsMet:${target.id}`, 'Controls that the artefacts show', 'controls', controls.met.length);
  const all = counter(
    `controlsAll:${target.id}`,
    'Controls that were looked for',
    'controls',
    controls.met.length + controls.missing.length,
  );
  return { ids: { met: met.id, all: all.id, missing: controls.missing }, inputs: [met, all] };
};

/** Who could read the data, or order it to be read. */
const accessOf = (target: TargetPlan): readonly string[] => {
  const { operator } = target.cloud;
  const keys = target.ledger.find(({ intent }) => intent === 'storage.keys');
  return [
    `the operator's administrators: ${operator.name} (${operator.country})`,
    ...(operator.controlledFrom === operator.country
      ? [`courts and authorities of ${operator.country}, over the operator`]
      : [
          `courts and authorities of ${operator.country}, and of ${operator.controlledFrom}, whose law reaches the parent company`,
        ]),
    ...(keys === undefined ? [] : [`whoever holds the keys: ${keys.by}`]),
  ];
};

const residencyOf = (plan: Plan, target: TargetPlan): readonly string[] => [
  `machines in ${target.cloud.country}`,
  target.secondSite.enabled
    ? `second copy in ${target.secondSite.region} (${target.secondSite.country})`
    : 'no second copy in an allowed country',
  `allowed by the region: ${plan.region.allowedCountries.join(', ')}`,
];

const rebuildOf = (target: TargetPlan): readonly string[] =>
  target.provider === 'aws'
    ? [
        'networks, load balancers, roles, keys and alarms of this vendor: the same blueprint writes them anew for another cloud',
        'databases: dump and restore',
        'keys do not leave: data are encrypted again',
      ]
    : [
        'networks, groups and servers: the same blueprint writes them anew for another cloud',
        'databases: dump and restore',
        'self-run software moves as it is',
      ];

const notesOf = ({ cloud }: TargetPlan): readonly string[] => [
  ...(cloud.provider === 'aws' && cloud.optIn ? [`the region ${cloud.region} must be opted in first`] : []),
  ...(cloud.origin === 'assumption' ? ['the profile of this cloud is an assumption; ask the cloud with `sgc discover`'] : []),
];
