import type { Cloud } from '../../lib/model/cloud';
import type { Answers } from './answers';

interface Wanted {
  readonly answers: Answers;
  readonly blueprint: string;
  readonly clouds: Readonly<Record<string, Cloud>>;
}

/** The pipeline of the region's repository, and the roles that let it in without keys. */
export const pipelineFiles = ({ answers, blueprint, clouds }: Wanted): Readonly<Record<string, string>> => {
  if (answers.pipeline === 'none') return {};
  const targets = awsTargets(answers, clouds);
  const roles = targets.length === 0 ? {} : { 'pipeline/aws-roles.template.json': rolesTemplate(answers) };
  return answers.pipeline === 'github'
    ? { '.github/workflows/region.yaml': githubWorkflow(answers, blueprint, targets), ...roles }
    : { '.gitlab-ci.yml': gitlabPipeline(answers, blueprint, targets), ...roles };
};

const awsTargets = (answers: Answers, clouds: Readonly<Record<string, Cloud>>): readonly AwsTarget[] =>
  Object.entries(answers.targets).flatMap(([id, target]) => {
    const cloud = clouds[target.cloud];
    const account = target.accounts?.shared;
    return cloud?.provider === 'aws' && account !== undefined
      ? [{ id, account, region: cloud.region, partition: cloud.partition }]
      : [];
  });

interface AwsTarget {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

const githubWorkflow = (
  answers: Answers,
  blueprint: string,
  targets: readonly AwsTarget[],
): string => `# Checks every change, shows what it would do, and deploys the main branch after approval. No keys are stored:
# the job's own identity is exchanged for a role (pipeline/aws-roles.template.json).
name: region
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  id-token: write
concurrency: region-\${{ github.ref }}
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - run: npx sgc check ${blueprint}
      - run: npx sgc synth ${blueprint}
${targets.map((target) => githubJobs(answers, target)).join('')}`;

const githubJobs = (answers: Answers, target: AwsTarget): string => `  diff-${target.id}:
    needs: check
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
${githubSteps(target, roleArn(answers, target, 'diff'))}      - run: npx cdk diff --all -c target=${target.id}
  deploy-${target.id}:
    needs: check
    if: github.event_name == 'push'
    environment: ${target.id}
    runs-on: ubuntu-latest
    steps:
${githubSteps(target, roleArn(answers, target, 'deploy'))}      - run: npx cdk deploy --all --require-approval never -c target=${target.id}
`;

const githubSteps = ({ region }: AwsTarget, role: string): string => `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: ${role}
          aws-region: ${region}
`;

const gitlabPipeline = (
  answers: Answers,
  blueprint: string,
  targets: readonly AwsTarget[],
): string => `# Checks every change, shows what it would do, and deploys the default branch after approval. No keys are stored:
# the job's own identity is exchanged for a role (pipeline/aws-roles.template.json).
default:
  image: node:22
  before_script:
    - npm ci
stages: [check, diff, deploy]
check:
  stage: check
  script:
    - npx sgc check ${blueprint}
    - npx sgc synth ${blueprint}
${targets.length === 0 ? '' : gitlabLogin}${targets.map((target) => gitlabJobs(answers, target)).join('')}`;

const gitlabLogin = `.aws:
  id_tokens:
    AWS_TOKEN: { aud: "$CI_SERVER_URL" }
  before_script:
    - npm ci
    - echo "$AWS_TOKEN" > "$CI_PROJECT_DIR/.aws-token"
    - export AWS_WEB_IDENTITY_TOKEN_FILE="$CI_PROJECT_DIR/.aws-token" AWS_ROLE_SESSION_NAME="pipeline-$CI_PIPELINE_ID"
`;

const gitlabJobs = (answers: Answers, target: AwsTarget): string => `diff-${target.id}:
  extends: .aws
  stage: diff
  rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]
  variables: { AWS_ROLE_ARN: "${roleArn(answers, target, 'diff')}", AWS_REGION: ${target.region} }
  script:
    - npx cdk diff --all -c target=${target.id}
deploy-${target.id}:
  extends: .aws
  stage: deploy
  environment: ${target.id}
  rules: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', when: manual }]
  variables: { AWS_ROLE_ARN: "${roleArn(answers, target, 'deploy')}", AWS_REGION: ${target.region} }
  script:
    - npx cdk deploy --all --require-approval never -c target=${target.id}
`;

const roleName = (answers: Answers, use: string): string => `${answers.region}-pipeline-${use}`;

const roleArn = (answers: Answers, { partition, account }: AwsTarget, use: string): string =>
  `arn:${partition}:iam::${account}:role/${roleName(answers, use)}`;

/** Who signs the identities of jobs, for whom, and how a job of a request for review and one that deploys are called there. */
const issuers = {
  github: {
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    diff: 'repo:${Repository}:pull_request',
    deploy: 'repo:${Repository}:environment:*',
  },
  gitlab: {
    host: 'gitlab.com',
    audience: 'https://gitlab.com',
    diff: 'project_path:${Repository}:ref_type:branch:ref:*',
    deploy: 'project_path:${Repository}:ref_type:branch:ref:main',
  },
} as const;

type Issuer = (typeof issuers)[keyof typeof issuers];

/** CloudFormation for the account `shared`: jobs may take the CDK's own roles and nothing else; for a review only the one that looks up. */
const rolesTemplate = (answers: Answers): string => {
  const issuer = issuers[answers.pipeline === 'gitlab' ? 'gitlab' : 'github'];
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Lets the pipeline of ${answers.region} in without keys`,
    Parameters: { Repository: { Type: 'String', Description: 'owner/name of the repository' } },
    Resources: {
      Issuer: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${issuer.host}`, ClientIdList: [issuer.audience] } },
      Diff: roleFor(issuer, roleName(answers, 'diff'), issuer.diff, ['lookup']),
      Deploy: roleFor(issuer, roleName(answers, 'deploy'), issuer.deploy, ['deploy', 'file-publishing', 'lookup']),
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
};

const roleFor = (issuer: Issuer, name: string, subject: string, cdkRoles: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: policy({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: { Ref: 'Issuer' } },
      Condition: {
        StringEquals: { [`${issuer.host}:aud`]: issuer.audience },
        StringLike: { [`${issuer.host}:sub`]: { 'Fn::Sub': subject } },
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
