import { type OpenstackCloud, readableFields, statementOf } from '../model/cloud';
import { parseCloud } from '../model/descriptor';
import { flow } from '../model/flow';
import { openstackFlags } from '../model/openstack-flags';
import type { Path } from '../model/path';
import { type Problem, type Result, sortProblems, succeed } from '../model/problem';
import type { Sourced } from '../model/sourced';
import { type Place, setAt } from './edit';
import { externalNetworkOf } from './external-network';
import { tell } from './flags';
import { flavorsOf, type Needs } from './flavors';
import { imageOf } from './image';
import type { Replies } from './question';
import type { Setting } from './setting';
import { volumeTypesOf } from './volume-types';
import { zonesOf } from './zones';

/** A profile as it stands. */
export interface Standing {
  readonly file: string;
  readonly text: string;
  readonly cloud: Sourced<OpenstackCloud>;
  /** Begun just now: nothing in it was said by anybody. */
  readonly isNew: boolean;
}

export interface Heard {
  readonly replies: Replies;
  readonly needs: Needs;
  /** Day of the answers, YYYY-MM-DD. */
  readonly date: string;
  /** Image that a person asked for. */
  readonly image?: string | undefined;
}

/** A value that the cloud tells. */
export interface Change {
  readonly path: string;
  /** Undefined in a new profile. */
  readonly before: unknown;
  readonly after: unknown;
  readonly source: string;
}

export interface Proposal {
  /** The profile as it should be. */
  readonly text: string;
  /** Values that are different; in a new profile all that were read. */
  readonly changes: readonly Change[];
  /** How many values the cloud tells as the profile does. */
  readonly confirmed: number;
  /** What the cloud did not tell: it stays as it was, in a new profile unknown. */
  readonly untold: readonly { readonly path: string; readonly stays: unknown; readonly why: string }[];
  /** What a person should look at. */
  readonly remarks: readonly string[];
  /** What a person has to settle first; as long as there is one, the text is not to be written. */
  readonly problems: readonly Problem[];
}

type Field = (typeof readableFields)[number];
type Settings = { readonly [F in Field]: Setting<OpenstackCloud[F]> };

/** One value as it was and as the cloud tells it. */
interface Finding {
  readonly place: Place;
  readonly before: unknown;
  readonly after: unknown;
  readonly source: string;
  /** What is written: the value, or for a flag the value with its source. */
  readonly written: unknown;
}

/** Holds a profile against what the cloud answered. What a person declared and no interface tells stays, to the character. */
export const propose = (standing: Standing, heard: Heard): Result<Proposal> => {
  const settings = settingsOf(standing, heard);
  const flags = flagFindings(standing, heard, settings);
  const findings = [...readableFields.flatMap((field) => settingFindings(standing, field, settings[field])), ...flags.findings];
  const text = provenanceOf(settings, heard.date).reduce(
    (current, [field, provenance]) => setAt(current, ['provenance', field], flow(provenance)),
    findings.reduce((current, { place, written }) => setAt(current, place, flow(written)), standing.text),
  );
  const parsed = parseCloud(standing.file, text);
  if (!parsed.ok) return parsed;
  const different = findings.filter(({ before, after }) => (standing.isNew ? after !== 'unknown' : !isSame(before, after)));
  return succeed({
    text,
    changes: different.map(({ place, before, after, source }) => ({
      path: place.join('.'),
      before: standing.isNew ? undefined : before,
      after,
      source,
    })),
    confirmed: findings.filter(({ before, after }) => !standing.isNew && after !== 'unknown' && isSame(before, after)).length,
    untold: [...untoldSettings(standing, settings), ...flags.untold],
    remarks: readableFields.flatMap((field) => remarksOf(settings[field])),
    problems: readableFields.flatMap((field) => problemsOf(standing, field, settings[field])),
  });
};

const settingsOf = ({ cloud, isNew }: Standing, { replies, needs, image }: Heard): Settings => {
  const current = isNew ? undefined : cloud.value;
  return {
    zones: zonesOf(replies, current?.zones),
    externalNetwork: externalNetworkOf(replies, current?.externalNetwork),
    flavors: flavorsOf(replies, needs, current?.flavors),
    image: imageOf(replies, image ?? current?.image),
    volumeTypes: volumeTypesOf(replies, current?.volumeTypes),
  } as Settings;
};

