import './environment';
import { existsSync, readFileSync } from 'node:fs';
import { App } from '../lib/providers/openstack/engine';
import { appProps, compose } from '../lib/providers/openstack/app';
import { planForApp } from './app-plan';

interface Context {
  readonly blueprint?: string;
  readonly target?: string;
}

/** The engine's command line hands its context over; called without it, we read the same file. */
const contextOf = (): Context => {
  const handed = process.env.CDKTF_CONTEXT_JSON;
  if (handed !== undefined) return JSON.parse(handed) as Context;
  if (!existsSync('cdktf.json')) return {};
  return (JSON.parse(readFileSync('cdktf.json', 'utf8')) as { context?: Context }).context ?? {};
};

// App of cdktf.json.
const { blueprint, target: name } = contextOf();
const { plan, target } = planForApp({ provider: 'openstack', blueprint, target: name });
const app = new App(appProps);
if (target.provider === 'openstack') compose(app, plan, target);
app.synth();
