import { App } from 'aws-cdk-lib';
import type { Plan } from '../../plan/plan';
import type { Artefact, Provider } from '../provider';
import { appProps, compose } from './app';
import { statefulTypes } from './stateful';

/** Synthesizes CloudFormation templates with the CDK. */
export const provider: Provider = {
  id: 'aws',
  statefulTypes,
  synthesize(plan: Plan, targetId: string, outDir: string): readonly Artefact[] {
    const target = plan.targets[targetId];
    if (target?.provider !== 'aws') throw new Error(`${targetId} is no target on AWS`);
    const app = new App({ ...appProps, outdir: outDir });
    const artefacts = compose(app, plan, target);
    app.synth();
    return artefacts;
  },
};
