import './environment';
import { App } from 'aws-cdk-lib';
import { appProps, compose } from '../lib/providers/aws/app';
import { planForApp } from './app-plan';

// App of cdk.json: `cdk synth -c blueprint=FILE -c target=NAME`.
const app = new App(appProps);
const wanted = (key: string): string | undefined => app.node.tryGetContext(key) as string | undefined;
const { plan, target } = planForApp({ provider: 'aws', blueprint: wanted('blueprint'), target: wanted('target') });
if (target.provider === 'aws') compose(app, plan, target);
app.synth();
