import { criteria, type Criterion, objectiveIds } from '../model/criteria';
import type { Plan } from '../plan/plan';
import { assumptionDate, assumptionInputs } from './assumptions';
import { powerId, powerNames } from './carbon';
import { type ComparisonInput, type TenantInput, weightId } from './comparison-input';
import { factors } from './factors';
import { type Input, inputsOf, ownInput } from './input';
import { counterOf, type Made, published, type Region } from './profile-input';
import { frameworkWeightId } from './sovereignty';
import { servingIn } from './use-quantities';

/** Proposals of the project; what a region writes takes their place. */
const weights: Readonly<Record<Criterion, number>> = { cost: 40, sovereignty: 30, carbon: 10, parity: 10, controls: 10 };

export interface Asked {
  readonly plan: Plan;
  readonly region: Region;
  readonly made: readonly Made[];
  readonly requestsPerTransaction: number;
  readonly blueprint: string;
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
      `Transactions of a month by the demand model, ${service.id}`,
      'transactions/month',
      Math.round(transactionsPerMonth * 1000) / 1000,
    ),
  }));
  return {
    region: { id: plan.region.id, title: plan.region.title, country: plan.region.country },
    date: region.date,
    currency: region.currency,
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
  const { planning, written, date } = region;
  const counter = counterOf(date);
  const fixed = (id: string, label: string, unit: string, value: number, source: string): Input => ({
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
      (years) => ownInput('years', 'Years that are looked at', 'years', years, written),
      fixed('years', 'Years that are looked at', 'years', 5, 'default of the program'),
    ),
    own(
      planning?.vatPercent,
      (percent) => ownInput('vatPercent', 'Value added tax that is not recovered', '%', percent, written),
      fixed('vatPercent', 'Value added tax that is not recovered', '%', 0, 'default of the program: prices without tax'),
    ),
    ...criteria.map((criterion) => {
      const value = asked[criterion] ?? planning?.weights?.[criterion];
      return own(
        value,
        (weight) => ownInput(weightId(criterion), `Weight of ${criterion}`, 'weight', weight, written),
        fixed(weightId(criterion), `Weight of ${criterion}`, 'weight', weights[criterion], 'proposal of this project'),
      );
    }),
    ...objectiveIds.map((id) => ({
      ...published(frameworkWeightId(id), `Weight of ${id}, ${factors.framework.objectives[id]?.name ?? ''}`, {
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
      return known === undefined ? [] : [published(powerId(name), `Electricity: ${name}`, known)];
    }),
    counter('seed', 'Seed of the random numbers', 'number', rest.seed),
    counter('draws', 'Draws of the simulation', 'draws', rest.draws),
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
        ...counter(`inhabitants:${tenant.id}`, `Inhabitants, ${tenant.title}`, 'inhabitants', tenant.inhabitants),
        source: 'the blueprint',
      },
      counter(
        `use:${tenant.id}`,
        `Transactions of a month by the demand model, ${tenant.title}`,
        'transactions/month',
        Math.round(transactions * 1000) / 1000,
      ),
    ] as const;
    return { tenant: { id: tenant.id, title: tenant.title, inhabitants: inputs[0].id, transactions: inputs[1].id }, inputs };
  });
  return { tenants: made.map(({ tenant }) => tenant), inputs: made.flatMap(({ inputs }) => inputs) };
};
