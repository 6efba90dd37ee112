import { statefulTypes } from '../../../lib/providers/openstack/stateful';
import type { Proof } from './proof';
import type { Edit } from './region';

/** An edit of a living region: which states it may touch, and whether things may go. */
interface Upgrade {
  readonly what: string;
  readonly edit: Edit;
  /** Ids of states that change; every other has to plan nothing. */
  readonly touches: RegExp;
  /** Whether whole states go. */
  readonly removes?: true;
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
    what: 'an e-service grows',
    edit: (blueprint) => {
      blueprint.stages.demo = { ...blueprint.stages.demo, scale: 'full' };
    },
    touches: /^[a-z]+-demo\/[a-z]+$/,
  },
  {
    what: 'an e-service is released',
    edit: (blueprint) => {
      const hosted = blueprint.hosting.appointments;
      if (hosted !== undefined) hosted.images = { booking: `registry.example/booking@sha256:${'a'.repeat(64)}` };
    },
    // Hosts follow the signed manifest: neither a state nor a server changes.
    touches: /^$/,
  },
  {
    what: 'a retention grows',
    edit: (blueprint) => {
      const store = blueprint.storage.samples;
      if (store !== undefined) store.retention = { ...store.retention, years: 1 };
    },
    touches: /^alpha-demo\/storage$/,
  },
  {
    what: 'an e-service is removed',
    edit: (blueprint) => {
      delete blueprint.hosting.meetings;
    },
    touches: /^alpha-demo\/meetings$/,
    removes: true,
  },
];

/** Each edit touches what it should, replaces nothing that holds state, and leaves a region that plans no change. */
export const proveUpgrades = async (proof: Proof): Promise<void> => {
  for (const { what, edit, touches, removes } of upgrades) {
    try {
      const touched = await proof.upgrade(edit);
      const wrong = [...touched].flatMap(([state, { replace, delete: gone }]) => [
        ...(touches.test(state) ? [] : [`${state} was not to be touched`]),
        ...replace.filter(holdsState).map((address) => `${state}: replaces ${address}`),
        ...(removes === true ? [] : gone.filter(holdsState).map((address) => `${state}: deletes ${address}`)),
      ]);
      const detail = [...touched].map(
        ([state, { create, update, replace, delete: gone }]) =>
          `${state} +${create} ~${update} ±${replace.length} -${gone.length}`,
      );
      proof.findings.expectNone('upgrade', what, wrong, detail.join(', ') || 'no state changes');
      await proof.planAgain(`upgrade: ${what}`);
    } catch (error) {
      proof.findings.failed('upgrade', what, error instanceof Error ? error.message : String(error));
      return;
    }
  }
};

const holdsState = (address: string): boolean => (address.split('.')[0] ?? '') in statefulTypes;
