import { Option } from 'commander';
import { sharingKeys } from '../lib/planning/sharing-keys';
import type { CompareOptions } from './command/compare';
import type { DuplicatesOptions } from './command/duplicates';
import type { InvestOptions } from './command/invest';
import type { ImportOptions } from './command/prices';
import type { RequirementsOptions } from './command/requirements';
import { type Add, examples } from './program-command';

const prices: Add = (program, io, ended) => {
  const command = program
    .command('prices')
    .description('take over what vendors publish, so that clouds can be compared')
    .addHelpText('after', examples('sgc prices import AmazonEC2.json AmazonRDS.json AmazonECS.json'));
  command
    .command('import')
    .argument('<files...>', "files of AWS's bulk price list for one region, or OVHcloud's public catalogue, as downloaded")
    .description('write or renew a price book from files, and say what changed; downloads nothing')
    .option('--book <id>', 'id of the book; default: from the vendor and the region in the files')
    .option('--cloud <profiles...>', 'profiles that the book prices; default on AWS: the one of the region')
    .option('--out <folder>', "the region's own folder of price books", 'prices')
    .addHelpText(
      'after',
      examples(
        'sgc prices import AmazonEC2.json AmazonRDS.json AmazonECS.json',
        'sgc prices import ovh-catalogue.json --book ovhcloud --cloud my-ovh',
      ),
    )
    .action(async (files: string[], options: ImportOptions) => {
      const { runPricesImport } = require('./command/prices') as typeof import('./command/prices');
      ended(await runPricesImport(io, files, options));
    });
};

const compare: Add = (program, io, ended) => {
  program
    .command('compare')
    .argument('<file>', 'a blueprint')
    .description('compare where a region could be deployed, and staying: cost, sovereignty, carbon, gaps; deploys nothing')
    .option(
      '--profiles <names...>',
      'targets of the blueprint, and known clouds that it does not name; staying is always compared',
    )
    .option('--weights <list>', 'such as cost=50,sovereignty=30,carbon=0')
    .option('--planning <file>', "the region's assumptions; default: <blueprint>.planning.yaml where it is there")
    .option('--lang <language>', "language of the page; default: the first of the region's that there is")
    .option('--out <folder>', 'where to write; default: sgc.out/<region>/compare')
    .option('--seed <number>', 'of the simulation', '1')
    .option('--draws <number>', 'of the simulation', '10000')
    .option('--budget <amount>', 'ask backwards: what fits into this a month, such as 5000EUR, and what would')
    .option('--min-seal <level>', 'ask backwards: the least level that every objective must have, 0 to 4')
    .option('--controls <list>', 'ask backwards: `all`, or ids of controls that the artefacts must show')
    .option('--for <tenant>', 'whose budget it is; default: that of all administrations together; tries who shares with it')
    .addOption(new Option('--key <key>', 'with --for: how costs are shared').choices(sharingKeys))
    .addOption(new Option('--json', 'print the figures as JSON and write nothing'))
    .addHelpText(
      'after',
      examples(
        'sgc compare lecce.yaml',
        'sgc compare lecce.yaml --profiles aws openstack --weights cost=50,carbon=0 --lang it',
        'sgc compare lecce.yaml --budget 5000EUR --min-seal 3 --controls all',
        'sgc compare lecce.yaml --budget 2000EUR --for comune --key perUse',
      ),
    )
    .action(async (file: string, options: CompareOptions) => {
      const { runCompare } = require('./command/compare') as typeof import('./command/compare');
      ended(await runCompare(io, file, options));
    });
};

const invest: Add = (program, io, ended) => {
  program
    .command('invest')
    .argument('<file>', 'a blueprint')
    .description('plan who pays what in which year: investment, grants, cash flow, present value; public and private')
    .option('--profiles <names...>', 'some targets of the blueprint only; staying is always there')
    .option('--planning <file>', 'where the terms stand; default: <blueprint>.planning.yaml')
    .option('--out <folder>', 'where to write; default: sgc.out/<region>/invest')
    .addOption(json())
    .addHelpText('after', examples('sgc invest lecce.yaml', 'sgc invest lecce.yaml --profiles aws openstack --json'))
    .action(async (file: string, options: InvestOptions) => {
      const { runInvest } = require('./command/invest') as typeof import('./command/invest');
      ended(await runInvest(io, file, options));
    });
};

const requirements: Add = (program, io, ended) => {
  program
    .command('requirements')
    .argument('<file>', 'a blueprint')
    .description('say what must be there before setting up: quotas, addresses, people, contracts, certificates; asks no cloud')
    .option('--target <name>', 'one target of the blueprint', 'all')
    .option('--planning <file>', 'where hours and contracts stand; default: <blueprint>.planning.yaml where it is there')
    .option('--out <folder>', 'where to write; default: sgc.out/<region>/requirements')
    .addOption(json())
    .addHelpText(
      'after',
      examples('sgc requirements lecce.yaml', 'sgc requirements lecce.yaml --target openstack --json > requirements.json'),
    )
    .action(async (file: string, options: RequirementsOptions) => {
      const { runRequirements } = require('./command/requirements') as typeof import('./command/requirements');
      ended(await runRequirements(io, file, options));
    });
};

const duplicates: Add = (program, io, ended) => {
  program
    .command('duplicates')
    .argument('<files...>', 'blueprints, each with its planning file beside it')
    .description('find what several administrations pay for, and what one instead of several would save')
    .option('--profiles <names...>', 'some targets of the blueprints only')
    .option('--out <folder>', 'where to write', 'sgc.out/duplicates')
    .addOption(json())
    .addHelpText('after', examples('sgc duplicates lecce.yaml', 'sgc duplicates lecce.yaml bari.yaml --profiles openstack'))
    .action(async (files: string[], options: DuplicatesOptions) => {
      const { runDuplicates } = require('./command/duplicates') as typeof import('./command/duplicates');
      ended(await runDuplicates(io, files, options));
    });
};

const json = () => new Option('--json', 'print JSON for other tools and write nothing');

/** The planner's commands. */
export const planningCommands: readonly Add[] = [compare, prices, requirements, invest, duplicates];