/** A value that does not fit, and in a new profile one that was not read, is for a person to settle. */
const problemsOf = ({ cloud, file, isNew }: Standing, field: Field, setting: Setting<unknown>): Problem[] => {
  const position = isNew ? { file, line: 0, column: 0 } : cloud.locate([field]);
  if (setting.kind === 'missing')
    return [
      { ...position, code: 'SGC7102', message: `${field}: ${setting.why}`, allowed: setting.allowed, repair: setting.repair },
    ];
  if (setting.kind === 'found' || !isNew) return [];
  return [
    {
      ...position,
      code: 'SGC7101',
      message: `${field} cannot be read (${setting.why}), and a profile needs it`,
      allowed: 'credentials that may read it',
      repair: 'name an entry of clouds.yaml with more rights by `--entry`',
    },
  ];
};

/** Maps are written key by key, so that what stands beside a value stays. */
const settingFindings = ({ cloud }: Standing, field: Field, setting: Setting<unknown>): Finding[] => {
  if (setting.kind !== 'found') return [];
  const before: unknown = cloud.value[field];
  const { value, source } = setting;
  if (typeof value !== 'object' || Array.isArray(value))
    return [{ place: [field], before, after: value, source, written: value }];
  return Object.entries(value as Readonly<Record<string, unknown>>).map(([key, after]) => ({
    place: [field, key],
    before: (before as Readonly<Record<string, unknown>>)[key],
    after,
    source,
    written: after,
  }));
};

const flagFindings = (
  standing: Standing,
  { replies, date }: Heard,
  settings: Settings,
): { readonly findings: readonly Finding[]; readonly untold: Proposal['untold'] } => {
  const all = openstackFlags.map((flag) => {
    const before = statementOf(standing.cloud.value, flag);
    const { value, source } = tell(flag, replies);
    const written = { value, origin: 'probe', source, date };
    return { place: ['capabilities', flag] as const, before, after: value, source, written };
  });
  // A name that is gone takes what was declared of it along.
  const noName = settings.volumeTypes.kind === 'found' && settings.volumeTypes.value.encrypted === null;
  const isHeard = ({ before, after, place: [, flag] }: (typeof all)[number]): boolean =>
    after !== 'unknown' || before === 'unknown' || (flag === 'encryptedVolumeType' && before && noName);
  return {
    findings: all.filter(isHeard),
    untold: all
      .filter((one) => one.after === 'unknown')
      .map((one) => ({ path: one.place.join('.'), stays: isHeard(one) ? 'unknown' : one.before, why: one.source })),
  };
};

const untoldSettings = ({ cloud }: Standing, settings: Settings): Proposal['untold'] =>
  readableFields.flatMap((field) => {
    const setting: Setting<unknown> = settings[field];
    return setting.kind === 'unread' ? [{ path: field, stays: cloud.value[field], why: setting.why }] : [];
  });

const remarksOf = (setting: Setting<unknown>): readonly string[] => (setting.kind === 'found' ? setting.remarks : []);

const provenanceOf = (settings: Settings, date: string): readonly (readonly [Field, unknown])[] =>
  readableFields.flatMap((field) => {
    const setting: Setting<unknown> = settings[field];
    return setting.kind === 'found' ? [[field, { origin: 'probe', source: setting.source, date }] as const] : [];
  });

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each difference as a problem at its line, for who only compares; with them what is to be settled. */
export const differences = ({ cloud }: Standing, { changes, problems }: Proposal): readonly Problem[] =>
  sortProblems([
    ...problems,
    ...changes.map(({ path, before, after, source }) => ({
      ...cloud.locate(path.split('.') as Path),
      code: 'SGC7103',
      message: `${path} is ${flow(before)} here, and ${flow(after)} in the cloud (${source})`,
      allowed: flow(after),
      repair: 'run it without `--check` to take that over, unless the cloud is what is wrong',
    })),
  ]);
