import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { blueprintSchema, type Blueprint } from '../lib/model/blueprint';
import { cloudSchema, type Cloud } from '../lib/model/cloud';
import { serviceSchema, type Service } from '../lib/model/service';
import { updateLock } from '../lib/plan/lock';
import type { Plan } from '../lib/plan/plan';
import { resolve } from '../lib/plan/resolve';
import { policies } from '../lib/providers/policies';

const root = path.join(__dirname, '../blueprints');
const read = (file: string): Record<string, unknown> =>
  parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>;
const merge = (a: unknown, b: unknown): unknown => {
  if (!isMap(a) || !isMap(b)) return b;
  const out: Record<string, unknown> = { ...a };
  for (const [k, v] of Object.entries(b)) {
    if (v === null) delete out[k];
    else out[k] = k in out ? merge(out[k], v) : v;
  }
  return out;
};
const isMap = (v: unknown): v is Record<string, unknown> => v !== null && typeof v === 'object' && !Array.isArray(v);
const load = (file: string): Record<string, unknown> => {
  const own = read(file);
  return typeof own.extends === 'string' ? (merge(load(`${own.extends}.yaml`), own) as Record<string, unknown>) : own;
};
const all = <T>(folder: string, parseOne: (v: unknown) => T): T[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder))
        .filter((f) => f.endsWith('.yaml'))
        .map((f) => parseOne(read(`${folder}/${f}`)))
    : [];

/** The real plan of a blueprint under blueprints/, with a lock made afresh. */
export const planOf = (file: string, change: (blueprint: Record<string, unknown>) => void = () => undefined): Plan => {
  const raw = load(file);
  change(raw);
  const blueprint = blueprintSchema.parse(raw);
  const clouds: Record<string, Cloud> = Object.fromEntries(all('clouds', (v) => cloudSchema.parse(v)).map((c) => [c.cloud, c]));
  const services: Record<string, Service> = Object.fromEntries(
    all('services', (v) => serviceSchema.parse(v)).map((s) => [`${s.service}@${s.version}`, s]),
  );
  const located = { value: blueprint, locate: () => ({ file, line: 1, column: 1 }) };
  const lock = updateLock(blueprint, undefined, file);
  if (!lock.ok) throw new Error(JSON.stringify(lock.problems, null, 2));
  const plan = resolve({ blueprint: located, clouds, services, lock: lock.value, policies });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems, null, 2));
  return plan.value;
};

export const referencePlan = (): Plan => planOf('reference/municipal.yaml');

export const referenceBlueprint = (): Blueprint => blueprintSchema.parse(load('reference/municipal.yaml'));
