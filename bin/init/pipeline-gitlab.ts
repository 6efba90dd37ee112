import type { AwsTarget, OpenstackTarget, PipelineTargets } from './pipeline';
import { notHere } from './pipeline-github';

/** The region's pipeline on GitLab. */
export const gitlabPipeline = (blueprint: string, { aws, openstack, local }: PipelineTargets): string =>
  `# Checks every change and shows what it would do; deploys the default branch once somebody starts that job: protect its
# environments. Who looks cannot apply: the two have identities of their own. No keys of AWS are stored: the job's own identity
# is exchanged for a role (pipeline/aws-roles.template.json).
${local.map(notHere).join('')}default:
  image: node:22
  before_script:
    - npm ci
stages: [check, plan, apply]
check:
  stage: check
  script:
    - npx sgc check ${blueprint}
    - npx sgc synth ${blueprint}
${aws.length === 0 ? '' : awsLogin}${aws.map((target) => awsJobs(blueprint, target)).join('')}${openstack.map((target) => openstackJobs(blueprint, target)).join('')}`;

const awsLogin = `.aws:
  id_tokens:
    AWS_TOKEN: { aud: "$CI_SERVER_URL" }
  before_script:
    - npm ci
    - echo "$AWS_TOKEN" > "$CI_PROJECT_DIR/.aws-token"
    - export AWS_WEB_IDENTITY_TOKEN_FILE="$CI_PROJECT_DIR/.aws-token" AWS_ROLE_SESSION_NAME="pipeline-$CI_PIPELINE_ID"
`;

const onRequest = `rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]`;
const byHand = `rules: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', when: manual }]`;

const awsJobs = (blueprint: string, { id, region, roles }: AwsTarget): string => `plan-${id}:
  extends: .aws
  stage: plan
  ${onRequest}
  variables: { AWS_ROLE_ARN: "${roles.plan}", AWS_REGION: ${region} }
  script:
    - npx sgc deploy ${blueprint} --target ${id} --plan
    - npx sgc preflight ${blueprint} --target ${id} --offline
apply-${id}:
  extends: .aws
  stage: apply
  environment: ${id}
  resource_group: ${id}
  ${byHand}
  variables: { AWS_ROLE_ARN: "${roles.apply}", AWS_REGION: ${region} }
  script:
    - npx sgc deploy ${blueprint} --target ${id} --yes
`;

/** The cloud's provider cannot exchange a job's identity, so each environment holds a clouds.yaml of its own. */
const openstackJobs = (blueprint: string, { id, variables }: OpenstackTarget): string =>
  `# Variables of the environments ${id}-plan (application credentials of readers) and ${id} (of members): OS_CLIENT_CONFIG_FILE
# as a file, ${variables.join(', ')}. The credentials expire; renew them before. TOOLS_IMAGE: an image of yours
# with Node 22 and OpenTofu.
plan-${id}:
  stage: plan
  image: "$TOOLS_IMAGE"
  environment: { name: ${id}-plan, action: prepare }
  ${onRequest}
  script:
    - npx sgc deploy ${blueprint} --target ${id} --plan
    - npx sgc preflight ${blueprint} --target ${id}
apply-${id}:
  stage: apply
  image: "$TOOLS_IMAGE"
  environment: ${id}
  resource_group: ${id}
  ${byHand}
  script:
    - npx sgc deploy ${blueprint} --target ${id} --yes
`;
