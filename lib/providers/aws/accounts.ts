import type { Plan } from '../../plan/plan';
import type { AwsTargetPlan } from '../../plan/target-plan';
import { nameOf } from '../../plan/name';

/** Keys of a target's accounts in their order of precedence: `shared`, then the tenants. */
export const accountKeys = (plan: Plan): readonly string[] => ['shared', ...Object.keys(plan.region.tenants)];

/** Whether what an account can hold only once is made under this key: the first of those that share the account. */
export const ownsAccount = (plan: Plan, target: AwsTargetPlan, key: string): boolean =>
  accountKeys(plan).find((candidate) => target.accounts[candidate] === target.accounts[key]) === key;

/** Tenants whose spaces stand in the same account as a key's. */
export const tenantsOf = (plan: Plan, target: AwsTargetPlan, key: string): readonly string[] =>
  Object.keys(plan.region.tenants).filter((tenant) => target.accounts[tenant] === target.accounts[key]);

/** Every account of the region once, sorted. */
export const allAccounts = (target: AwsTargetPlan): readonly string[] => [...new Set(Object.values(target.accounts))].sort();

/** Names by which accounts know each other's parts; bucket names carry the account, since all customers share them. */
export const accountNames = {
  foundationStack: (plan: Plan) => nameOf('stack', plan.region.id, 'foundation'),
  trail: (plan: Plan) => nameOf('generic', plan.region.id, 'trail'),
  trailBucket: (plan: Plan, target: AwsTargetPlan) =>
    nameOf('bucket', plan.foundation.logs.trailStore, target.accounts.shared ?? ''),
  deliveryBucket: (plan: Plan, target: AwsTargetPlan, key: string) =>
    nameOf('bucket', plan.foundation.logs.deliveryStore, ...(key === 'shared' ? [] : [key]), target.accounts[key] ?? ''),
  /** Role that copies delivered records into the archive. */
  archivist: (plan: Plan, key: string) => nameOf('role', plan.region.id, key, 'archivist'),
  /** Start of the keys under which the account itself delivers records. */
  prefix: (plan: Plan, key: string) => nameOf('generic', plan.region.id, key, 'account'),
  boundary: (region: string) => nameOf('role', region, 'boundary'),
} as const;
