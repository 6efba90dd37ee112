import type { AuditOptions } from './command/audit';
import { type Add, examples } from './program-command';

const audit: Add = (program, io, ended) => {
  program
    .command('audit')
    .argument(
      '<paths...>',
      'a blueprint; a folder of CloudFormation templates, Terraform JSON and plans, whoever made them; several blueprints, or a folder of them',
    )
    .description('judge every control by what was synthesized, and write a signed package of evidence')
    .option('--target <name>', 'one target of the blueprint', 'all')
    .option('--framework <id>', 'show the mapping to one catalogue only; default: all')
    .option('--lang <language>', "language of the page; default: the first of the region's that there is")
    .option('--at <date>', 'day (YYYY-MM-DD) on which exceptions are judged; default today')
    .option('--since <date>', 'first day of the period over which records are shown; default: a year before')
    .option('--import <files...>', 'reports of other tools: SARIF, or the validation report of the CDK')
    .option('--baseline <package>', 'an earlier package, or its report.json: says what has changed since, and by what')
    .option(
      '--deployed [folder]',
      'ask the clouds whether what was audited is what runs; the folder that sgc deploy wrote, default: sgc.out/<region>',
    )
    .option('--reference <blueprint>', 'of several regions: from which deviations are counted; default: reference/municipal')
    .option('--key <file>', "the region's Ed25519 key (PEM) that signs the statement")
    .option('--out <folder>', 'where to write; default: sgc.out/<region>-audit')
    .addHelpText(
      'after',
      examples(
        'sgc audit lecce.yaml',
        'sgc audit lecce.yaml --target openstack --key region.key',
        'sgc audit lecce.yaml --target aws --deployed',
        'sgc audit lecce.yaml --baseline 2026-10-audit',
        'sgc audit lecce.yaml novi-sad.yaml --reference reference.yaml',
        'sgc audit cdk.out --framework nist-800-53r5',
      ),
    )
    .action(async (paths: string[], options: AuditOptions) => {
      const { runAudit } = require('./command/audit') as typeof import('./command/audit');
      ended(await runAudit(io, paths, options));
    });
};

const verify: Add = (program, io, ended) => {
  program
    .command('verify')
    .argument('<folder>', 'a package of evidence')
    .description('say whether any byte of a package of evidence was changed; needs no network')
    .option(
      '--key <file>',
      "the region's public key (PEM); default: the one in the package, which proves nothing about who signed",
    )
    .option('--artefacts <folder>', 'compare the audited artefacts too: the folder that sgc synth wrote')
    .addHelpText(
      'after',
      examples('sgc verify sgc.out/lecce-audit --key region.pub', 'sgc verify sgc.out/lecce-audit --artefacts sgc.out/lecce'),
    )
    .action((folder: string, options: { key?: string; artefacts?: string }) => {
      const { runVerify } = require('./command/verify') as typeof import('./command/verify');
      ended(runVerify(io, folder, options));
    });
};

/** The auditor's commands. */
export const auditCommands: readonly Add[] = [audit, verify];
