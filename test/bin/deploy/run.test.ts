import type { Ended } from '../../../bin/deploy/child';
import type { Engine, Examined, Look } from '../../../bin/deploy/engine';
import { deploy } from '../../../bin/deploy/run';
import type { Step } from '../../../bin/deploy/step';
import type { Change } from '../../../lib/evidence/change';
import { fileProblem } from '../../../lib/model/problem';
import { emptyFolder } from '../region';
import { deploymentWith, listener, statesIn } from './workshop';

const fine: Ended = { code: 0, output: '', result: '', seconds: 1, interrupted: false, killed: false, heard: true };
const made: Change = { id: 'zone', type: 'AWS::Route53::HostedZone', action: 'create' };

/** An engine in memory: what it finds to do in each artefact, and which of them fail to be looked at or applied. */
class Pretended implements Engine {
  readonly applied: string[] = [];
  readonly tidied: string[] = [];
  constructor(
    private readonly finds: Readonly<Record<string, readonly Change[]>>,
    private readonly fails: {
      readonly look?: readonly string[];
      readonly apply?: Readonly<Record<string, Ended>>;
      readonly lacks?: readonly string[];
    } = {},
  ) {}
  credentialsOf = () => 'nobody';
  missing = () => [];
  isLeftToOthers = () => false;
  missingFor = ({ artefact }: Step) =>
    this.fails.lacks?.includes(artefact.id) === true ? [fileProblem('clouds.yaml', 'SGC6201', 'no entry', '', '')] : [];
  examine = ({ artefact: { id } }: Step, { voice }: Pick<Look, 'voice'>): Promise<Examined> => {
    const changes = this.finds[id] ?? [];
    const said = { ...fine, heard: voice === 'aloud', output: `${id} was looked at\n` };
    const failed = this.fails.look?.includes(id) === true ? { ...said, code: 1 } : undefined;
    return Promise.resolve({ verdict: changes.length > 0 ? 'changes' : 'none', changes, seconds: 1, said, failed });
  };
  apply = ({ artefact: { id } }: Step) => {
    this.applied.push(id);
    return Promise.resolve({ ...(this.fails.apply?.[id] ?? fine), idle: false });
  };
  tidy = ({ artefact: { id } }: Step) => void this.tidied.push(id);
  explain = ({ artefact }: Step) => fileProblem(artefact.file, 'SGC6203', 'failed', '', '');
}

const region = (...ids: readonly string[]) => statesIn(emptyFolder(), Object.fromEntries(ids.map((id) => [id, {}])));
const outcomes = async (ids: readonly string[], engine: Engine, change: Parameters<typeof deploymentWith>[2] = {}) => {
  const { io, heard } = listener('/', {});
  const done = await deploy(io, deploymentWith(region(...ids), engine, change));
  return { heard, outcomes: Object.fromEntries(done.map(({ step, outcome }) => [step.artefact.id, outcome])) };
};

test('what builds on something that a person completes waits, and so does what calls it; the rest goes on', async () => {
  const ids = ['s/fees/preparation', 's/fees', 's/taxes', 's/directory'];
  const finds = { 's/fees/preparation': [made], 's/fees': [made], 's/taxes': [made], 's/directory': [made] };
  const order = [
    { id: 's/fees', after: [] },
    { id: 's/taxes', after: ['s/fees'] },
    { id: 's/directory', after: [] },
  ];
  const engine = new Pretended(finds);
  expect((await outcomes(ids, engine, { order })).outcomes).toEqual({
    's/fees/preparation': 'applied',
    's/fees': 'waits',
    's/taxes': 'waits',
    's/directory': 'applied',
  });
  const later = new Pretended({ ...finds, 's/fees/preparation': [{ ...made, action: 'update' }] });
  expect((await outcomes(ids, later, { order })).outcomes).toEqual(Object.fromEntries(ids.map((id) => [id, 'applied'])));
});

test('a first look says of what builds on new things that they come first', async () => {
  const engine = new Pretended({ foundation: [made], town: [made] }, { look: ['s/network'], lacks: ['s/storage'] });
  const first = await outcomes(['foundation', 'town', 's/network', 's/storage'], engine, { approval: 'look' });
  expect(first.outcomes).toEqual({ foundation: 'seen', town: 'seen', 's/network': 'later', 's/storage': 'later' });
  // The first speaks for itself; of those after it, only the one that could be looked at is told.
  expect(first.heard.err.match(/^.* was looked at$/gm)).toEqual(['town was looked at']);
  const nothingNew = new Pretended({}, { look: ['s/network'] });
  expect((await outcomes(['foundation', 's/network'], nothingNew, { approval: 'look' })).outcomes).toEqual({
    foundation: 'seen',
    's/network': 'stopped',
  });
});

test('a person approves each artefact with changes, and a no stops everything', async () => {
  const engine = new Pretended({ foundation: [made], 's/network': [made] });
  const { io } = listener('/', {});
  const answers = ['yes', 'not yet'];
  const ask = () => Promise.resolve(answers.shift() ?? '');
  const states = region('foundation', 'town', 's/network', 's/storage');
  const done = await deploy({ ...io, ask }, deploymentWith(states, engine, { approval: 'ask' }));
  expect(done.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged', 'declined']);
  expect(engine.applied).toEqual(['foundation']);
  expect(engine.tidied).toEqual(['foundation', 'town', 's/network']);
});

test('an engine that was asked to stop is not followed by another artefact, even where it ended well', async () => {
  const engine = new Pretended({ foundation: [made], town: [made] }, { apply: { foundation: { ...fine, interrupted: true } } });
  expect((await outcomes(['foundation', 'town'], engine)).outcomes).toEqual({ foundation: 'stopped' });
});

test('what an engine said in silence is told when it fails', async () => {
  const engine = new Pretended({}, { look: ['foundation'] });
  engine.examine = () =>
    Promise.resolve({
      verdict: 'none',
      changes: undefined,
      seconds: 1,
      said: fine,
      failed: { ...fine, code: 1, heard: false, output: 'Error: no such cloud\n' },
    });
  expect((await outcomes(['foundation'], engine)).heard.err).toContain('Error: no such cloud\n');
});
