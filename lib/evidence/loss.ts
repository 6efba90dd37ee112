import { fileProblem, type Problem } from '../model/problem';
import type { Change } from './change';
import type { StatefulTypes } from './stateful';

/** Where changes were read, and what a person gave up by name. */
export interface Losing {
  /** Path of the template, as it is shown to people. */
  readonly file: string;
  readonly target: string;
  readonly artefact: string;
  readonly types: StatefulTypes;
  /** `target/artefact/resource`, as the lock and the refusal write it. */
  readonly released: ReadonlySet<string>;
}

/** Address by which a person gives up a resource. */
export const addressOf = ({ target, artefact }: Pick<Losing, 'target' | 'artefact'>, id: string): string =>
  `${target}/${artefact}/${id}`;

/** Everything that holds state and that an engine would take away, unless it was given up by name. */
export const lossProblems = (losing: Losing, changes: readonly Change[]): Problem[] =>
  changes
    .filter(({ type }) => losing.types[type] !== undefined)
    .flatMap((change) => {
      const address = addressOf(losing, change.id);
      const [code, fate] = fates[change.action] ?? [];
      if (code === undefined || fate === undefined || losing.released.has(address)) return [];
      return [
        fileProblem(
          losing.file,
          code,
          `${change.type} ${address} holds state and ${fate}${change.tainted === true ? '; it is marked as half made' : ''}`,
          'changes that keep it',
          `undo what caused it; or, if its data may go, run the same command with --release ${address}`,
        ),
      ];
    });

const fates: Readonly<Partial<Record<Change['action'], readonly [code: string, fate: string]>>> = {
  delete: ['SGC6003', 'would be deleted'],
  leave: ['SGC6003', 'would leave the deployment, with nothing to manage it'],
  replace: ['SGC6004', 'would be replaced by an empty one'],
  'may-replace': ['SGC6004', 'may be replaced by an empty one: only the cloud will decide'],
};
