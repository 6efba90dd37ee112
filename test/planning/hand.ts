import Decimal from 'decimal.js';
import { criteria, objectiveIds } from '../../lib/model/criteria';
import { powerId, powerNames } from '../../lib/planning/energy';
import type { ComparisonInput, CostLine, OnceLine, ProfileInput } from '../../lib/planning/comparison-input';
import { exactly, type Input, inputsOf } from '../../lib/planning/input';
import { frameworkWeightId } from '../../lib/planning/sovereignty';

/** Comparisons small enough to be calculated by hand. */

export const input = (id: string, low: Decimal.Value, expected: Decimal.Value = low, high: Decimal.Value = expected): Input => ({
  id,
  label: id,
  unit: 'unit',
  low: new Decimal(low).toFixed(),
  expected: new Decimal(expected).toFixed(),
  high: new Decimal(high).toFixed(),
  source: 'test',
  date: '2026-11-28',
  confidence: 'own',
  editable: true,
});

export const line = (id: string, price: string | null, change: Partial<CostLine> = {}): CostLine => ({
  id,
  item: id,
  unit: 'month',
  layer: 'hosting',
  tenant: 'shared',
  service: '',
  stage: '',
  base: exactly(1),
  factors: [],
  fixed: true,
  driver: id,
  machines: null,
  cost: price === null ? [] : [price],
  unknown: price === null ? 'no price' : '',
  example: false,
  ...change,
});

/** `null`: nobody wrote it. */
export const once = (id: OnceLine['id'], cost: string | null): OnceLine => ({
  id,
  title: id,
  terms: cost === null ? null : [[cost]],
  unknown: cost === null ? `${id} is not written` : '',
});

export const profile = (id: string, lines: readonly CostLine[], change: Partial<ProfileInput> = {}): ProfileInput => ({
  id,
  title: id,
  kind: id === 'stay' ? 'stay' : 'aws',
  cloud: id,
  refused: [],
  lines,
  once: [],
  seal: {},
  choices: [],
  carbon: { pue: null, grid: null, electricity: null, embodied: null },
  gaps: [],
  parity: null,
  controls: null,
  availability: [],
  zones: null,
  families: [],
  distance: null,
  access: [],
  residency: [],
  rebuild: [],
  notes: [],
  ...change,
});

const general = (years: number): readonly Input[] => [
  ...['hoursPerMonth', 'demandFactor', 'vatPercent', 'cpuLoad', ...powerNames.map(powerId)].map((id) => input(id, 1)),
  input('years', years),
  ...criteria.map((id) => input(`weight:${id}`, id === 'cost' ? 1 : 0)),
  ...objectiveIds.map((id) => input(frameworkWeightId(id), 12.5)),
  input('seed', 7),
  input('draws', 1),
];

export const comparing = (
  profiles: readonly ProfileInput[],
  inputs: readonly Input[],
  change: Partial<ComparisonInput> = {},
  years = 5,
): ComparisonInput => ({
  region: { id: 'r', title: 'R', country: 'DE' },
  date: '2026-11-28',
  currency: 'EUR',
  planningFile: 'r.planning.yaml',
  framework: { name: 'Framework', version: '1', date: '2026', source: 'test', objectives: {} },
  languages: ['en'],
  inputs: inputsOf([...general(years), ...inputs]),
  tenants: [],
  services: [],
  profiles,
  seed: 7,
  draws: 1,
  ...change,
});
