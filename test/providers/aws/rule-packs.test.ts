import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { compose, appProps } from '../../../lib/providers/aws/app';
import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import { planOf } from '../../plans';

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly acknowledgedId?: string;
  readonly acknowledgedAt?: string;
}

interface Checked {
  readonly app: App;
  readonly open: readonly string[];
  readonly silenced: ReadonlySet<string>;
}

/** Every stack of a target under both packs, with what they said. */
const check = (
  file: string,
  targetId: string,
  change: (app: App) => void = () => undefined,
  edit: Parameters<typeof planOf>[1] = () => undefined,
): Checked => {
  const plan = planOf(file, edit);
  const outdir = mkdtempSync(path.join(tmpdir(), 'sgc-packs-'));
  const app = new App({ ...appProps, outdir });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new NIST80053R5Checks());
  compose(app, plan, plan.targets[targetId] as AwsTargetPlan);
  change(app);
  try {
    app.synth();
  } catch (error) {
    if (!/Validation ?failed/i.test(String(error))) throw error;
  }
  const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: Violation[]; suppressedViolations: Violation[] }[];
  };
  return {
    app,
    open: report.pluginReports.flatMap((pack) =>
      pack.violations.flatMap((v) => v.violatingConstructs.map((c) => `${v.ruleName} at ${c.constructPath}`)),
    ),
    silenced: new Set(
      report.pluginReports.flatMap((pack) =>
        pack.suppressedViolations.map((v) => `${v.acknowledgedId ?? ''} at ${v.acknowledgedAt ?? ''}`),
      ),
    ),
  };
};

const acknowledged = (app: App): string[] =>
  app.node
    .findAll()
    .flatMap((node) =>
      node.node.metadata
        .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap((entry) => Object.keys(entry.data as Record<string, string>).map((id) => `${id} at ${node.node.path}`)),
    );

describe.each([
  ['reference/municipal.yaml', 'aws'],
  ['clips/lecce.yaml', 'sovereign'],
])('the rule packs on %s, target %s', (file, target) => {
  let checked: Checked;
  beforeAll(() => {
    checked = check(file, target);
  });

  test('leave no finding unexplained', () => {
    expect(checked.open).toEqual([]);
  });

  test('every acknowledgement matches a finding', () => {
    const all = acknowledged(checked.app);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((entry) => !checked.silenced.has(entry))).toEqual([]);
  });

  test('every acknowledgement is qualified by its pack', () => {
    expect(acknowledged(checked.app).filter((entry) => !/^(AwsSolutions|NIST\.800\.53\.R5)::/.test(entry))).toEqual([]);
  });
});

describe('an exception of the register', () => {
  const stack = 'reference-city-production-appointments';
  const entry = (resource: string) => ({
    control: 'hosting.entryKept',
    resource: `aws/${stack}/${resource}`,
    reason: 'rebuilt each night during the trial',
    owner: 'ced',
    ticket: 'CED-112',
    compensating: 'the operator on duty is called',
    review: '2027-03-01',
    expires: '2027-06-30',
  });
  const unprotected = (app: App): void => {
    const balancer = app.node
      .findAll()
      .find((node) => node instanceof CfnLoadBalancer && node.node.path.startsWith(stack) && node.scheme === 'internet-facing');
    (balancer as CfnLoadBalancer).loadBalancerAttributes = [
      { key: 'deletion_protection.enabled', value: 'false' },
      { key: 'access_logs.s3.enabled', value: 'true' },
      { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
    ];
  };
  const checkedWith = (resource: string): Checked =>
    check('reference/municipal.yaml', 'aws', unprotected, (blueprint) => {
      blueprint.exceptions = [entry(resource)];
    });

  test('is told to the rule packs for its one resource, with owner, ticket and end', () => {
    const { app, open, silenced } = checkedWith('entryLoadBalancerDF143CE9');
    expect(open.filter((text) => text.includes('Deletion'))).toEqual([]);
    const rule = 'NIST.800.53.R5::NIST.800.53.R5-ELBDeletionProtectionEnabled';
    expect([...silenced].filter((text) => text.startsWith(rule))).toEqual([expect.stringContaining(`${rule} at ${stack}/`)]);
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons).toContain(
      'hosting.entryKept: rebuilt each night during the trial; instead: the operator on duty is called; ced, CED-112, until 2027-06-30 (review: 2027-03-01)',
    );
  });

  test('for another resource silences nothing', () => {
    expect(checkedWith('another').open.filter((text) => text.includes('ELBDeletionProtectionEnabled'))).toHaveLength(1);
  });
});
