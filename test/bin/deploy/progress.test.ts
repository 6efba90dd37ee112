import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { History } from '../../../bin/deploy/history';
import { durationText, layerText, secondsLeft } from '../../../bin/deploy/progress';
import { stepsOf } from '../../../bin/deploy/step';
import { UsageError } from '../../../bin/exit';
import { emptyFolder } from '../region';
import { statesIn } from './workshop';

const things = (count: number) => ({
  resource: { t: Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, {}])) },
});

const region = () => {
  const written = statesIn(emptyFolder(), { 'town/network': things(10), 'town/storage': things(4), 'town/fees': things(20) });
  const [network, storage, fees] = stepsOf(written.artefacts, written.folder, { layer: undefined, only: [] });
  if (network === undefined || storage === undefined || fees === undefined) throw new Error('three states were written');
  return { ...written, network, storage, fees, history: History.in(written.folder) };
};

test('before anything was measured the time is unknown', () => {
  const { network, storage, history } = region();
  expect(secondsLeft([network, storage], [], history)).toBeUndefined();
});

test('what is new takes as long as this run took for each resource', () => {
  const { network, storage, fees, history } = region();
  expect(secondsLeft([storage, fees], [{ step: network, examine: 5, apply: 15 }], history)).toBe(48);
});

test('a run that had nothing to do says nothing about what is new', () => {
  const { network, storage, history } = region();
  expect(secondsLeft([storage], [{ step: network, examine: 5, apply: 0 }], history)).toBeUndefined();
});

test('what was applied before takes as long again; unchanged, only as long as looking at it', () => {
  const { folder, network, storage, history } = region();
  history.note(network, { examineSeconds: 3, applySeconds: 60 });
  history.note(storage, { examineSeconds: 2, applySeconds: 30 });
  const later = History.in(folder);
  expect([later.knows(network), secondsLeft([network, storage], [], later)]).toEqual([true, 5]);
  writeFileSync(path.join(folder, network.artefact.file), JSON.stringify(things(11)));
  expect([later.knows(network), secondsLeft([network, storage], [], later)]).toEqual([false, 65]);
});

test('a damaged memory is no memory', () => {
  const { folder, network } = region();
  writeFileSync(path.join(folder, 'sgc-durations.json'), '{"town-network": {"applySeconds": "long"}}');
  expect(History.in(folder).of(network)).toBeUndefined();
});

test.each([
  [undefined, 'unknown'],
  [0.2, 'about 1 s'],
  [89, 'about 89 s'],
  [90, 'about 2 min'],
  [3600, 'about 60 min'],
])('%s seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test('progress is told by layer', () => {
  const { network, storage, fees } = region();
  expect(layerText([network, storage, fees], new Set([network]))).toBe('network 1/1, storage 0/1, hosting 0/1');
});

test('artefacts are chosen by layer and by name, in the order to apply', () => {
  const { artefacts, folder } = region();
  const names = (wanted: Parameters<typeof stepsOf>[2]) =>
    stepsOf(artefacts, folder, wanted).map(({ artefact }) => artefact.name);
  expect(names({ layer: 'storage', only: [] })).toEqual(['town-storage']);
  expect(names({ layer: undefined, only: ['town/fees', 'town-network'] })).toEqual(['town-network', 'town-fees']);
  expect(() => names({ layer: undefined, only: ['town-taxes'] })).toThrow(UsageError);
  expect(() => names({ layer: 'foundation', only: [] })).toThrow('nothing of what you named stands in the layer foundation');
});
