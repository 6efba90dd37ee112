import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Deployment } from '../../../bin/deploy/deployment';
import type { Engine } from '../../../bin/deploy/engine';
import { History } from '../../../bin/deploy/history';
import { stepsOf } from '../../../bin/deploy/step';
import type { Io } from '../../../bin/io';

/** A person without a terminal, whose words are kept; signals are sent by `interrupt`. */
export const listener = (cwd: string, env: Io['env']) => {
  const listeners = new Set<() => void>();
  const heard = { out: '', err: '', questions: 0 };
  let time = 0;
  const io: Io = {
    out: (text) => void (heard.out += text),
    err: (text) => void (heard.err += text),
    cwd,
    terminal: { out: false, err: false },
    env,
    today: () => '2026-11-22',
    milliseconds: () => (time += 1000),
    ask: () => {
      heard.questions += 1;
      return Promise.resolve('yes');
    },
    interrupts: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
  };
  return { io, heard, interrupt: () => listeners.forEach((callback) => callback()) };
};

type Template = Readonly<Record<string, unknown>>;

/** Writes states, each by its id, as a synthesis would; returns what is needed to deploy them. */
export const statesIn = (folder: string, states: Readonly<Record<string, Template>>) => {
  const artefacts = Object.entries(states).map(([id, template]) => {
    const name = id.replace(/\//g, '-');
    const file = `stacks/${name}/cdk.tf.json`;
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify(template));
    const resources = Object.values((template.resource ?? {}) as Record<string, object>).flatMap((byName) => Object.keys(byName));
    return { id, name, file, resources: resources.length };
  });
  return { folder, artefacts };
};

/** A deployment of such states by an engine, approved beforehand unless a test says otherwise. */
export const deploymentWith = (
  { folder, artefacts }: ReturnType<typeof statesIn>,
  engine: Engine,
  change: Partial<Deployment> = {},
): Deployment => ({
  target: 'openstack',
  steps: stepsOf(artefacts, folder, { layer: undefined, only: [] }),
  engine,
  history: History.in(folder),
  order: [],
  statefulTypes: { terraform_data: [] },
  mayGo: () => false,
  released: new Set(),
  approval: 'given',
  ...change,
});

export const jsonIn = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
