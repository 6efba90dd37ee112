import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import { planOf } from '../plans';
import { synthesized } from './synthesized';

/** One tenant, one e-service: enough of every artefact, and quick. */
const region = (id: string): Plan =>
  planOf('reference/municipal.yaml', (blueprint) => {
    const { city } = blueprint.tenants as { city: unknown };
    const { kindergarten } = blueprint.hosting as { kindergarten: unknown };
    const { 'case-files': files } = blueprint.storage as { 'case-files': unknown };
    Object.assign(blueprint, {
      region: id,
      tenants: { city },
      hosting: { kindergarten },
      storage: { 'case-files': files },
      stages: { production: {} },
    });
    (blueprint.network as { links: unknown }).links = [];
    Reflect.deleteProperty(blueprint.targets, 'sovereign');
    Object.assign(blueprint.targets.aws ?? {}, { accounts: { shared: '111122223333', city: '222233334444' } });
  });

const templates = (plan: Plan, target: string): Readonly<Record<string, string>> =>
  Object.fromEntries(synthesized(plan, target).templates);

/** Differences as names of artefacts: whole templates in a failure say nothing. */
const differing = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((id) => a[id] !== b[id]);

describe.each(['aws', 'openstack'])('synthesis for %s', (target) => {
  const home = process.cwd();
  const plan = region('reference');
  let once: Readonly<Record<string, string>>;
  let elsewhere: string;
  beforeAll(() => {
    once = templates(plan, target);
    elsewhere = mkdtempSync(path.join(tmpdir(), 'elsewhere-'));
  });
  afterEach(() => process.chdir(home));
  afterAll(() => rmSync(elsewhere, { recursive: true }));

  test('gives the same bytes again, and from another folder', () => {
    process.chdir(elsewhere);
    expect(differing(once, templates(plan, target))).toEqual([]);
  });

  test('gives the same bytes for a plan resolved anew', () => {
    expect(differing(once, templates(region('reference'), target))).toEqual([]);
  });

  test('remembers nothing of another region in between', () => {
    const other = templates(region('another'), target);
    expect(differing(once, other).length).toBeGreaterThan(0);
    expect(differing(once, templates(plan, target))).toEqual([]);
  });

  test('holds no path of this machine and no name of the folder it was written to', () => {
    const found = Object.entries(once).filter(
      ([, text]) => text.includes(home) || text.includes(tmpdir() + path.sep + 'conformance-'),
    );
    expect(found.map(([id]) => id)).toEqual([]);
  });
});
