import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';
import type { AvailabilityLine } from './comparison-input';
import type { Input } from './input';
import { servingIn } from './use-quantities';

/** What the structure of each e-service can stand, and what stops it alone. */
export const availabilityOf = (
  plan: Plan,
  target: TargetPlan,
  counted: Counter,
): { readonly lines: readonly AvailabilityLine[]; readonly inputs: readonly Input[] } => {
  const zones = new Set(Object.values(target.zones)).size;
  const inputs: Input[] = [];
  const add = (id: string, label: string, unit: string, value: number): string => {
    const input = counted(`${id}:${target.id}`, label, unit, value);
    inputs.push(input);
    return input.id;
  };
  const lines = servingIn(plan).map(({ space, service }): AvailabilityLine => {
    const name = `${space.tenant}/${service.id}`;
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
        `Availability that tier ${service.tier.id} asks for, ${service.id}`,
        '%',
        service.tier.availabilityPercent,
      ),
      recoveryMinutes: add(
        `rto/${name}`,
        `Recovery time that tier ${service.tier.id} asks for, ${service.id}`,
        'minutes',
        service.tier.rtoMinutes,
      ),
      lossMinutes: add(
        `rpo/${name}`,
        `Loss of data that tier ${service.tier.id} allows, ${service.id}`,
        'minutes',
        service.tier.rpoMinutes,
      ),
      containers: add(
        `containers/${name}`,
        `Containers that always run of each part, the fewest, ${service.id}`,
        'containers',
        finite(fewest),
      ),
      copies: add(`copies/${name}`, `Copies of the database, ${service.id}`, 'copies', finite(copies)),
      singlePoints: [
        ...(zones === 1 ? ['one failure zone'] : []),
        ...(fewest === 1 ? ['one container of a part'] : []),
        ...(copies === 1 ? ['one copy of the database'] : []),
      ],
    };
  });
  return { lines, inputs };
};

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Makes an input of something that was counted in a plan. */
export type Counter = (id: string, label: string, unit: string, value: number) => Input;
