import type { Answers } from './answers';

/** Who signs the identities of jobs, for whom, and how a job that looks and one that applies are called there. */
const issuers = {
  github: {
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    plan: () => ['repo:${Repository}:pull_request'],
    apply: (targets: readonly string[]) => targets.map((target) => `repo:\${Repository}:environment:${target}`),
  },
  gitlab: {
    host: 'gitlab.com',
    audience: 'https://gitlab.com',
    plan: () => ['project_path:${Repository}:ref_type:branch:ref:*'],
    apply: () => ['project_path:${Repository}:ref_type:branch:ref:main'],
  },
} as const;

type Issuer = (typeof issuers)[keyof typeof issuers];

/** CloudFormation for the account `shared`: jobs may take the CDK's own roles and nothing else; who looks, only the one that looks up. */
export const rolesTemplate = (answers: Answers, targets: readonly string[]): string => {
  const issuer = issuers[answers.pipeline === 'gitlab' ? 'gitlab' : 'github'];
  const role = (use: 'plan' | 'apply', cdkRoles: readonly string[]) =>
    roleFor(issuer, `${answers.region}-pipeline-${use}`, issuer[use](targets), cdkRoles);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Lets the pipeline of ${answers.region} in without keys`,
    Parameters: { Repository: { Type: 'String', Description: 'owner/name of the repository' } },
    Resources: {
      Issuer: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${issuer.host}`, ClientIdList: [issuer.audience] } },
      Plan: role('plan', ['lookup']),
      Apply: role('apply', ['deploy', 'file-publishing', 'lookup']),
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
};

const roleFor = (issuer: Issuer, name: string, subjects: readonly string[], cdkRoles: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: policy({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: { Ref: 'Issuer' } },
      Condition: {
        StringEquals: { [`${issuer.host}:aud`]: issuer.audience },
        StringLike: { [`${issuer.host}:sub`]: subjects.map((subject) => ({ 'Fn::Sub': subject })) },
      },
    }),
    Policies: [
      {
        PolicyName: 'cdk-roles',
        PolicyDocument: policy({
          Action: 'sts:AssumeRole',
          Resource: cdkRoles.map((role) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/cdk-*-${role}-role-*` })),
        }),
      },
    ],
  },
});

const policy = (statement: Readonly<Record<string, unknown>>) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
