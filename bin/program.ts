import { setFlagsFromString } from 'node:v8';
import { Command, Option } from 'commander';
import { layers } from '../lib/plan/layer';
import type { BootstrapOptions } from './command/bootstrap';
import type { DeployOptions } from './command/deploy';
import type { SyncOptions } from './command/images';
import type { DiscoverOptions } from './command/discover';
import type { PreflightOptions } from './command/preflight';
import { exit } from './exit';
import { colorsOf, type Io } from './io';
import { packageFile } from './package-root';
import { auditCommands } from './program-audit';
import { type Add, type Ended, examples } from './program-command';
import { planningCommands } from './program-planning';

const exitCodes = `Exit codes: ${exit.fine} fine, ${exit.problems} the input has problems, ${exit.usage} wrong usage, ${exit.fault} a fault of sgc.`;

/** The command line: what there is to type. What a command does is loaded when it is called. */
export const programOf = (io: Io, ended: Ended): Command => {
  const program = new Command('sgc')
    .description("One blueprint of a region's shared-government cloud; complete deployments for AWS and OpenStack.")
    .version(packageFile.version)
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => colorsOf(io, 'out').isColorSupported,
      getErrHasColors: () => colorsOf(io, 'err').isColorSupported,
    })
    .addHelpText(
      'after',
      examples('sgc init', 'sgc check lecce.yaml', 'sgc synth lecce.yaml --target openstack') + `\n${exitCodes}`,
    );
  for (const add of [
    init,
    check,
    explain,
    lock,
    plan,
    synth,
    preflight,
    bootstrap,
    images,
    deploy,
    ...auditCommands,
    graph,
    ...planningCommands,
    discover,
    completion,
  ])
    add(program, io, ended);
  return program;
};

const json = () => new Option('--json', 'print JSON for other tools');

const init: Add = (program, io, ended) => {
  program
    .command('init')
    .argument('[folder]', 'where the repository is to be', '.')
    .description("make a region's repository: blueprint, lock, pipeline")
    .option('--answers <file>', 'answers as YAML, instead of questions')
    .option('--no-install', 'write the files only, do not run npm install')
    .addHelpText('after', examples('sgc init', 'sgc init my-region --answers answers.yaml --no-install'))
    .action(async (folder: string, options: { answers?: string; install: boolean }) => {
      const { runInit } = require('./command/init') as typeof import('./command/init');
      ended(await runInit(io, folder, options));
    });
};

const check: Add = (program, io, ended) => {
  program
    .command('check')
    .argument('<files...>', 'blueprints, cloud profiles, e-service descriptors, records, planning files, price books')
    .description('say everything that is wrong with files, offline')
    .addOption(json())
    .option('--at <date>', 'day (YYYY-MM-DD) on which acceptances and exceptions must still hold; default today')
    .addHelpText('after', examples('sgc check lecce.yaml', 'sgc check *.yaml --json', 'sgc check lecce.yaml --at 2027-01-31'))
    .action((files: string[], options: { json?: boolean; at?: string }) => {
      // It ends before optimized code pays; compiling it costs a fifth of the whole run. What runs for long still gets it.
      setFlagsFromString('--interrupt-budget=4000000');
      require('./interpreted');
      const { runCheck } = require('./command/check') as typeof import('./command/check');
      ended(runCheck(io, files, options));
    });
};

const explain: Add = (program, io, ended) => {
  program
    .command('explain')
    .argument('<file>', 'a blueprint')
    .argument('[path]', 'such as network.egress.allow; without it, everything')
    .description('say where a value of a blueprint comes from')
    .addOption(json())
    .addHelpText('after', examples('sgc explain lecce.yaml network.zones', 'sgc explain lecce.yaml recovery'))
    .action((file: string, path: string | undefined, options: { json?: boolean }) => {
      const { runExplain } = require('./command/explain') as typeof import('./command/explain');
      ended(runExplain(io, file, path ?? '', options));
    });
};

