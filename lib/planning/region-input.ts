import { criteria, type Criterion, type ObjectiveId, objectiveIds } from '../model/criteria';
import type { Plan } from '../plan/plan';
import { assumptionDate, assumptionInputs } from './assumptions';
import { powerId, powerNames } from './energy';
import { type ComparisonInput, type TenantInput, weightId } from './comparison-input';
import { counterOf } from './counter';
import { published } from './factors';
import { type Input, inputsOf, ownInput } from './input';
import { phrase, type Text } from './phrase';
import type { Made, Region } from './profile-input';
import { frameworkWeightId } from './sovereignty';
import { servingIn } from './use-quantities';

/** Proposals of the project; what a region writes takes their place. */
const weights: Readonly<Record<Criterion, number>> = { cost: 40, sovereignty: 30, carbon: 10, parity: 10, controls: 10 };

const weightLabels: Readonly<Record<Criterion, Text>> = {
  cost: phrase('Weight of the cost'),
  sovereignty: phrase('Weight of the sovereignty'),
  carbon: phrase('Weight of the emissions'),
  parity: phrase('Weight of the intents met equally'),
  controls: phrase('Weight of the controls'),
};

const objectiveNames: Readonly<Record<ObjectiveId, Text>> = {
  'SOV-1': phrase('strategic sovereignty'),
  'SOV-2': phrase('law and jurisdiction'),
  'SOV-3': phrase('data and artificial intelligence'),
  'SOV-4': phrase('operation'),
  'SOV-5': phrase('supply chain'),
  'SOV-6': phrase('technology'),
  'SOV-7': phrase('security and compliance'),
  'SOV-8': phrase('environment'),
};

const powerLabels: Readonly<Record<(typeof powerNames)[number], Text>> = {
  cpu_min_avg: phrase('Electricity of an idle processor'),
  cpu_max_avg: phrase('Electricity of a processor at full load'),
  memory: phrase('Electricity of memory'),
  ssd: phrase('Electricity of fast disks'),
  hdd: phrase('Electricity of slow disks'),
  network: phrase('Electricity of the network'),
};

export interface Asked {
  readonly plan: Plan;
  readonly region: Region;
  readonly made: readonly Made[];
  readonly requestsPerTransaction: number;
  readonly blueprint: string;
  readonly planningFile: string;
  /** From the command line, over the planning file. */
  readonly weights: Readonly<Partial<Record<Criterion, number>>>;
  readonly seed: number;
  readonly draws: number;
}

/** Puts profiles, assumptions and the region's own words together. */
export const comparisonInput = (asked: Asked): ComparisonInput => {
  const { plan, region, made } = asked;
  const people = peopleIn(plan, region);
  const services = servingIn(plan).map(({ space, service, transactionsPerMonth }) => ({
    tenant: space.tenant,
    id: service.id,
    title: service.title,
    input: counterOf(region.date)(
      `transactions:${space.tenant}/${service.id}`,
      phrase('Transactions of a month by the demand model, {of}', { of: service.id }),
      'transactions/month',
      Math.round(transactionsPerMonth * 1000) / 1000,
    ),
  }));
  return {
    region: { id: plan.region.id, title: plan.region.title, country: plan.region.country },
    date: region.date,
    currency: region.currency,
    planningFile: asked.planningFile,
    framework: region.factors.framework,
    languages: plan.region.languages,
    inputs: inputsOf([
      ...general(asked),
      ...people.inputs,
      ...services.map(({ input }) => input),
      ...made.flatMap(({ inputs }) => inputs),
    ]),
    tenants: people.tenants,
    services: services.map(({ input, ...service }) => ({ ...service, transactions: input.id })),
    profiles: made.map(({ profile }) => profile),
    seed: asked.seed,
    draws: asked.draws,
  };
};

const general = ({ region, weights: asked, ...rest }: Asked): readonly Input[] => {
  const { planning, written, date, factors } = region;
  const counter = counterOf(date);
  const fixed = (id: string, label: Text, unit: string, value: number, source: Text): Input => ({
    ...counter(id, label, unit, value),
    source,
    date: assumptionDate,
    confidence: 'assumption',
    editable: true,
  });
  const own = <T>(value: T | undefined, make: (value: T) => Input, otherwise: Input): Input =>
    value === undefined ? otherwise : make(value);
  return [
    ...assumptionInputs(planning, written, { requestsPerTransaction: rest.requestsPerTransaction, file: rest.blueprint, date }),
    own(
      planning?.years,
      (years) => ownInput('years', phrase('Years that are looked at'), 'years', years, written),
      fixed('years', phrase('Years that are looked at'), 'years', 5, phrase('default of the program')),
    ),
    own(
      planning?.vatPercent,
      (percent) => ownInput('vatPercent', phrase('Value added tax that is not recovered'), '%', percent, written),
      fixed(
        'vatPercent',
        phrase('Value added tax that is not recovered'),
        '%',
        0,
        phrase('default of the program: prices without tax'),
      ),
    ),
    ...criteria.map((criterion) => {
      const value = asked[criterion] ?? planning?.weights?.[criterion];
      return own(
        value,
        (weight) => ownInput(weightId(criterion), weightLabels[criterion], 'weight', weight, written),
        fixed(weightId(criterion), weightLabels[criterion], 'weight', weights[criterion], phrase('proposal of this project')),
      );
    }),
    ...objectiveIds.map((id) => ({
      ...published(frameworkWeightId(id), phrase('Weight of {objective}, {name}', { objective: id, name: objectiveNames[id] }), {
        value: String(factors.framework.objectives[id]?.weightPercent ?? 0),
        unit: '%',
        source: factors.framework.source,
        date: factors.framework.date,
        confidence: 'high',
      }),
      editable: false,
    })),
    ...powerNames.flatMap((name) => {
      const known = factors.power[name];
      return known === undefined ? [] : [published(powerId(name), powerLabels[name], known)];
    }),
    counter('seed', phrase('Seed of the random numbers'), 'number', rest.seed),
    counter('draws', phrase('Draws of the simulation'), 'draws', rest.draws),
  ];
};

const peopleIn = (
  plan: Plan,
  { date }: Region,
): { readonly tenants: readonly TenantInput[]; readonly inputs: readonly Input[] } => {
  const counter = counterOf(date);
  const serving = servingIn(plan);
  const made = Object.values(plan.region.tenants).map((tenant) => {
    const transactions = serving
      .filter(({ space }) => space.tenant === tenant.id)
      .reduce((total, one) => total + one.transactionsPerMonth, 0);
    const inputs = [
      {
        ...counter(
          `inhabitants:${tenant.id}`,
          phrase('Inhabitants, {of}', { of: tenant.title }),
          'inhabitants',
          tenant.inhabitants,
        ),
        source: phrase('the blueprint'),
      },
      counter(
        `use:${tenant.id}`,
        phrase('Transactions of a month by the demand model, {of}', { of: tenant.title }),
        'transactions/month',
        Math.round(transactions * 1000) / 1000,
      ),
    ] as const;
    return { tenant: { id: tenant.id, title: tenant.title, inhabitants: inputs[0].id, transactions: inputs[1].id }, inputs };
  });
  return { tenants: made.map(({ tenant }) => tenant), inputs: made.flatMap(({ inputs }) => inputs) };
};
