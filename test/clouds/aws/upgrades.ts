import { statefulTypes } from '../../../lib/providers/aws/stateful';
import type { Artefact } from '../../../lib/providers/provider';
import { Estate } from './estate';
import { type Deployed, type Proof, reasonOf, templateOf } from './proof';
import { readBack } from './read-back';
import { type Edit, placeOf, type Version } from './region';
import { release } from './removal';

/** An edit of a living region: what it may touch, and what it must. */
export interface Upgrade {
  readonly what: string;
  readonly edit: Edit;
  /** Stacks that are new afterwards. */
  readonly adds?: RegExp;
  /** Stacks that are gone afterwards. */
  readonly removes?: RegExp;
  /** Existing stacks that change, each with every type that does, no more and no less; all other stacks stay as they are. */
  readonly changes: readonly (readonly [stack: RegExp, types: readonly string[]])[];
}

interface Change {
  readonly ResourceChange: {
    readonly Action: string;
    readonly LogicalResourceId: string;
    readonly ResourceType: string;
    readonly Replacement?: string;
  };
}

type Foreseen = ReadonlyMap<string, readonly Change[]>;
type Inventory = ReadonlyMap<string, readonly Deployed[]>;

const changeSet = 'proof';

/** Each edit touches what it should, says so before, replaces nothing that holds state, and leaves a region as its plan says. */
export const proveUpgrade = async (proof: Proof, upgrade: Upgrade): Promise<void> => {
  const part = `upgrade: ${upgrade.what}`;
  const before = proof.version;
  const inventory = await inventoryOf(proof, before);
  const since = proof.emulator.log().length;
  const after = proof.change(upgrade.edit);
  const wrong: string[] = [];
  const gone = before.stacks.filter(({ name }) => !named(after, name));
  const added = after.stacks.filter(({ name }) => !named(before, name));
  wrong.push(...unexpected('is new', added, upgrade.adds), ...unexpected('is gone', gone, upgrade.removes));
  const foreseen = await foresee(proof, before, after);
  wrong.push(...judge(upgrade, foreseen));
  if (gone.length > 0) await remove(proof, before, gone);
  const run = await proof.deployAll();
  if (run.status !== 0) {
    proof.findings.failed(part, upgrade.what, reasonOf(run));
    return;
  }
  wrong.push(...happened(proof, upgrade, before, foreseen, since), ...(await replaced(proof, inventory, after)));
  const changed = [...foreseen].map(([stack, changes]) => `${stack} ${changes.length}`).join(', ');
  const told = [changed === '' ? '' : `changes ${changed}`, count('new', added), count('gone', gone)].filter((one) => one !== '');
  proof.findings.expectNone(part, 'touches what it should', wrong, `${told.join('; ')}; ${run.seconds.toFixed(0)} s`);
  await proveStill(proof, part);
  await readBack(proof.findings, new Estate(proof.version, proof.sdk), part, upgrade.removes);
};

const count = (word: string, stacks: readonly Artefact[]): string => (stacks.length === 0 ? '' : `${stacks.length} ${word}`);
const named = ({ stacks }: Version, name: string): boolean => stacks.some((stack) => stack.name === name);

const unexpected = (what: string, stacks: readonly Artefact[], wanted: RegExp | undefined): readonly string[] => [
  ...stacks.filter(({ name }) => wanted?.test(name) !== true).map(({ name }) => `${name} ${what}`),
  ...(wanted !== undefined && stacks.length === 0 ? [`no stack ${what}`] : []),
];

/** What CloudFormation says it would change, stack by stack; asked without doing it. */
const foresee = async (proof: Proof, before: Version, after: Version): Promise<Foreseen> => {
  const stacks = after.stacks.filter((stack) => {
    const old = before.stacks.find(({ name }) => name === stack.name);
    return old !== undefined && templateOf(before, old) !== templateOf(after, stack);
  });
  if (stacks.length === 0) return new Map();
  const prepare = ['--exclusively', '--method', 'prepare-change-set', '--change-set-name', changeSet];
  const run = await proof.deploy(
    stacks.map(({ name }) => name),
    ...prepare,
  );
  if (run.status !== 0) throw new Error(`no change set: ${reasonOf(run)}`);
  return new Map(
    await Promise.all(
      stacks.map(async (stack) => {
        const ask = {
          service: 'cloudformation',
          ...proof.at(placeOf(after, stack)),
          parameters: { StackName: stack.name, ChangeSetName: changeSet },
        };
        const { Changes } = await proof.sdk.ask<{ Changes: readonly Change[] }>({ ...ask, operation: 'DescribeChangeSet' });
        await proof.sdk.ask({ ...ask, operation: 'DeleteChangeSet' });
        return [stack.name, Changes] as const;
      }),
    ),
  );
};

