import { Option } from 'commander';
import type { CompareOptions } from './command/compare';
import type { ImportOptions } from './command/prices';
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
    .addOption(new Option('--json', 'print the figures as JSON and write nothing'))
    .addHelpText(
      'after',
      examples('sgc compare lecce.yaml', 'sgc compare lecce.yaml --profiles aws openstack --weights cost=50,carbon=0 --lang it'),
    )
    .action(async (file: string, options: CompareOptions) => {
      const { runCompare } = require('./command/compare') as typeof import('./command/compare');
      ended(await runCompare(io, file, options));
    });
};

/** The planner's commands. */
export const planningCommands: readonly Add[] = [compare, prices];
