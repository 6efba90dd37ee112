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
    `\`${blueprint.replace('.yaml', '.records.yaml')}\` is where people write down what no artefact can show: restores tried, access looked at, keys renewed.`,
    '',
    '```sh',
    'npm ci                          # once after each clone',
    `npx sgc check ${blueprint}      # everything that is wrong, offline`,
    `npx sgc lock ${blueprint}       # after a tenant, stage, zone or link came or went`,
    `npx sgc synth ${blueprint}      # writes sgc.out/${answers.region}/<target>`,
    '```',
    ...(providers.has('aws') ? awsPart(answers, blueprint) : []),
    ...(providers.has('openstack') ? openstackPart(blueprint) : []),
    '',
  ].join('\n');

const awsPart = (answers: Answers, blueprint: string): string[] => [
  '',
  '## Deploy to AWS',
  '',
  `1. Once: \`npx sgc bootstrap ${blueprint} --target TARGET\` with an administrator of each account; \`--print\` only prints the commands. In the shared account deploy \`pipeline/aws-roles.template.json\` too, which lets this repository's pipeline in without keys.`,
  `2. \`npx sgc preflight ${blueprint} --target TARGET\` says what to ask for before anything is created.`,
  `3. \`npx sgc deploy ${blueprint} --target TARGET --plan\` shows what would change; without \`--plan\` it is applied. TARGET is ${awsTargets(answers)}.`,
];

const awsTargets = (answers: Answers): string =>
  Object.entries(answers.targets)
    .filter(([, target]) => target.accounts !== undefined)
    .map(([id]) => id)
    .join(' or ');

const openstackPart = (blueprint: string): string[] => [
  '',
  '## Deploy to OpenStack',
  '',
  `\`npx sgc deploy ${blueprint} --target TARGET\` applies every state in its order with OpenTofu or Terraform, each with the credentials of its level (operator, domain manager, tenant) from your clouds.yaml. \`npx sgc bootstrap ${blueprint} --target TARGET --print\` says what comes before. The cloud's provider cannot exchange a pipeline's identity for a token, so a pipeline needs expiring application credentials; keep them in protected variables, and the states in a shared backend.`,
];
