import { readFileSync } from 'node:fs';
import path from 'node:path';
import { changesInDiff } from '../../lib/evidence/cdk-diff';
import type { Problem } from '../../lib/model/problem';
import type { AwsTargetPlan } from '../../lib/plan/target-plan';
import { shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import { type Ended, run, type Voice } from './child';
import type { Applied, Engine, Examined, Look } from './engine';
import { failureProblem, type Remedy } from './failure';
import type { Step } from './step';

interface Assembly {
  readonly artifacts: Readonly<Record<string, { readonly environment?: string }>>;
}

interface Template {
  readonly Resources?: Readonly<Record<string, unknown>>;
}

export interface CdkProps {
  /** The CLI's own script. */
  readonly script: string;
  readonly target: AwsTargetPlan;
  /** Profile of `~/.aws/config` for each key of the target's accounts; empty: the credentials of the environment. */
  readonly profiles: Readonly<Record<string, string>>;
  /** Whether a first deployment that fails stays as it is: what is protected from deletion could not be taken back. */
  readonly keepsFailed: (step: Step) => boolean;
}

/** The CDK's own command line, one stack after the other. */
export class Cdk implements Engine {
  constructor(
    private readonly io: Io,
    private readonly props: CdkProps,
  ) {}

  credentialsOf(step: Step): string {
    const profile = this.profileOf(step);
    return `account ${placeOf(step).account}, ${profile === undefined ? 'credentials of the environment' : `profile ${profile}`}`;
  }

  missing(): readonly Problem[] {
    return [];
  }

  isLeftToOthers(): boolean {
    return false;
  }

  missingFor(): readonly Problem[] {
    return [];
  }

  /**
   * Asks CloudFormation what it would replace, by a change set; to look, templates are compared, for which the role
   * that only looks up is enough.
   */
  async examine(step: Step, { purpose, voice }: Look): Promise<Examined> {
    const method = purpose === 'look' ? ['--method', 'template'] : [];
    const diff = await this.run(step, voice, ['diff', '--fail-on', 'destructive', ...method]);
    const changes = changesInDiff(diff.output);
    return {
      verdict: /with differences: 0$/m.test(diff.output) ? 'perhaps' : 'changes',
      changes,
      seconds: diff.seconds,
      said: diff,
      failed: changes === undefined || diff.interrupted ? diff : undefined,
    };
  }

  async apply(step: Step, { changes, verdict }: Examined): Promise<Applied> {
    const deploy = ['deploy', '--require-approval', 'never', '--progress', 'events'];
    const stays = this.props.keepsFailed(step) && isFirst(step, changes);
    const voice = verdict === 'perhaps' ? 'silent' : 'aloud';
    const ended = await this.run(step, voice, [...deploy, ...(stays ? ['--no-rollback'] : [])]);
    // An earlier deployment failed half-way and stayed there: it goes on from there.
    const paused = !stays && ended.code !== 0 && ended.output.includes('paused fail state');
    const last = paused ? await this.run(step, 'aloud', [...deploy, '--no-rollback']) : ended;
    return { ...last, idle: last.output.includes('(no changes)') };
  }

  tidy(): void {
    return;
  }

  explain(step: Step, failed: Ended): Problem {
    const file = shownFrom(this.io.cwd, path.join(step.folder, step.artefact.file));
    return failureProblem(file, step.artefact.name, failed, remedies(placeOf(step).account));
  }

  private run(step: Step, voice: Voice, [command = '', ...args]: readonly string[]): Promise<Ended> {
    const profile = this.profileOf(step);
    const app = shownFrom(this.io.cwd, step.folder) || '.';
    const all = [
      command,
      step.artefact.name,
      '--exclusively',
      ...args,
      '--app',
      app,
      ...(profile === undefined ? [] : ['--profile', profile]),
    ];
    const color = colorsOf(this.io, 'err').isColorSupported ? '--color' : '--no-color';
    return run(
      this.io,
      {
        program: process.execPath,
        args: [this.props.script, ...all, color, '--no-notices'],
        env: cdkEnvironment(this.io),
        shown: `npx cdk ${all.join(' ')}`,
      },
      voice,
    );
  }

  private profileOf(step: Step): string | undefined {
    const { account } = placeOf(step);
    const { target, profiles } = this.props;
    const keys = Object.keys(target.accounts).filter((key) => target.accounts[key] === account);
    return keys.map((key) => profiles[key]).find((profile) => profile !== undefined);
  }
}

/** What the CDK's command line is given: it takes every variable that begins with CDK for an option of its own. */
export const cdkEnvironment = (io: Pick<Io, 'env'>): Io['env'] => ({
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  NODE_NO_WARNINGS: '1',
  ...Object.fromEntries(Object.entries(io.env).filter(([key]) => !key.startsWith('CDKTN_'))),
});

const placeOf = ({ folder, artefact }: Step): { readonly account: string; readonly region: string } => {
  const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Assembly;
  const [, account = 'unknown', region = 'unknown'] =
    /^aws:\/\/([^/]+)\/(.+)$/.exec(artifacts[artefact.name]?.environment ?? '') ?? [];
  return { account, region };
};

/** Whether the stack is not there yet: every resource of the template would be made. */
const isFirst = ({ folder, artefact }: Step, changes: Examined['changes']): boolean => {
  const { Resources } = JSON.parse(readFileSync(path.join(folder, artefact.file), 'utf8')) as Template;
  return changes?.filter(({ action }) => action === 'create').length === Object.keys(Resources ?? {}).length;
};

const remedies = (account: string): readonly Remedy[] => [
  [/cdk-bootstrap|not been bootstrapped|bootstrap stack version/i, 'prepare the account: `sgc bootstrap`'],
  [
    /Need to perform AWS calls|Unable to resolve AWS account|could not be used to assume|Could not assume role|no credentials|ExpiredToken|security token/i,
    `sign in with credentials that reach account ${account}; --profile names one for each account`,
  ],
  [
    /is not authorized to perform|AccessDenied/,
    'run `sgc bootstrap` again with an administrator: what CloudFormation may do is made from the templates',
  ],
  [/_IN_PROGRESS state|is in [A-Z_]*_IN_PROGRESS/, 'somebody else deploys this stack; wait until it is over'],
  [/No export named|not found in stack/, 'deploy what makes it first: an earlier stack, or one of another tenant'],
  [/ROLLBACK_FAILED/, 'repair the resource that CloudFormation names, then `npx cdk rollback` that stack'],
  [/limit|quota/i, 'ask for more room: `sgc preflight` says how much and whom to ask'],
];
