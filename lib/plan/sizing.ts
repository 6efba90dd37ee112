import type { Blueprint, Tier } from '../model/blueprint';
import type { Service, Size } from '../model/service';
import type { DemandPlan, InstancesPlan, SizePlan, TierPlan } from './service-plan';

/** Sizes by their public figures; the cloud profile maps each to what it sells. */
export const sizes: Readonly<Record<Size, SizePlan>> = {
  xs: { id: 'xs', vcpus: 1, memoryGiB: 2 },
  s: { id: 's', vcpus: 1, memoryGiB: 4 },
  m: { id: 'm', vcpus: 2, memoryGiB: 8 },
  l: { id: 'l', vcpus: 4, memoryGiB: 16 },
  xl: { id: 'xl', vcpus: 8, memoryGiB: 32 },
};

/** Availability, recovery time and recovery point of each tier; proposals of this project. */
export const tiers: Readonly<Record<Tier, TierPlan>> = {
  A1: { id: 'A1', availabilityPercent: 99.5, rtoMinutes: 24 * 60, rpoMinutes: 24 * 60 },
  A2: { id: 'A2', availabilityPercent: 99.9, rtoMinutes: 4 * 60, rpoMinutes: 60 },
  A3: { id: 'A3', availabilityPercent: 99.95, rtoMinutes: 60, rpoMinutes: 15 },
};

type Assumptions = Blueprint['demand'];
type Scale = 'small' | 'full';

/** Load of one service: inhabitants × yearly transactions, in the busiest hour or in the first hour of a deadline. */
export const demandOf = (inhabitants: number, demand: Service['demand'], assumptions: Assumptions): DemandPlan => {
  const transactionsPerYear = (inhabitants * demand.transactionsPer100k) / 100_000;
  const ordinary = assumptions.busiestMonth * assumptions.busiestDay * assumptions.busiestHour;
  const peakHour = transactionsPerYear * (demand.burst ? Math.max(assumptions.burstShare, ordinary) : ordinary);
  return {
    transactionsPerYear: round(transactionsPerYear),
    peakHourTransactions: round(peakHour),
    peakRequestsPerSecond: round((peakHour * assumptions.requestsPerTransaction * assumptions.peakFactor) / 3600),
  };
};

/** Limits of scaling: the tier sets the floor, the peak the ceiling. More load raises the ceiling, never the architecture. */
export const instancesOf = (
  peakRequestsPerSecond: number,
  size: SizePlan,
  tier: Tier,
  zones: number,
  scale: Scale,
  assumptions: Assumptions,
): InstancesPlan => {
  if (scale === 'small') return { min: 1, max: 2 };
  const floor: Record<Tier, number> = { A1: 1, A2: 2, A3: Math.max(2, zones) };
  const needed = Math.ceil(peakRequestsPerSecond / (size.vcpus * assumptions.requestsPerSecondPerVcpu));
  const min = floor[tier];
  return { min, max: Math.max(min + 1, needed) };
};

/** Copies of a database: a second one as soon as the tier asks to survive a zone. */
export const replicasOf = (tier: Tier, scale: Scale): number => (scale === 'small' || tier === 'A1' ? 1 : 2);

/** Three decimals: enough for requests per second, and the same text on every machine. */
const round = (value: number): number => Math.round(value * 1000) / 1000;
