import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Lock, renderLock } from '../../../lib/plan/lock';
import { updateLock } from '../../../lib/plan/lock-update';
import type { Plan } from '../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import { allAccounts } from '../../../lib/providers/aws/accounts';
import { provider } from '../../../lib/providers/aws/provider';
import type { Artefact } from '../../../lib/providers/provider';
import { blueprintOf, resolved } from '../../plans';
import { forgetFolder, workFolder } from './work-folder';

const file = 'reference/municipal.yaml';
const target = 'aws';

type Draft = ReturnType<typeof blueprintOf>;
export type Edit = (blueprint: Draft) => void;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** What was synthesized after one edit. */
export interface Version {
  readonly plan: Plan;
  readonly stacks: readonly Artefact[];
  /** Folder of the assembly. */
  readonly folder: string;
}

/** One account in one region of the cloud. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The reference region while it is proved: its blueprint, and an assembly for each edit of it. */
export class ProofRegion {
  private readonly work = workFolder('prove-aws');
  private readonly edits: Edit[] = [
    (blueprint) => {
      blueprint.targets = Object.fromEntries(Object.entries(blueprint.targets).filter(([id]) => id === target));
    },
  ];
  private readonly versions: Version[] = [];
  private lock: Lock | undefined;

  /** Edits the blueprint and synthesizes it anew, with the addresses and names that were given before. */
  change(edit: Edit): Version {
    this.edits.push(edit);
    const apply: Edit = (blueprint) => this.edits.forEach((one) => one(blueprint));
    const blueprint = blueprintOf(file);
    apply(blueprint);
    const lock = updateLock(blueprint, this.lock, file);
    if (!lock.ok) throw new Error(lock.problems.map(({ message }) => message).join('\n'));
    this.lock = lock.value;
    writeFileSync(path.join(this.work, 'region.yaml'), stringify(blueprint));
    writeFileSync(path.join(this.work, 'region.lock.json'), renderLock(lock.value));
    const plan = resolved(file, apply, this.lock);
    if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'));
    const folder = path.join(this.work, String(this.versions.length));
    mkdirSync(folder, { recursive: true });
    const version = { plan: plan.value, stacks: provider.synthesize(plan.value, target, folder), folder };
    this.versions.push(version);
    return version;
  }

  get current(): Version {
    const version = this.versions.at(-1);
    if (version === undefined) throw new Error('nothing was synthesized yet');
    return version;
  }

  /** Folder with the blueprint as it stands, `region.yaml`, and its lock. */
  get folder(): string {
    return this.work;
  }

  forget(): void {
    forgetFolder(this.work);
  }
}

export const targetOf = ({ plan }: Version): AwsTargetPlan => {
  const found = plan.targets[target];
  if (found?.provider !== 'aws') throw new Error(`${target} is no target on AWS`);
  return found;
};

/** Every account, in the target's region and in that of the second site. */
export const placesOf = (version: Version): readonly Place[] => {
  const { secondSite, cloud } = targetOf(version);
  const regions = [cloud.region, ...(secondSite.enabled ? [secondSite.region] : [])];
  return allAccounts(targetOf(version)).flatMap((account) => regions.map((region) => ({ account, region })));
};

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly environment?: string }>>;
}

/** Where a stack stands. */
export const placeOf = ({ folder }: Version, { name }: Artefact): Place => {
  const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifacts[name]?.environment ?? '') ?? [];
  return { account, region };
};

/** Resources of one stack's template by their logical ids. */
export const resourcesOf = ({ folder }: Version, { file: template }: Artefact): Readonly<Record<string, Resource>> =>
  (JSON.parse(readFileSync(path.join(folder, template), 'utf8')) as { Resources: Record<string, Resource> }).Resources;
