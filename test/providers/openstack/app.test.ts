import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan } from '../../../lib/plan/plan';
import type { OpenstackTargetPlan } from '../../../lib/plan/target-plan';
import { appProps, compose } from '../../../lib/providers/openstack/app';
import { App, TerraformStack } from '../../../lib/providers/openstack/engine';
import { provider } from '../../../lib/providers/openstack/provider';
import { planOf } from '../../plans';
import { plan } from './synthesis';

const written = (of: Plan): Readonly<Record<string, string>> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-openstack-'));
  try {
    return Object.fromEntries(
      provider.synthesize(of, 'openstack', folder).map(({ id, file }) => [id, readFileSync(path.join(folder, file), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const reference = written(plan);

describe('An OpenStack target', () => {
  test('is one state for each level, network, store and service, in the order to apply', () => {
    const ids = Object.keys(reference);
    expect(ids.slice(0, 6)).toEqual([
      'foundation/operator',
      'foundation/domain',
      'foundation/quotas',
      'foundation/records',
      'foundation/backup',
      'egress',
    ]);
    expect(ids.indexOf('link/city-kindergarten-county-residence-443-production')).toBeLessThan(
      ids.indexOf('county-production/residence'),
    );
    expect(ids.indexOf('county-production/residence')).toBeLessThan(ids.indexOf('city-production/kindergarten'));
    for (const { id } of plan.order.filter(({ id }) => id.includes('/'))) expect(ids).toContain(id);
  });

  test('is written alike into another folder', () => {
    expect(written(plan)).toEqual(reference);
  });

  test('holds no path of a machine and no reference to another state', () => {
    const all = Object.values(reference).join('\n');
    expect(all).not.toContain('sgc-openstack-');
    expect(all).not.toContain(process.cwd());
    expect(all).not.toContain('terraform_remote_state');
  });

  test('is written as the engine would write it, though resolved once', () => {
    const app = new App({ ...appProps, outdir: tmpdir() });
    compose(app, plan, plan.targets.openstack as OpenstackTargetPlan);
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    expect(stacks).toHaveLength(Object.keys(reference).length);
    for (const stack of stacks) expect(stack.toTerraform()).toEqual(TerraformStack.prototype.toTerraform.call(stack));
  });

  test('makes nothing for which the cloud has no operator of ours', () => {
    const modest = planOf('reference/municipal.yaml', (blueprint) => {
      blueprint.needs = {};
      blueprint.identity.staff.mfa = 'preferred';
      blueprint.targets = { openstack: { cloud: 'openstack-modest' } };
    });
    const ids = Object.keys(written(modest));
    expect(ids.filter((id) => !id.includes('production') && !id.includes('staging'))).toEqual([
      'foundation/domain',
      'foundation/records',
      'foundation/backup',
    ]);
    expect(ids.filter((id) => id.startsWith('link/'))).toEqual([]);
  });
});