const lock: Add = (program, io, ended) => {
  const command = program
    .command('lock')
    .description('give addresses to what is new; nothing that has one moves')
    .addHelpText(
      'after',
      examples(
        'sgc lock lecce.yaml',
        'sgc lock release lecce.yaml museum-production',
        'sgc lock release lecce.yaml aws/lecce-comune-production-fees',
        'sgc lock release lecce.yaml comune-production/fees',
      ),
    );
  command
    .command('update', { isDefault: true })
    .argument('<file>', 'a blueprint')
    .description('write the lock beside the blueprint')
    .action((file: string) => {
      const { runLock } = require('./command/lock') as typeof import('./command/lock');
      ended(runLock(io, file));
    });
  command
    .command('release')
    .argument('<file>', 'a blueprint')
    .argument('<id>', 'what was removed: tenant-stage, link, target/artefact or target/artefact/resource')
    .description('sign off that something removed may go, with its addresses and its state')
    .action((file: string, id: string) => {
      const { runRelease } = require('./command/lock') as typeof import('./command/lock');
      ended(runRelease(io, file, id));
    });
};

const plan: Add = (program, io, ended) => {
  program
    .command('plan')
    .argument('<file>', 'a blueprint')
    .description('show what is decided: addresses, sizes, gaps of each target')
    .addOption(json())
    .addHelpText('after', examples('sgc plan lecce.yaml', 'sgc plan lecce.yaml --json > plan.json'))
    .action((file: string, options: { json?: boolean }) => {
      const { runPlan } = require('./command/plan') as typeof import('./command/plan');
      ended(runPlan(io, file, options));
    });
};

const synth: Add = (program, io, ended) => {
  program
    .command('synth', { isDefault: true })
    .argument('[file]', 'a blueprint; default: the one that cdk.json names, else the reference region')
    .description('write the deployments: CloudFormation stacks, Terraform states')
    .option('--target <name>', 'one target of the blueprint', 'all')
    .option('--audit', 'write the evidence package of exactly these bytes too, into <out>-audit; `sgc` alone does so')
    .option('--out <folder>', 'where to write; default: sgc.out/<region>')
    .addHelpText(
      'after',
      examples('sgc synth', 'sgc synth lecce.yaml --target openstack --out build', 'sgc synth lecce.yaml --audit'),
    )
    .action((file: string | undefined, options: { target: string; audit?: boolean; out?: string }) => {
      const { runSynth } = require('./command/synth') as typeof import('./command/synth');
      ended(runSynth(io, file, options));
    });
};

const preflight: Add = (program, io, ended) => {
  program
    .command('preflight')
    .argument('<file>', 'a blueprint')
    .description('compare what would be created with quotas and limits, and say what to ask of whom; creates nothing')
    .option('--target <name>', 'one target of the blueprint', 'all')
    .option('--offline', 'ask no cloud and no DNS: published defaults, the profile and the own quotas only')
    .option('--all', 'show what fits too')
    .addOption(json())
    .addHelpText(
      'after',
      examples('sgc preflight lecce.yaml --target openstack', 'sgc preflight lecce.yaml --target aws --offline --json'),
    )
    .action(async (file: string, options: PreflightOptions) => {
      const { runPreflight } = require('./command/preflight') as typeof import('./command/preflight');
      ended(await runPreflight(io, file, options));
    });
};

const bootstrap: Add = (program, io, ended) => {
  program
    .command('bootstrap')
    .argument('<file>', 'a blueprint')
    .description('prepare a target for its first deployment, or print the commands that do')
    .option('--target <name>', 'one target of the blueprint; default: its only one')
    .option('--print', 'print every command and run none')
    .option('--yes', 'run without asking')
    .option('--profile <names...>', 'for AWS: a profile for all accounts, or <account>=<profile> for each')
    .option('--out <folder>', 'where to write; default: sgc.out/<region>')
    .addHelpText(
      'after',
      examples(
        'sgc bootstrap lecce.yaml --target openstack --print',
        'sgc bootstrap lecce.yaml --target aws --profile shared=lecce-shared comune=lecce-comune',
      ),
    )
    .action(async (file: string, options: BootstrapOptions) => {
      const { runBootstrap } = require('./command/bootstrap') as typeof import('./command/bootstrap');
      ended(await runBootstrap(io, file, options));
    });
};

const images: Add = (program, io, ended) => {
  const command = program
    .command('images')
    .description("bring released images to where the region's hosts may reach them")
    .addHelpText('after', examples('sgc images sync lecce.yaml --to registry.lecce.example/cloud'));
  command
    .command('sync')
    .argument('<file>', 'a blueprint')
    .description('copy every digest that the blueprint names with skopeo, crane or oras, and compare')
    .option('--to <registry>', "the region's registry; default on AWS: the repositories of the parts")
    .option('--target <name>', 'one target of the blueprint; default: its only one')
    .option('--print', 'print every command and run none')
    .addHelpText(
      'after',
      examples('sgc images sync lecce.yaml --to registry.lecce.example/cloud', 'sgc images sync lecce.yaml --target aws --print'),
    )
    .action(async (file: string, options: SyncOptions) => {
      const { runImagesSync } = require('./command/images') as typeof import('./command/images');
      ended(await runImagesSync(io, file, options));
    });
};

