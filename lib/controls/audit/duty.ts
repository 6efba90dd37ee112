import type { RecordEntry, RecordKind, Records } from '../../model/records';
import type { Plan } from '../../plan/plan';
import type { TargetPlan } from '../../plan/target-plan';
import type { ControlId } from './catalogue';
import type { Verdict } from './judge';
import type { Entry } from './register';

/** Something that people must do again and again, because no resource can show that it was done. */
export interface Duty {
  readonly kind: RecordKind;
  /** As a record names it: `target/space`, a tenant, or a control and its resource. */
  readonly subject: string;
  /** Target on which it is done; empty: of the whole region. */
  readonly target: string;
  /** Days after which it is due again; undefined where nobody says, or where a day is given. */
  readonly everyDays: number | undefined;
  /** Day on which it is due whatever was done before; empty where an interval decides. */
  readonly onDay: string;
  /** Who says so. */
  readonly source: string;
}

/** The control to which each kind of record adds what no artefact shows. */
export const controlOf: Readonly<Record<RecordKind, ControlId | ''>> = {
  restoreDrill: 'recovery.restoreTried',
  accessReview: 'identity.notEverything',
  keyRotation: 'storage.keysRotate',
  exceptionReview: '',
};

/** What a region's duties depend on. */
export interface DutyInput {
  readonly plan: Plan;
  readonly every: NonNullable<Records['every']>;
  readonly exceptions: readonly Entry[];
  /** The verdict on a control, for what people need not do where the cloud shows that it does it. */
  readonly verdictOf: (target: string, control: ControlId) => Verdict | undefined;
}

/** What an entry is about, in the words of a duty. */
export const subjectOf = (entry: RecordEntry): string => {
  switch (entry.kind) {
    case 'restoreDrill':
    case 'keyRotation':
      return `${entry.target}/${entry.of}`;
    case 'accessReview':
      return entry.of;
    case 'exceptionReview':
      return `${entry.control} ${entry.resource}`;
  }
};

/** Every duty of a region, in a fixed order; intervals come from the plan, unless the region wrote its own. */
export const dutiesOf = (input: DutyInput): readonly Duty[] => [
  ...Object.values(input.plan.targets).flatMap((target) => restoreDrills(input, target)),
  ...accessReviews(input),
  ...Object.values(input.plan.targets).flatMap((target) => keyRotations(input, target)),
  ...input.exceptions.map(({ control, resource, review }): Duty => ({
    kind: 'exceptionReview',
    subject: `${control} ${resource}`,
    target: resource.split('/')[0] ?? '',
    everyDays: undefined,
    onDay: review,
    source: 'the exception itself',
  })),
];

const ownInterval = 'the file of records';

/** Real data that are kept must be known to come back. */
const restoreDrills = ({ plan, every }: DutyInput, target: TargetPlan): readonly Duty[] =>
  Object.values(plan.spaces)
    .filter(
      ({ dataset, lifecycle, storage }) => dataset === 'real' && lifecycle === 'retained' && storage.backup.restoreTest.enabled,
    )
    .map(({ id, storage }) => ({
      kind: 'restoreDrill',
      subject: `${target.id}/${id}`,
      target: target.id,
      everyDays: every.restoreDrill ?? longestGap(storage.backup.restoreTest.schedule),
      onDay: '',
      source:
        every.restoreDrill === undefined ? `the plan: restores are tried at ${storage.backup.restoreTest.schedule}` : ownInterval,
    }));

/** The most days between two runs of a cron schedule of five fields, as the plan writes them: daily, weekly, monthly or yearly. */
export const longestGap = (schedule: string): number => {
  const [, , day = '*', month = '*', weekday = '*'] = schedule.split(' ');
  if (month !== '*') return 366;
  if (day !== '*') return 31;
  return weekday === '*' ? 1 : 7;
};

const accessReviews = ({ plan, every }: DutyInput): readonly Duty[] =>
  ['region', ...Object.keys(plan.region.tenants)].map((subject) => ({
    kind: 'accessReview',
    subject,
    target: '',
    everyDays: every.accessReview,
    onDay: '',
    source: every.accessReview === undefined ? '' : ownInterval,
  }));

/** Verdicts by which something is there that should be renewed, and no resource shows that the cloud renews it. */
const leftToPeople: ReadonlySet<Verdict | undefined> = new Set<Verdict>(['weaker', 'undecidable', 'violated']);

const keyRotations = ({ plan, every, verdictOf }: DutyInput, target: TargetPlan): readonly Duty[] => {
  const spaces = Object.values(plan.spaces).filter(({ lifecycle }) => lifecycle === 'retained');
  const services = spaces.flatMap((space) => Object.values(space.services));
  const secrets = services.flatMap((service) => Object.values(service.secrets));
  const things: readonly (readonly [of: string, days: readonly number[], isLeft: boolean])[] = [
    [
      'keys',
      [...spaces.flatMap(({ storage }) => Object.values(storage.keys)), ...services.map(({ key }) => key)].map(
        (key) => key.rotationDays,
      ),
      leftToPeople.has(verdictOf(target.id, 'storage.keysRotate')),
    ],
    [
      'secrets',
      secrets.filter(({ purpose }) => purpose !== 'sign-in').map(({ rotationDays }) => rotationDays),
      leftToPeople.has(verdictOf(target.id, 'identity.secretsRotate')),
    ],
    // The issuer makes it, and people carry it over.
    ['sign-in', secrets.filter(({ purpose }) => purpose === 'sign-in').map(({ rotationDays }) => rotationDays), true],
  ];
  return [
    ...things
      .filter(([, days, isLeft]) => isLeft && days.length > 0)
      .map(([of, days]): Duty => ({
        kind: 'keyRotation',
        subject: `${target.id}/${of}`,
        target: target.id,
        everyDays: every.keyRotation ?? Math.min(...days),
        onDay: '',
        source: every.keyRotation === undefined ? `the plan: renewed every ${Math.min(...days)} days` : ownInterval,
      })),
    ...hostCredentials(target),
  ];
};

/** Two generations of credentials end in turn; the one that ends first must be renewed before. */
const hostCredentials = ({ id, options }: TargetPlan): readonly Duty[] => {
  const { a = null, b = null } = (options.credentialExpiry ?? {}) as { readonly a?: string | null; readonly b?: string | null };
  const [first] = [a, b].filter((moment) => moment !== null).sort();
  return first === undefined
    ? []
    : [
        {
          kind: 'keyRotation',
          subject: `${id}/host-credentials`,
          target: id,
          everyDays: undefined,
          onDay: first.slice(0, 10),
          source: `targets.${id}.options.credentialExpiry`,
        },
      ];
};
