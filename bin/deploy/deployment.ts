import type { StatefulTypes } from '../../lib/evidence/stateful';
import type { DependencyPlan, Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { loadProvider } from '../../lib/providers/registry';
import type { CountedArtefact } from '../artefacts';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { mayGo } from '../synthesis';
import { Cdk } from './cdk';
import type { Engine } from './engine';
import { History } from './history';
import { type Step, stepsOf, type Wanted } from './step';
import { Terraform } from './terraform';
import { cdkScript, terraformProgram } from './tools';

/** What is to be deployed, by whom, and how far. */
export interface Deployment {
  readonly target: string;
  readonly steps: readonly Step[];
  readonly engine: Engine;
  readonly history: History;
  /** What waits for what, by the ids of the plan. */
  readonly order: readonly DependencyPlan[];
  readonly statefulTypes: StatefulTypes;
  /** Whether all of an artefact may be destroyed, so that nobody guards its state. */
  readonly mayGo: (step: Step) => boolean;
  /** Addresses of what was given up by name. */
  readonly released: ReadonlySet<string>;
  /** look: nothing is changed; ask: a person approves each step with changes; given: they were approved before. */
  readonly approval: 'look' | 'ask' | 'given';
}

export interface Asked extends Wanted, Pick<Deployment, 'approval'> {
  readonly engine: 'terraform' | 'tofu' | undefined;
  /** `name` for every account, `key=name` for one. */
  readonly profiles: readonly string[];
  readonly released: readonly string[];
}

interface Written {
  readonly folder: string;
  readonly artefacts: readonly CountedArtefact[];
}

/** How a target that was written is deployed as it was asked for; wrong names are usage errors. */
export const deploymentOf = (io: Io, plan: Plan, target: TargetPlan, written: Written, asked: Asked): Deployment => {
  const steps = stepsOf(written.artefacts, written.folder, asked);
  return {
    target: target.id,
    steps,
    engine: engineOf(io, plan, target, asked),
    history: History.in(written.folder),
    order: plan.order,
    statefulTypes: loadProvider(target.provider).statefulTypes,
    mayGo: ({ artefact }) => mayGo(plan, artefact),
    released: new Set(asked.released.map((address) => checkedAddress(target.id, written.artefacts, address))),
    approval: asked.approval,
  };
};

const engineOf = (io: Io, plan: Plan, target: TargetPlan, asked: Asked): Engine => {
  if (target.provider === 'openstack') return new Terraform(io, terraformProgram(io, asked.engine), target);
  return new Cdk(io, {
    script: cdkScript(io),
    target,
    profiles: profilesOf(Object.keys(target.accounts), asked.profiles),
    keepsFailed: ({ artefact }) => !mayGo(plan, artefact),
  });
};

/** Profiles by the keys of the target's accounts. */
export const profilesOf = (keys: readonly string[], written: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    written.flatMap((text) => {
      const [first = '', ...rest] = text.split('=');
      if (rest.length === 0) return keys.map((key) => [key, first] as const);
      if (!keys.includes(first))
        throw new UsageError(`--profile ${text}: no account is called ${first}; there are ${keys.join(', ')}`);
      return [[first, rest.join('=')] as const];
    }),
  );

const checkedAddress = (target: string, artefacts: readonly CountedArtefact[], address: string): string => {
  const [first, artefact, ...rest] = address.split('/');
  if (first === target && rest.length > 0 && artefacts.some(({ name }) => name === artefact)) return address;
  throw new UsageError(`--release ${address}: write it as the refusal does, ${target}/<artefact>/<resource>`);
};