const deploy: Add = (program, io, ended) => {
  program
    .command('deploy')
    .argument('<file>', 'a blueprint')
    .description('write one target and apply it, artefact by artefact, with cdk, tofu or terraform')
    .option('--target <name>', 'one target of the blueprint; default: its only one')
    .addOption(new Option('--layer <layer>', 'one layer only').choices(layers))
    .option('--only <artefacts...>', 'these artefacts only, by name')
    .option('--plan', 'only show what would be done')
    .option('--yes', 'apply without asking; what loses state still needs --release')
    .addOption(new Option('--engine <engine>', 'for OpenStack; default: tofu, else terraform').choices(['terraform', 'tofu']))
    .option('--profile <names...>', 'for AWS: a profile for all accounts, or <account>=<profile> for each')
    .option('--release <addresses...>', 'give up what holds state, by the address that the refusal names')
    .option('--out <folder>', 'where to write; default: sgc.out/<region>')
    .addHelpText(
      'after',
      examples(
        'sgc deploy lecce.yaml --target openstack --plan',
        'sgc deploy lecce.yaml --target openstack --layer foundation',
        'sgc deploy lecce.yaml --target aws --profile shared=lecce-shared comune=lecce-comune --yes',
      ),
    )
    .action(async (file: string, options: DeployOptions) => {
      const { runDeploy } = require('./command/deploy') as typeof import('./command/deploy');
      ended(await runDeploy(io, file, options));
    });
};

const graph: Add = (program, io, ended) => {
  program
    .command('graph')
    .argument('<file>', 'a blueprint')
    .description('draw tenants, tiers, services and declared links as SVG')
    .option('--out <file>', 'where to write the drawing; default: standard output')
    .addHelpText('after', examples('sgc graph lecce.yaml > lecce.svg', 'sgc graph lecce.yaml --out lecce.svg'))
    .action(async (file: string, options: { out?: string }) => {
      const { runGraph } = require('./command/graph') as typeof import('./command/graph');
      ended(await runGraph(io, file, options));
    });
};

const discover: Add = (program, io, ended) => {
  program
    .command('discover')
    .description('ask an OpenStack cloud what it has, and write that into its profile; changes nothing there')
    .requiredOption('--cloud <name>', 'id of the profile, clouds/<name>.yaml')
    .option('--entry <name>', 'entry of clouds.yaml that asks; default: the one called like the cloud, else its operator')
    .option('--as-operator <entry>', 'entry that asks what only an operator may; default: the same')
    .option('--check', 'only compare: problems and exit code 1 where the profile says something else')
    .option('--out <file>', "where to write; default: the region's own folder of clouds")
    .addOption(json())
    .option('--image <name>', 'image of all hosts; default: that of the profile, else the newest Debian, else Ubuntu')
    .option('--title <text>', 'for a new profile: its title')
    .option('--country <code>', 'for a new profile: where the machines stand')
    .option('--operator <name>', 'for a new profile: who runs the cloud')
    .option('--operator-country <code>', 'for a new profile: where the operator has its seat')
    .option('--controlled-from <code>', "for a new profile: country of the operator's ultimate parent")
    .option('--nameservers <addresses...>', 'for a new profile: name servers for our proxies')
    .option('--time-servers <names...>', 'for a new profile: time servers for our proxies')
    .addHelpText(
      'after',
      examples(
        'sgc discover --cloud city-works --check',
        'sgc discover --cloud city-works --entry my-project --as-operator admin',
        'sgc discover --cloud city-works --entry my-project --country DE --operator "City works" --operator-country DE \\\n      --controlled-from DE --nameservers 198.51.100.53 --time-servers ntp.cloud.example',
      ),
    )
    .action(async (options: DiscoverOptions) => {
      const { runDiscover } = require('./command/discover') as typeof import('./command/discover');
      ended(await runDiscover(io, options));
    });
};

const completion: Add = (program, io, ended) => {
  program
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('print the completion script of a shell')
    .addHelpText('after', examples('sgc completion bash >> ~/.bashrc'))
    .action((shell: string) => {
      const { runCompletion } = require('./command/completion') as typeof import('./command/completion');
      ended(runCompletion(io, program, shell));
    });
};
