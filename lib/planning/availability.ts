import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';
import type { AvailabilityLine } from './comparison-input';
import type { Counter } from './counter';
import type { Input } from './input';
import { phrase, type Text } from './phrase';
import { servingIn } from './use-quantities';

/** What the structure of each e-service can stand, and what stops it alone. */
export const availabilityOf = (
  plan: Plan,
  target: TargetPlan,
  counted: Counter,
): { readonly lines: readonly AvailabilityLine[]; readonly inputs: readonly Input[] } => {
  const zones = new Set(Object.values(target.zones)).size;
  const inputs: Input[] = [];
  const add = (id: string, label: Text, unit: string, value: number): string => {
    const input = counted(`${id}:${target.id}`, label, unit, value);
    inputs.push(input);
    return input.id;
  };
  const lines = servingIn(plan).map(({ space, service }): AvailabilityLine => {
    const name = `${space.tenant}/${service.id}`;
    const named = { tier: service.tier.id, service: service.id };
    const containers = [...Object.values(service.web), ...Object.values(service.workers)];
    const fewest = Math.min(...containers.map(({ instances }) => instances.min), Number.POSITIVE_INFINITY);
    const databases = Object.values(service.databases);
    const copies = Math.min(...databases.map(({ replicas }) => replicas), Number.POSITIVE_INFINITY);
    return {
      tenant: space.tenant,
      service: service.id,
      title: service.title,
      target: add(
        `availability/${name}`,
        phrase('Availability that tier {tier} asks for, {service}', named),
        '%',
        service.tier.availabilityPercent,
      ),
      recoveryMinutes: add(
        `rto/${name}`,
        phrase('Recovery time that tier {tier} asks for, {service}', named),
        'minutes',
        service.tier.rtoMinutes,
      ),
      lossMinutes: add(
        `rpo/${name}`,
        phrase('Loss of data that tier {tier} allows, {service}', named),
        'minutes',
        service.tier.rpoMinutes,
      ),
      containers: add(
        `containers/${name}`,
        phrase('Containers that always run of each part, the fewest, {service}', { service: service.id }),
        'containers',
        finite(fewest),
      ),
      copies: add(
        `copies/${name}`,
        phrase('Copies of the database, {service}', { service: service.id }),
        'copies',
        finite(copies),
      ),
      singlePoints: [
        ...(zones === 1 ? [phrase('one failure zone')] : []),
        ...(fewest === 1 ? [phrase('one container of a part')] : []),
        ...(copies === 1 ? [phrase('one copy of the database')] : []),
      ],
    };
  });
  return { lines, inputs };
};

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
