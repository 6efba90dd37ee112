import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { has } from '../../model/cloud';
import type { Plan } from '../../plan/plan';
import type { Artefact, Provider } from '../provider';
import { appProps, compose } from './app';
import { App } from './engine';
import { mappingOf } from './foundation/federation';
import { statefulTypes } from './stateful';

/** Synthesizes Terraform states, for Terraform and OpenTofu alike. */
export const provider: Provider = {
  id: 'openstack',
  statefulTypes,
  synthesize(plan: Plan, targetId: string, outDir: string): readonly Artefact[] {
    const target = plan.targets[targetId];
    if (target?.provider !== 'openstack') throw new Error(`${targetId} is no target on OpenStack`);
    const app = new App({ ...appProps, outdir: outDir });
    const artefacts = compose(app, plan, target);
    app.synth();
    // No state: the operator loads it where the cloud takes sign-ins of others.
    if (has(target.cloud, 'federation'))
      writeFileSync(path.join(outDir, 'federation-mapping.json'), `${JSON.stringify(mappingOf(plan, target), null, 2)}\n`);
    return artefacts;
  },
};
