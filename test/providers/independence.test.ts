import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import { loadProvider } from '../../lib/providers/registry';
import { planOf } from '../plans';

type Written = ReadonlyMap<string, string>;

const root = mkdtempSync(path.join(tmpdir(), 'sgc-independence-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

/** What a target of a plan becomes: text of each artefact by its id. */
const written = async (plan: Plan, targetId: string): Promise<Written> => {
  const target = plan.targets[targetId];
  if (target === undefined) throw new Error(`no target ${targetId}`);
  count += 1;
  const out = path.join(root, String(count));
  mkdirSync(out);
  const provider = await loadProvider(target.provider);
  const artefacts = provider.synthesize(plan, targetId, out);
  return new Map(artefacts.map(({ id, file }) => [id, readFileSync(path.join(out, file), 'utf8')]));
};

/** The reference municipality in production, without one hosted service and its links. */
const reference = (without = ''): Plan =>
  planOf('reference/municipal.yaml', (blueprint) => {
    blueprint.stages = { production: {} };
    blueprint.hosting = Object.fromEntries(Object.entries(blueprint.hosting).filter(([id]) => id !== without));
    const network = blueprint.network as { links: { from: string; to: string }[] };
    network.links = network.links.filter(({ from, to }) => ![from, to].some((end) => end.endsWith(`/${without}`)));
  });

/** Ids that one of the two has, or both with another text. */
const differing = (one: Written, other: Written): string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((id) => one.get(id) !== other.get(id)).sort();

/** Services of the reference, each with those at the other end of its links. */
const services: Readonly<Record<string, readonly string[]>> = {
  appointments: [],
  kindergarten: ['residence'],
  residence: ['kindergarten'],
};

describe.each(['aws', 'openstack'])('on %s', (target) => {
  let all: Written;
  beforeAll(async () => {
    all = await written(reference(), target);
  });

  test.each(Object.entries(services))(
    '%s comes and goes without a change elsewhere, but for links with %j',
    async (service, linked) => {
      const changed = differing(all, await written(reference(service), target));
      const own = (id: string): boolean => id.startsWith('link/') || [service, ...linked].includes(id.split('/')[1] ?? '');
      expect(changed.filter((id) => !own(id))).toEqual([]);
      expect(changed.some((id) => id.split('/')[1] === service)).toBe(true);
    },
  );

  test('the plans that were synthesized in between leave no trace', async () => {
    expect(differing(await written(reference(), target), all)).toEqual([]);
  });
});
