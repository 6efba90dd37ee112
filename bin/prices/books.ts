import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Price, PriceBook } from '../../lib/model/price-book';
import { packageRoot } from '../package-root';
import { rowsOf } from './csv';

/**
 * Makes blueprints/prices from the facts that lie beside this file. What is low, unknown, undated, or names no place
 * of its own is no price and stays out.
 */

type Row = Readonly<Record<string, string>>;

const factsIn = (name: string): readonly Row[] =>
  rowsOf(readFileSync(path.join(packageRoot, 'bin/prices/facts', `${name}.csv`), 'utf8'));

const shipped = ({ confidence, as_of: date, price }: Row): boolean =>
  /^(?:high|medium)\b/.test(confidence ?? '') && dateIn(date ?? '') !== undefined && /^[0-9.e-]+$/.test(price ?? '');

/** The earliest date that a source names for itself. */
const dateIn = (text: string): string | undefined => /[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?/.exec(text)?.[0];

const unrecorded = 'repository not recorded';
const publicFacts = 'facts (prices); no licence needed for single figures';

const priceOf = (row: Row, unit: Price['unit'], source: string, notes: readonly string[] = []): Price => {
  const date = dateIn(row.as_of ?? '') ?? '';
  const note = [
    ...notes,
    (row.confidence ?? '').replace(/^(?:high|medium) ?/, ''),
    ...(row.as_of === date ? [] : [`dated: ${row.as_of ?? ''}`]),
  ]
    .filter((one) => one !== '')
    .join('; ');
  return {
    unit,
    price: decimalText(row.price ?? ''),
    validFrom: date,
    source,
    confidence: (row.confidence ?? '').startsWith('high') ? 'high' : 'medium',
    licence: publicFacts,
    ...(note === '' ? {} : { note: note.slice(0, 400) }),
    ...(source.includes(unrecorded) ? { example: true } : {}),
  };
};

/** Plain decimals, never an exponent. */
const decimalText = (text: string): string => (text.includes('e') ? Number(text).toFixed(12).replace(/0+$/, '') : text);

const awsRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1'] as const;

const awsUnits: Readonly<Record<string, Price['unit']>> = {
  hour: 'hour',
  'address-hour': 'hour',
  'endpoint-hour': 'hour',
  'endpoint-AZ-hour': 'hour',
  'GB-month': 'GB-month',
  GB: 'GB',
};

/** Names of facts to items of the quantities. */
const awsItems: Readonly<Record<string, string>> = {
  'ebs.gp3.storage': 'ebs.gp3.storage',
  'vpc.public_ipv4': 'vpc.public_ipv4',
  'vpc.nat.hour': 'vpc.nat.hour',
  'vpc.interface_endpoint.hour': 'vpc.interface_endpoint.hour',
  'network_firewall.endpoint.hour': 'network_firewall.endpoint.hour',
  'network_firewall.gb': 'network_firewall.gb',
  'elb.alb.hour': 'elb.alb.hour',
  'rds.db.t3.micro.postgresql.single_az': 'rds/db.t3.micro/single',
  'rds.db.t4g.micro': 'rds/db.t4g.micro/single',
  's3.standard.first50tb': 's3.standard.storage',
};

/** "same" in the facts points at the source above. */
const withSources = (rows: readonly Row[]): readonly Row[] => {
  let above = '';
  return rows.map((row) => {
    above = /^same\b/.test(row.source ?? '') ? above : (row.source ?? '');
    return { ...row, source: above };
  });
};

const awsBook = (region: string): PriceBook => {
  const instances = factsIn('aws_ec2_ondemand')
    .filter((row) => row.region === region && shipped(row))
    .map((row): [string, Price] => [
      `ec2/${row.instance_type}`,
      priceOf(row, 'hour', row.source ?? '', [row.method === 'read' ? '' : `computed: ${row.method}`, row.terms ?? '']),
    ]);
  const services = withSources(factsIn('aws_services'))
    .filter((row) => shipped(row) && (row.region === 'all' || (row.region ?? '').split(' ').includes(region)))
    .flatMap((row): [string, Price][] => {
      const item = awsItems[row.item ?? ''];
      const unit = awsUnits[(row.unit ?? '').replace(/ .*/, '')];
      return item === undefined || unit === undefined ? [] : [[item, priceOf(row, unit, row.source ?? '')]];
    });
  return {
    prices: `aws-${region}`,
    title: `AWS ${region}: what public sources show`,
    clouds: [`aws-${region}`],
    region,
    currency: 'USD',
    items: sorted([...instances, ...services]),
  };
};

/** Names of OVHcloud's list to items of the quantities. */
const ovhItems: Readonly<Record<string, readonly [string, Price['unit'], string]>> = {
  'Load Balancer S (Octavia 200 Mbit/s)': ['balancer', 'month', 'size S'],
  'Public Gateway S (200 Mbit/s)': ['router', 'month', 'size S'],
  'volume.classic (250 IOPS)': ['volume/classic', 'GB-month', ''],
  'volume.high-speed (3000 IOPS)': ['volume/high-speed', 'GB-month', ''],
  'volume.high-speed-gen2 (30 IOPS/GB, 0.5 MB/s/GB)': ['volume/high-speed-gen2', 'GB-month', ''],
  'volume.snapshot': ['volume.backup', 'GB-month', ''],
  'storage-replicated (object, standard)': ['object.storage', 'GB-month', ''],
  'instance egress': ['egress', 'GB', ''],
};

const ovhBook = (): PriceBook => {
  const rows = factsIn('openstack_list_prices').filter(
    (row) => row.provider === 'ovhcloud' && row.currency === 'EUR' && shipped(row),
  );
  const items = rows.flatMap((row): [string, Price][] => {
    if (row.kind === 'instance') return [[`server/${row.name}`, priceOf(row, 'hour', row.source ?? '', [row.note ?? ''])]];
    const known = ovhItems[row.name ?? ''];
    return known === undefined ? [] : [[known[0], priceOf(row, known[1], row.source ?? '', [known[2], row.note ?? ''])]];
  });
  return {
    prices: 'ovhcloud',
    title: 'OVHcloud Public Cloud, EU, base plan: an extract of its public catalogue',
    clouds: [],
    region: 'EU',
    currency: 'EUR',
    items: sorted(items),
  };
};

const sorted = (items: readonly [string, Price][]): Record<string, Price> =>
  Object.fromEntries([...items].sort(([a], [b]) => (a < b ? -1 : 1)));

const head = `# yaml-language-server: $schema=../schema/prices.schema.json
# Made by bin/prices/books.ts from the facts beside it. Not an offer: import the vendor's own list before you decide.
`;

/** Every book by its file name. */
export const bookTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries([...awsRegions.map(awsBook), ovhBook()].map((book) => [`${book.prices}.yaml`, head + bookText(book)]));

/** A book as YAML, the same on every machine. */
export const bookText = (book: PriceBook): string => stringify(book, { lineWidth: 0 });

if (require.main === module)
  for (const [name, text] of Object.entries(bookTexts())) writeFileSync(path.join(packageRoot, 'blueprints/prices', name), text);
