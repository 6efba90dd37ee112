import { type Declared, newProfile } from '../../lib/discovery/new-profile';
import { differences, type Proposal, propose, type Standing } from '../../lib/discovery/proposal';
import type { OpenstackCloud } from '../../lib/model/cloud';
import { readCloud } from '../../lib/model/descriptor';
import { flow } from '../../lib/model/flow';
import { fail, fileProblem, type Problem, type Result, succeed } from '../../lib/model/problem';
import type { Sourced } from '../../lib/model/sourced';
import { sizes } from '../../lib/plan/sizing';
import { cloudNames } from '../cloud/clouds-yaml';
import { type OpenstackSession, openSession } from '../cloud/openstack-session';
import { interview } from '../discover/interview';
import { type ProfileFile, profileFileOf, writeProfile } from '../discover/profile-file';
import { exit, UsageError } from '../exit';
import { readText, shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';

export interface DiscoverOptions {
  readonly cloud: string;
  readonly entry?: string;
  readonly asOperator?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly json?: boolean;
  readonly image?: string;
  readonly title?: string;
  readonly country?: string;
  readonly operator?: string;
  readonly operatorCountry?: string;
  readonly controlledFrom?: string;
  readonly nameservers?: readonly string[];
  readonly timeServers?: readonly string[];
}

/** Asks a cloud what it has, and writes the answers into its profile, or only compares. */
export const runDiscover = async (io: Io, options: DiscoverOptions): Promise<number> => {
  if (!/^[a-z0-9-]{1,60}$/.test(options.cloud))
    throw new UsageError(`--cloud takes the id of a profile in lower-case letters, digits and hyphens, not ${options.cloud}`);
  const file = profileFileOf(io.cwd, options.cloud, options.out);
  const discovered = await discover(io, options, file);
  if (!discovered.ok) return refuse(io, discovered.problems);
  const { standing, proposal } = discovered.value;
  if (!options.check && proposal.problems.length > 0) return refuse(io, proposal.problems);
  return options.check ? compare(io, options, standing, proposal) : write(io, options, file, standing, proposal);
};

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

interface Discovered {
  readonly standing: Standing;
  readonly proposal: Proposal;
}

const discover = async (io: Io, options: DiscoverOptions, file: ProfileFile): Promise<Result<Discovered>> => {
  const shown = shownFrom(io.cwd, file.from ?? file.to);
  const written = file.from === undefined ? begun(shown, options) : standingOf(file.from, shown);
  if (!written.ok) return written;
  const entry = entryOf(io, options, written.value?.cloud.value);
  if (!entry.ok) return entry;
  const callers = await signedIn(io, options, entry.value, written.value?.cloud.value.region);
  if (!callers.ok) return callers;
  const standing = written.value ?? newStanding(io, options, shown, callers.value.tenant.region);
  io.err(`asking region ${callers.value.tenant.region} as ${entry.value}\n`);
  const replies = await interview(callers.value);
  const proposal = propose(standing, { replies, needs: sizes, date: io.today(), image: options.image });
  return proposal.ok ? succeed({ standing, proposal: proposal.value }) : proposal;
};

const standingOf = (file: string, shown: string): Result<Standing> => {
  const text = readText(file, shown);
  if (!text.ok) return text;
  const cloud = readCloud(shown, text.value);
  if (!cloud.ok) return cloud;
  if (cloud.value.value.provider !== 'openstack') throw new UsageError(`${shown} describes AWS; discover asks OpenStack clouds`);
  return succeed({ file: shown, text: text.value, cloud: cloud.value as Sourced<OpenstackCloud>, isNew: false });
};

/** What a person says of a cloud whose profile does not exist yet, by option. */
const declarations = {
  country: '--country (where the machines stand, such as DE)',
  operator: '--operator (who runs it)',
  operatorCountry: '--operator-country',
  controlledFrom: '--controlled-from (country of its ultimate parent)',
  nameservers: '--nameservers (IPv4 addresses that the operator gives)',
  timeServers: '--time-servers',
} as const;

/** Nothing stands yet; whoever begins a profile says what no interface tells. */
const begun = (shown: string, options: DiscoverOptions): Result<undefined> => {
  if (options.check)
    return fail([
      fileProblem(shown, 'SGC1020', 'there is no such profile', 'a profile to compare', 'run it without `--check` to begin one'),
    ]);
  const needed = Object.entries(declarations).filter(([key]) => options[key as keyof typeof declarations] === undefined);
  if (needed.length > 0)
    throw new UsageError(`${shown} does not exist yet; to begin it, say too: ${needed.map(([, option]) => option).join(', ')}`);
  return succeed(undefined);
};

const newStanding = (io: Io, options: DiscoverOptions, shown: string, region: string): Standing => {
  const { country = '', operator = '', operatorCountry = '', controlledFrom = '', nameservers = [], timeServers = [] } = options;
  const declared: Declared = {
    cloud: options.cloud,
    title: options.title ?? `${operator} (${region})`,
    region,
    country,
    operator: { name: operator, country: operatorCountry, controlledFrom },
    cloudsYaml: { operator: options.asOperator ?? 'operator', manager: 'manager', tenant: '{space}' },
    nameservers: [...nameservers],
    timeServers: [...timeServers],
  };
  const text = newProfile(declared, io.today());
  const cloud = readCloud(shown, text);
  if (!cloud.ok) throw new UsageError(cloud.problems.map(({ message, allowed }) => `${message}; allowed: ${allowed}`).join('\n'));
  return { file: shown, text, cloud: cloud.value as Sourced<OpenstackCloud>, isNew: true };
};

/** The entry asked for, else the one called like the cloud, else the one that the profile names for its operator. */
const entryOf = (io: Io, options: DiscoverOptions, cloud: OpenstackCloud | undefined): Result<string> => {
  if (options.entry !== undefined) return succeed(options.entry);
  const names = cloudNames(io);
  if (!names.ok) return names;
  const candidates = [options.cloud, options.asOperator, cloud?.cloudsYaml.operator, cloud?.cloudsYaml.manager];
  return succeed(candidates.find((name) => name !== undefined && names.value.includes(name)) ?? options.cloud);
};

const signedIn = async (
  io: Io,
  options: DiscoverOptions,
  entry: string,
  region: string | undefined,
): Promise<Result<{ readonly tenant: OpenstackSession; readonly operator: OpenstackSession }>> => {
  const session = region === undefined ? {} : { region };
  const tenant = await openSession(io, entry, session);
  if (!tenant.ok || options.asOperator === undefined || options.asOperator === entry)
    return tenant.ok ? succeed({ tenant: tenant.value, operator: tenant.value }) : tenant;
  const operator = await openSession(io, options.asOperator, session);
  return operator.ok ? succeed({ tenant: tenant.value, operator: operator.value }) : operator;
};

const compare = (io: Io, options: DiscoverOptions, standing: Standing, proposal: Proposal): number => {
  const problems: readonly Problem[] = differences(standing, proposal);
  if (options.json) io.out(jsonOf(standing, proposal, false));
  else if (problems.length > 0) io.err(problemText(problems, io));
  else io.out(`${colorsOf(io, 'out').green('fine')}: ${standing.file}\n${summary(io, proposal)}`);
  return problems.length > 0 ? exit.problems : exit.fine;
};

const write = (io: Io, options: DiscoverOptions, file: ProfileFile, standing: Standing, proposal: Proposal): number => {
  const shown = shownFrom(io.cwd, file.to);
  const differs = file.from !== file.to || proposal.text !== standing.text;
  if (differs) writeProfile(file.to, proposal.text);
  if (options.json) io.out(jsonOf({ ...standing, file: shown }, proposal, differs));
  else io.out(`${shown} ${differs ? 'written' : 'is up to date'}\n${changeText(io, proposal)}${summary(io, proposal)}`);
  return exit.fine;
};

/** The documented shape of `--json`. */
const jsonOf = ({ file }: Standing, { changes, confirmed, untold, remarks }: Proposal, written: boolean): string =>
  `${JSON.stringify({ file, written, changes: changes.map((change) => ({ ...change, before: change.before ?? null })), confirmed, untold, remarks }, null, 2)}\n`;

const changeText = (io: Io, { changes }: Proposal): string => {
  const { dim } = colorsOf(io, 'out');
  return changes
    .map(({ path, before, after, source }) => {
      const old = before === undefined ? '' : `${flow(before)} -> `;
      return `  ${path}: ${old}${flow(after)}  ${dim(`(${source})`)}\n`;
    })
    .join('');
};

const summary = (io: Io, { confirmed, untold, remarks }: Proposal): string => {
  const { dim, yellow } = colorsOf(io, 'out');
  return [
    ...(confirmed > 0 ? [`${confirmed} values are as the cloud tells them`] : []),
    ...(untold.length > 0 ? ['not told by the cloud; the profile says'] : []),
    ...untold.map(({ path, stays, why }) => `  ${path}: ${flow(stays)}  ${dim(`(${why})`)}`),
    ...remarks.map((remark) => `${yellow('look:')} ${remark}`),
    '',
  ].join('\n');
};