const typesFor = ({ changes }: Upgrade, stack: string): readonly string[] | undefined =>
  changes.find(([pattern]) => pattern.test(stack))?.[1];

/** What CloudFormation foresees where nothing may change, and losses anywhere. */
const judge = (upgrade: Upgrade, foreseen: Foreseen): readonly string[] =>
  [...foreseen].flatMap(([stack, found]) => [
    ...(typesFor(upgrade, stack) === undefined ? [`${stack} was not to be touched`] : []),
    ...found
      .filter(
        ({ ResourceChange: one }) => holdsState(one.ResourceType) && (one.Action === 'Remove' || one.Replacement === 'True'),
      )
      .map(({ ResourceChange: one }) => `${stack} would lose ${one.LogicalResourceId} (${one.ResourceType})`),
  ]);

/** What was done to each stack, which must be just what the edit is about, and foreseen. */
const happened = (proof: Proof, upgrade: Upgrade, before: Version, foreseen: Foreseen, since: number): readonly string[] => {
  const lines = [
    ...proof.emulator
      .log()
      .slice(since)
      .matchAll(/^(?:created|updated) (\S+) (\S+)$/gm),
  ];
  return before.stacks
    .filter(({ name }) => named(proof.version, name))
    .flatMap(({ name }) => {
      const types = new Set(lines.filter(([, , stack]) => stack === name).map(([, type = '']) => type));
      const wanted = typesFor(upgrade, name) ?? [];
      const told = new Set((foreseen.get(name) ?? []).map(({ ResourceChange }) => ResourceChange.ResourceType));
      return [
        ...[...types].filter((type) => !wanted.includes(type)).map((type) => `${name}: ${type} changed`),
        ...wanted.filter((type) => !types.has(type)).map((type) => `${name}: no ${type} changed`),
        ...[...types].filter((type) => !told.has(type)).map((type) => `${name}: ${type} changed and was not foreseen`),
      ];
    });
};

const holdsState = (type: string): boolean => type in statefulTypes;

const inventoryOf = async (proof: Proof, version: Version): Promise<Inventory> =>
  new Map(
    await Promise.all(version.stacks.map(async (stack) => [stack.name, (await proof.resources(version, stack)) ?? []] as const)),
  );

/** What really happened: every stateful resource that was there is there still, under its own id. */
const replaced = async (proof: Proof, before: Inventory, after: Version): Promise<readonly string[]> => {
  const now = await inventoryOf(proof, after);
  return [...before].flatMap(([stack, resources]) =>
    resources
      .filter(({ ResourceType }) => now.has(stack) && holdsState(ResourceType))
      .filter(
        (one) =>
          now
            .get(stack)
            ?.some(
              (two) => two.LogicalResourceId === one.LogicalResourceId && two.PhysicalResourceId === one.PhysicalResourceId,
            ) !== true,
      )
      .map(({ LogicalResourceId }) => `${stack}: ${LogicalResourceId} is another one now`),
  );
};

/** Stacks that no app names any more are destroyed from the assembly that still did. */
const remove = async (proof: Proof, before: Version, gone: readonly Artefact[]): Promise<void> => {
  await release(proof, before, gone);
  const run = await proof.destroy(
    before,
    gone.map(({ name }) => name),
    '--exclusively',
  );
  if (run.status !== 0) throw new Error(`cannot be destroyed: ${reasonOf(run)}`);
};

/** Every stack, compared by CloudFormation itself and not by the toolkit's own look at the template. */
export const proveStill = async (proof: Proof, part: string): Promise<void> => {
  const run = await proof.deploy(['--all'], '--force');
  const still = proof.version.stacks.filter(({ name }) => !run.output.includes(`${name} (no changes)`)).map(({ name }) => name);
  const wrong = run.status === 0 ? still.map((name) => `${name} changed`) : [reasonOf(run)];
  proof.findings.expectNone(
    part,
    'a second deployment changes nothing',
    wrong,
    `${proof.version.stacks.length} stacks, ${run.seconds.toFixed(0)} s`,
  );
};
