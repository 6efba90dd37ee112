import type { AwsTarget, OpenstackTarget, PipelineTargets } from './pipeline';

/** The region's pipeline on GitHub. */
export const githubWorkflow = (blueprint: string, { aws, openstack, local }: PipelineTargets): string =>
  `# Checks every change and shows what it would do; deploys the main branch once somebody has approved: give each environment
# below its reviewers. Who looks cannot apply: the two have identities of their own. No keys of AWS are stored: the job's own
# identity is exchanged for a role (pipeline/aws-roles.template.json).
# The actions are named by their major version; pin them by digest as your rules ask.
${local.map(notHere).join('')}name: region
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
${prepared}      - run: npx sgc check ${blueprint}
      - run: npx sgc synth ${blueprint}
${aws.map((target) => awsJobs(blueprint, target)).join('')}${openstack.map((target) => openstackJobs(blueprint, target)).join('')}`;

/** Why a target has no job; for both kinds of pipeline. */
export const notHere = (target: string): string =>
  `# Target ${target} is not deployed from here: its states are files of one machine. Set targets.${target}.options.stateBackend, and make
# the jobs anew as docs/deploy.md says.
`;

const prepared = `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
`;

const awsJobs = (blueprint: string, { id, region, roles }: AwsTarget): string => `  plan-${id}:
    needs: check
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
${prepared}${signedIn(region, roles.plan)}      - run: npx sgc deploy ${blueprint} --target ${id} --plan
      - run: npx sgc preflight ${blueprint} --target ${id}
  apply-${id}:
    needs: check
    if: github.event_name == 'push'
    environment: ${id}
    runs-on: ubuntu-latest
    steps:
${prepared}${signedIn(region, roles.apply)}      - run: npx sgc deploy ${blueprint} --target ${id} --yes
`;

const signedIn = (region: string, role: string): string => `      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: ${role}
          aws-region: ${region}
`;

/** The cloud's provider cannot exchange a job's identity, so each environment holds a clouds.yaml of its own. */
const openstackJobs = (blueprint: string, { id, variables }: OpenstackTarget): string => {
  const steps = (command: string): string => `${prepared}      - uses: opentofu/setup-opentofu@v1
        with: { tofu_wrapper: false }
      - run: printf '%s' "$CLOUDS_YAML" > "$OS_CLIENT_CONFIG_FILE" && ${command}
        env:
          OS_CLIENT_CONFIG_FILE: \${{ runner.temp }}/clouds.yaml
${['CLOUDS_YAML', ...variables].map((name) => `          ${name}: \${{ secrets.${name} }}\n`).join('')}`;
  return `  # Environment ${id}-plan: application credentials of readers; ${id}: of members. Both expire; renew them before.
  plan-${id}:
    needs: check
    if: github.event_name == 'pull_request'
    environment: ${id}-plan
    runs-on: ubuntu-latest
    steps:
${steps(`npx sgc deploy ${blueprint} --target ${id} --plan && npx sgc preflight ${blueprint} --target ${id}`)}  apply-${id}:
    needs: check
    if: github.event_name == 'push'
    environment: ${id}
    runs-on: ubuntu-latest
    steps:
${steps(`npx sgc deploy ${blueprint} --target ${id} --yes`)}`;
};
