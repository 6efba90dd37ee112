import type { Answers } from './answers';

interface Wanted {
  readonly answers: Answers;
  readonly blueprint: string;
  readonly providers: ReadonlySet<'aws' | 'openstack'>;
}

/** README of a region's repository: what it is, what to type, what to do once. */
export const regionReadme = ({ answers, blueprint, providers }: Wanted): string =>
  [
    `# Shared government cloud of ${typeof answers.name === 'string' ? answers.name : (Object.values(answers.name)[0] ?? answers.region)}`,
    '',
    `\`${blueprint}\` says what this region wants; \`${blueprint.replace('.yaml', '.lock.json')}\` remembers the addresses once given. Both are reviewed and committed together; everything else is made from them.`,
    '',
    '```sh',
    'npm ci                          # once after each clone',
    `npx sgc check ${blueprint}      # everything that is wrong, offline`,
    `npx sgc lock ${blueprint}       # after a tenant, stage, zone or link came or went`,
    `npx sgc synth ${blueprint}      # writes sgc.out/${answers.region}/<target>`,
    '```',
    ...(providers.has('aws') ? awsPart(answers, blueprint) : []),
    ...(providers.has('openstack') ? openstackPart(answers) : []),
    '',
  ].join('\n');

const awsPart = (answers: Answers, blueprint: string): string[] => [
  '',
  '## Deploy to AWS',
  '',
  `1. Once in each account: \`npx cdk bootstrap aws://ACCOUNT/REGION --trust SHARED-ACCOUNT --cloudformation-execution-policies arn:aws:iam::aws:policy/AdministratorAccess\` (\`arn:aws-eusc:\` in the sovereign cloud). Once in the shared account: deploy \`pipeline/aws-roles.template.json\`, which lets this repository's pipeline in without keys.`,
  `2. \`npx cdk diff -c target=TARGET\` shows what would change, \`npx cdk deploy --all -c target=TARGET\` applies it. TARGET is ${awsTargets(answers)}; the blueprint is ${blueprint}, as cdk.json says.`,
];

const awsTargets = (answers: Answers): string =>
  Object.entries(answers.targets)
    .filter(([, target]) => target.accounts !== undefined)
    .map(([id]) => id)
    .join(' or ');

const openstackPart = (answers: Answers): string[] => [
  '',
  '## Deploy to OpenStack',
  '',
  `The states under \`sgc.out/${answers.region}/TARGET/stacks\` are applied in the order that \`npx sgc plan\` prints, each with the credentials of its level (operator, domain manager, tenant) from your clouds.yaml: \`tofu init && tofu apply\` (Terraform works as well). The cloud's provider cannot exchange a pipeline's identity for a token, so a pipeline needs expiring application credentials; keep them in protected variables.`,
];
