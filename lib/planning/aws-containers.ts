import type { Evidence, Resource } from '../evidence/resource';
import { numberAt, pointersIn, textAt, valuesAt } from '../evidence/value';
import type { Plan } from '../plan/plan';
import { phrase, type Text } from './phrase';
import { type Counted, noMachines, ownerOf, same } from './quantity';

/** What runs always is fixed; what is added up to the ceiling runs in the hours of a burst. */
export const awsContainers = (plan: Plan, evidence: Evidence): readonly Counted[] => {
  const limits = new Map(
    evidence
      .ofType('AWS::ApplicationAutoScaling::ScalableTarget')
      .flatMap((target) =>
        pointersIn(target.properties.ResourceId).map(
          ({ resource }) =>
            [
              resource,
              { min: numberAt(target.properties, 'MinCapacity'), max: numberAt(target.properties, 'MaxCapacity') },
            ] as const,
        ),
      ),
  );
  const always = evidence.ofType('AWS::ECS::Service').flatMap((service) => {
    const desired = numberAt(service.properties, 'DesiredCount') || 1;
    const { min, max } = limits.get(service.id) ?? { min: desired, max: desired };
    return taskParts(plan, evidence, service, 'TaskDefinition', [
      {
        times: min,
        factors: ['hoursPerMonth'],
        fixed: true,
        vcpus: phrase('vCPUs of containers that always run'),
        memory: phrase('GB of memory of containers that always run'),
      },
      {
        times: max - min,
        factors: ['burstHoursPerMonth'],
        fixed: false,
        vcpus: phrase('vCPUs of containers up to the ceiling'),
        memory: phrase('GB of memory of containers up to the ceiling'),
      },
    ]);
  });
  const jobs = evidence.ofType('AWS::Scheduler::Schedule').flatMap((job) =>
    taskParts(plan, evidence, job, 'Target.EcsParameters.TaskDefinitionArn', [
      {
        times: runsPerMonth(textAt(job.properties, 'ScheduleExpression')),
        factors: ['jobHours'],
        fixed: true,
        vcpus: phrase('vCPUs of scheduled runs'),
        memory: phrase('GB of memory of scheduled runs'),
      },
    ]),
  );
  return [...always, ...jobs];
};

interface Running extends Pick<Counted, 'factors' | 'fixed'> {
  readonly times: number;
  readonly vcpus: Text;
  readonly memory: Text;
}

const taskParts = (
  plan: Plan,
  evidence: Evidence,
  resource: Resource,
  path: string,
  running: readonly Running[],
): readonly Counted[] => {
  const task = evidence.tryFind(pointersIn([...valuesAt(resource.properties, path)])[0]?.resource ?? '');
  if (task === undefined) return [];
  const arm = textAt(task.properties, 'RuntimePlatform.CpuArchitecture') === 'ARM64' ? 'arm.' : '';
  const owner = ownerOf(plan, resource.artefact);
  return running.flatMap(({ times, vcpus, memory, ...rest }) => [
    {
      ...owner,
      ...rest,
      item: `fargate.${arm}vcpu`,
      unit: 'vCPU-hour' as const,
      amount: same((times * numberAt(task.properties, 'Cpu')) / 1024),
      what: vcpus,
      machines: { ...noMachines, vcpus: 1 },
    },
    {
      ...owner,
      ...rest,
      item: `fargate.${arm}memory`,
      unit: 'GB-hour' as const,
      amount: same((times * numberAt(task.properties, 'Memory')) / 1024),
      what: memory,
      machines: { ...noMachines, memoryGiB: 1 },
    },
  ]);
};

const daysPerMonth = 365 / 12;

/** Runs of a schedule in a mean month, from the fields that it fixes; what it leaves open counts in full. */
export const runsPerMonth = (expression: string): number => {
  const fields = (/^cron\((.*)\)$/.exec(expression)?.[1] ?? expression).trim().split(/\s+/);
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = fields;
  const part = (field: string, of: number): number => (/^[*?]$/.test(field) ? of : stepOf(field, of));
  const days = /^[*?]$/.test(weekday)
    ? /^[*?]$/.test(day)
      ? daysPerMonth
      : part(day, 31)
    : (part(weekday, 7) * daysPerMonth) / 7;
  return part(minute, 60) * part(hour, 24) * days * (part(month, 12) / 12);
};

const stepOf = (field: string, of: number): number =>
  field.split(',').reduce((sum, one) => {
    const [range = '', step] = one.split('/');
    const [from, to] = range.split('-').map(Number);
    const length = range === '*' ? of : to === undefined ? (step === undefined ? 1 : of - (from ?? 0)) : to - (from ?? 0) + 1;
    return sum + Math.ceil(length / Number(step ?? 1));
  }, 0);
