import { readFileSync } from 'node:fs';
import path from 'node:path';
import { synthesizeAll } from '../../artefacts';
import { referencePlan } from '../../plans';

interface Statement {
  readonly Principal: { readonly Service?: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly AssumeRolePolicyDocument?: { readonly Statement: readonly Statement[] } };
}

/** Services that tell no account when they take a role on; with the condition they could not work. */
const untold = new Set([
  // Takes on the role of a function that the account itself names.
  'lambda.amazonaws.com',
  // User guide, "Setting up permissions for live replication": no condition key of the caller is named there.
  's3.amazonaws.com',
  // User guide, "Role policy document for CloudTrail to use CloudWatch Logs": neither key is supported.
  'cloudtrail.amazonaws.com',
]);

test('a service takes on a role of ours for our own account alone, where the service says for whom it asks', () => {
  const trusted = synthesizeAll(referencePlan(), (provider) => provider === 'aws').flatMap(({ folder, artefacts }) =>
    artefacts.flatMap(({ file }) => {
      const { Resources } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        Resources: Readonly<Record<string, Resource>>;
      };
      return Object.entries(Resources)
        .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
        .flatMap(([id, { Properties }]) =>
          (Properties?.AssumeRolePolicyDocument?.Statement ?? []).map(({ Principal, Condition }) => ({
            role: `${file} ${id}`,
            service: Principal.Service,
            account: Condition?.StringEquals?.['aws:SourceAccount'],
          })),
        );
    }),
  );
  const told = trusted.flatMap((one) =>
    one.service === undefined || untold.has(one.service) ? [] : [{ ...one, service: one.service }],
  );
  expect([...new Set(told.map(({ service }) => service))]).toContain('monitoring.rds.amazonaws.com');
  expect(
    told.filter(({ account }) => !/^\d{12}$/.test(String(account))).map(({ role, service }) => `${service} ${role}`),
  ).toEqual([]);
});
