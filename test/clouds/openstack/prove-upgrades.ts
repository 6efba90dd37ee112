import { statefulTypes } from '../../../lib/providers/openstack/stateful';
import { type Lane, together } from './lanes';
import { type Proof, tail } from './proof';
import { type Changes, type Edit, isRun } from './region';

/** An edit of a living region: which states it may touch. */
interface Upgrade {
  readonly what: string;
  readonly edit: Edit;
  /** Ids of states that change; every other has to plan nothing. */
  readonly touches: RegExp;
  /** Ids of states that go: destroyed by hand before the blueprint forgets them, as docs/deploy.md says. */
  readonly removes?: readonly string[];
}

/** Named after the reference provider of three tenants. */
const upgrades: readonly Upgrade[] = [
  {
    what: 'a tenant joins',
    edit: (blueprint) => {
      blueprint.tenants.delta = { name: { en: 'Municipality Delta' }, inhabitants: 9000, level: 'municipality' };
    },
    touches: /^(foundation\/(domain|quotas|records|backup)|egress|delta-demo\/(network|storage))$/,
  },
  {
    what: 'a zone is added',
    edit: (blueprint) => {
      blueprint.network = { ...blueprint.network, zones: 3 };
    },
    touches: /^(foundation\/quotas|egress|[a-z]+-demo\/[a-z]+)$/,
  },
  {
    what: 'an e-service is added',
    edit: (blueprint) => {
      blueprint.hosting.meetings = {
        tenant: 'alpha',
        service: 'directory@1',
        host: 'meetings.alpha.provider.example',
        tier: 'A1',
      };
    },
    touches: /^alpha-demo\/meetings$/,
  },
  {
    what: 'e-services grow to full scale',
    edit: (blueprint) => {
      blueprint.stages.demo = { ...blueprint.stages.demo, scale: 'full' };
      // What the largest tenant's hosts may come to at its peak.
      blueprint.quota = { ...blueprint.quota, servers: 300, vcpus: 400, memoryGiB: 1200 };
    },
    touches: /^(foundation\/quotas|[a-z]+-demo\/[a-z]+)$/,
  },
  {
    what: 'an e-service is released',
    edit: (blueprint) => {
      const { appointments } = blueprint.hosting;
      if (appointments !== undefined) appointments.images = { booking: `registry.example/booking@sha256:${'a'.repeat(64)}` };
    },
    // Hosts follow the signed manifest: neither a state nor a server changes.
    touches: /^$/,
  },
  {
    what: 'a retention grows',
    edit: (blueprint) => {
      const { samples } = blueprint.storage;
      if (samples !== undefined) samples.retention = { ...samples.retention, years: 1 };
    },
    touches: /^alpha-demo\/storage$/,
  },
  {
    what: 'an e-service is removed',
    edit: (blueprint) => {
      delete blueprint.hosting.meetings;
    },
    touches: /^$/,
    removes: ['alpha-demo/meetings'],
  },
];

/** Each edit touches what it should, replaces nothing that holds state, and leaves a region that plans no change. */
export const proveUpgrades = async (proof: Proof): Promise<void> => {
  for (const { what, edit, touches, removes = [] } of upgrades) {
    const started = Date.now();
    const expected = removes.map((id) => proof.region.state(id));
    for (const state of expected) await proof.destroy(state);
    await proof.region.change(edit);
    const touched = await deployChanges(proof);
    const wrong = [...touched].flatMap(([id, { replace, delete: gone }]) => [
      ...(touches.test(id) ? [] : [`${id} was not to be touched`]),
      ...replace.filter(holdsState).map((address) => `${id}: replaces ${address}`),
      ...gone.filter(holdsState).map((address) => `${id}: deletes ${address}`),
    ]);
    const detail = [...touched].map(
      ([id, { create, update, replace, delete: gone }]) =>
        `${id} +${create.length} ~${update.length} ±${replace.length} -${gone.length}`,
    );
    const seconds = Math.round((Date.now() - started) / 1000);
    proof.findings.expectNone(
      'upgrade',
      what,
      wrong,
      `${[...detail, ...removes.map((id) => `${id} gone`)].join(', ') || 'no state changes'} (${seconds} s)`,
    );
    await proof.planAgain(
      `upgrade: ${what}`,
      proof.region.states.filter(({ id }) => touched.has(id)),
    );
  }
  await proof.planAgain('upgrade: all');
  const differences = (await proof.compare()).flatMap(({ type, missing, unexpected }) =>
    [...missing, ...unexpected].map((line) => `${type}: ${line}`),
  );
  proof.findings.expectNone('upgrade', 'the interfaces say what the last blueprint means', differences);
};

/**
 * Looks at every state in its order, each when those before it are deployed, as what it looks up may be new; deploys
 * those that change. What each was going to do.
 */
const deployChanges = async (proof: Proof): Promise<ReadonlyMap<string, Changes>> => {
  const touched = new Map<string, Changes>();
  const walk = async ({ who, states }: Lane): Promise<void> => {
    for (const state of states) {
      const [looked] = await proof.look([state]);
      const changes = looked?.[1];
      if (changes === undefined || isRun(changes))
        throw new Error(`${state.name}: ${changes === undefined ? '' : tail(changes)}`);
      if (sizeOf(changes) === 0) continue;
      touched.set(state.id, changes);
      if (!(await proof.deployLane(who, [state]))) throw new Error('an upgrade could not be applied');
    }
  };
  for (const wave of proof.waves()) await together(wave, walk);
  return touched;
};

const sizeOf = (changes: Changes): number =>
  changes.create.length + changes.update.length + changes.replace.length + changes.delete.length;

const holdsState = (address: string): boolean => (address.split('.')[0] ?? '') in statefulTypes;
