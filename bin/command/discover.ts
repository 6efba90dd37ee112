import { differences, type Proposal, propose, type Standing } from '../../lib/discovery/proposal';
import type { OpenstackCloud } from '../../lib/model/cloud';
import { flow } from '../../lib/model/flow';
import { fail, fileProblem, type Problem, type Result, succeed } from '../../lib/model/problem';
import { sizes } from '../../lib/plan/sizing';
import { cloudNames } from '../cloud/clouds-yaml';
import { openSession } from '../cloud/openstack-session';
import { type Callers, interview } from '../discover/interview';
import { type ProfileFile, profileFileOf, writeProfile } from '../discover/profile-file';
import { type Declarations, newStanding, requireDeclarations, standingOf } from '../discover/standing';
import { exit, UsageError } from '../exit';
import { shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';

export interface DiscoverOptions extends Declarations {
  readonly cloud: string;
  readonly entry?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly json?: boolean;
  readonly image?: string;
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
  if (file.from === undefined && options.check) return fail([noProfile(shown)]);
  if (file.from === undefined) requireDeclarations(shown, options);
  const written = file.from === undefined ? undefined : standingOf(file.from, shown, options.cloud);
  if (written?.ok === false) return written;
  const cloud = written?.value.cloud.value;
  const entry = entryOf(io, options, cloud);
  if (!entry.ok) return entry;
  const callers = await signedIn(io, options, entry.value, cloud?.region);
  if (!callers.ok) return callers;
  const { region } = callers.value.tenant;
  const standing = written?.value ?? newStanding(shown, options.cloud, region, io.today(), options);
  io.err(`asking region ${region} as ${entry.value}\n`);
  const replies = await interview(callers.value);
  const proposal = propose(standing, { replies, needs: sizes, date: io.today(), image: options.image });
  return proposal.ok ? succeed({ standing, proposal: proposal.value }) : proposal;
};

const noProfile = (shown: string): Problem =>
  fileProblem(shown, 'SGC1020', 'there is no such profile', 'a profile to compare', 'run it without `--check` to begin one');

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
  { asOperator }: DiscoverOptions,
  entry: string,
  region: string | undefined,
): Promise<Result<Callers>> => {
  const options = region === undefined ? {} : { region };
  const tenant = await openSession(io, entry, options);
  if (!tenant.ok) return tenant;
  const operator = asOperator === undefined ? tenant : await openSession(io, asOperator, options);
  return operator.ok ? succeed({ tenant: tenant.value, operator: operator.value }) : operator;
};

const compare = (io: Io, options: DiscoverOptions, standing: Standing, proposal: Proposal): number => {
  const problems = differences(standing, proposal);
  if (options.json) io.out(jsonOf(standing, proposal, false));
  else if (problems.length > 0) io.err(problemText(problems, io));
  else io.out(`${colorsOf(io, 'out').green('fine')}: ${standing.file}\n${summary(io, proposal)}`);
  return problems.length > 0 ? exit.problems : exit.fine;
};

const write = (io: Io, options: DiscoverOptions, file: ProfileFile, standing: Standing, proposal: Proposal): number => {
  const shown = shownFrom(io.cwd, file.to);
  const differs = file.from !== file.to || proposal.text !== standing.text;
  if (differs) writeProfile(file.to, shown, proposal.text);
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
