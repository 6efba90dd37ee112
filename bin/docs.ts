import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { blueprintSchema } from '../lib/model/blueprint';
import { awsCloudSchema, cloudSchema, openstackCloudSchema, type Cloud } from '../lib/model/cloud';
import { flagMeanings } from '../lib/model/openstack-flags';
import { serviceSchema } from '../lib/model/service';
import { optionsSchema as awsOptions } from '../lib/providers/aws/options';
import { optionsSchema as openstackOptions } from '../lib/providers/openstack/options';
import { policies } from '../lib/providers/policies';
import { renderControls } from '../lib/report/control-list';
import { renderParity, type ParityColumn } from '../lib/report/parity';
import { fieldsOf, renderReference } from '../lib/report/reference';
import { packageRoot } from './package-root';

const read = (file: string): unknown => parse(readFileSync(path.join(packageRoot, 'blueprints', file), 'utf8'));

const clouds = (): Cloud[] =>
  readdirSync(path.join(packageRoot, 'blueprints/clouds'))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => cloudSchema.parse(read(`clouds/${file}`)));

const columnOf = (cloud: Cloud): ParityColumn => ({
  cloud: cloud.cloud,
  supports: cloud.provider === 'aws' ? policies.aws.support(cloud) : policies.openstack.support(cloud),
});

const flagTable = (): string =>
  [
    '| flag | the cloud has |',
    '| --- | --- |',
    ...Object.entries(flagMeanings).map(([flag, meaning]) => `| \`${flag}\` | ${meaning} |`),
    '',
  ].join('\n');

/** What stands between the marks of each document is generated from the code; what stands around them is written by hand. */
const generated: Readonly<Record<string, () => string>> = {
  'blueprint.md:blueprint': () => renderReference(fieldsOf(blueprintSchema, read('reference/defaults.yaml')), 3),
  'blueprint.md:service': () => renderReference(fieldsOf(serviceSchema, {}), 3),
  'blueprint.md:cloud-aws': () => renderReference(fieldsOf(awsCloudSchema, {}), 4),
  'blueprint.md:cloud-openstack': () => renderReference(fieldsOf(openstackCloudSchema, {}), 4),
  'blueprint.md:cloud-flags': flagTable,
  'aws.md:options': () => renderReference(fieldsOf(awsOptions, awsOptions.parse({})), 3, 'default'),
  'openstack.md:options': () => renderReference(fieldsOf(openstackOptions, openstackOptions.parse({})), 3, 'default'),
  'audit.md:controls': renderControls,
  'parity.md:parity': () => renderParity(clouds().map(columnOf)),
};

/** A document with its generated parts as they should be. */
export const withGenerated = (name: string, text: string): string =>
  Object.entries(generated)
    .filter(([key]) => key.startsWith(`${name}:`))
    .reduce((current, [key, render]) => between(current, key.slice(name.length + 1), render()), text);

const between = (text: string, part: string, inner: string): string => {
  const [begin, end] = [`<!-- generated: ${part} -->`, `<!-- end: ${part} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no marks for ${part}`);
  return `${text.slice(0, from + begin.length)}\n\n${inner}\n${text.slice(to)}`;
};

/** Documents that hold generated parts, relative to docs/. */
export const generatedDocuments: readonly string[] = [...new Set(Object.keys(generated).map((key) => key.split(':')[0] ?? ''))];

if (require.main === module) {
  for (const name of generatedDocuments) {
    const file = path.join(packageRoot, 'docs', name);
    writeFileSync(file, withGenerated(name, readFileSync(file, 'utf8')));
  }
}
