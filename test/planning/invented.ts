import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Price, PriceBook } from '../../lib/model/price-book';

/** Price books and assumptions for tests: every figure in them is invented. */

const awsPrices: readonly (readonly [string, Price['unit'], number])[] = [
  ['backup.storage', 'GB-month', 0.09],
  ['cloudwatch.alarm', 'month', 0.1],
  ['cloudwatch.dashboard', 'month', 3],
  ['config.item', 'million', 3000],
  ['data_transfer_out.internet', 'GB', 0.08],
  ['dns.zone', 'month', 0.5],
  ['elb.alb.hour', 'hour', 0.03],
  ['elb.nlb.hour', 'hour', 0.03],
  ['elb.alb.lcu', 'hour', 0.008],
  ['fargate.memory', 'GB-hour', 0.005],
  ['fargate.vcpu', 'vCPU-hour', 0.045],
  ['guardduty.event', 'million', 5],
  ['kms.key', 'month', 1],
  ['logs.ingest', 'GB', 0.6],
  ['logs.storage', 'GB-month', 0.03],
  ['network_firewall.endpoint.hour', 'hour', 0.4],
  ['network_firewall.gb', 'GB', 0.07],
  ['rds.gp3.storage/multi', 'GB-month', 0.26],
  ['rds.gp3.storage/single', 'GB-month', 0.13],
  ['rds/db.m7g.large/multi', 'hour', 0.42],
  ['rds/db.m7g.xlarge/multi', 'hour', 0.84],
  ['rds/db.t4g.medium/multi', 'hour', 0.16],
  ['rds/db.t4g.medium/single', 'hour', 0.08],
  ['rds/db.m6g.large/multi', 'hour', 0.4],
  ['rds/db.m6i.large/multi', 'hour', 0.44],
  ['rds/db.m6i.xlarge/multi', 'hour', 0.88],
  ['rds/db.m6g.xlarge/multi', 'hour', 0.8],
  ['rds/db.t4g.small/single', 'hour', 0.04],
  ['rds/db.m7g.large/single', 'hour', 0.21],
  ['route53.profile.association', 'hour', 0.75],
  ['s3.standard.storage', 'GB-month', 0.025],
  ['efs.storage', 'GB-month', 0.3],
  ['secret', 'month', 0.4],
  ['securityhub.check', 'million', 1000],
  ['tgw.attachment.hour', 'hour', 0.06],
  ['tgw.gb', 'GB', 0.02],
  ['vpc.interface_endpoint.hour', 'hour', 0.012],
  ['vpc.nat.gb', 'GB', 0.05],
  ['vpc.nat.hour', 'hour', 0.05],
  ['vpc.public_ipv4', 'hour', 0.005],
  ['vpn.connection.hour', 'hour', 0.05],
  ['waf.acl', 'month', 5],
  ['waf.request', 'million', 0.6],
  ['waf.rule', 'month', 1],
];

const openstackPrices: readonly (readonly [string, Price['unit'], number])[] = [
  ['address', 'hour', 0.003],
  ['balancer', 'month', 6],
  ['dns.zone', 'month', 0.2],
  ['egress', 'GB', 0],
  ['files.storage', 'GB-month', 0.1],
  ['object.storage', 'GB-month', 0.02],
  ['router', 'month', 2],
  ['server/SCS-1V-2', 'hour', 0.012],
  ['server/SCS-1V-4', 'hour', 0.018],
  ['server/SCS-2V-8', 'hour', 0.04],
  ['server/SCS-4V-16', 'hour', 0.08],
  ['server/SCS-8V-32', 'hour', 0.16],
  ['volume/luks', 'GB-month', 0.06],
  ['volume/standard', 'GB-month', 0.04],
  ['volume/__DEFAULT__', 'GB-month', 0.04],
];

const bookOf = (
  prices: string,
  region: string,
  currency: string,
  clouds: readonly string[],
  items: readonly (readonly [string, Price['unit'], number])[],
  times: number,
): PriceBook => ({
  prices,
  title: `Invented for tests, ${region}`,
  clouds: [...clouds],
  region,
  currency,
  items: Object.fromEntries(
    items.map(([item, unit, price]) => [
      item,
      {
        unit,
        price: Number((price * times).toFixed(6)),
        validFrom: '2026-11-01',
        source: 'invented for tests',
        confidence: 'own',
        licence: 'none needed',
      },
    ]),
  ),
});

export const inventedBooks = (): readonly PriceBook[] => [
  ...(['eu-central-1', 'eu-west-1', 'eu-south-1', 'eu-south-2', 'eu-west-2', 'eu-west-3'] as const).map((region, index) =>
    bookOf(`aws-${region}`, region, 'USD', [`aws-${region}`], awsPrices, 1 + index / 100),
  ),
  bookOf('aws-eusc-de-east-1', 'eusc-de-east-1', 'EUR', ['aws-eusc-de-east-1'], awsPrices, 1.1),
  bookOf(
    'openstack-one',
    'RegionOne',
    'EUR',
    ['scs-reference', 'openstack-modest', 'own-openstack-rs', 'testbed'],
    openstackPrices,
    1,
  ),
  bookOf('openstack-two', 'RegionTwo', 'EUR', [], openstackPrices, 1.2),
];

const gaps = [
  'identity.staff',
  'identity.mfa',
  'identity.citizens',
  'logging.trail',
  'logging.archive',
  'logging.detection',
  'network.egress',
  'network.connectivity',
  'network.flowRecords',
  'network.dnsRecords',
  'storage.files',
  'storage.database',
  'storage.pointInTime',
  'storage.backup',
  'storage.restoreTest',
  'storage.accessRecords',
  'hosting.tls',
  'hosting.waf',
  'hosting.scaling',
  'hosting.images',
  'hosting.queue',
  'hosting.mail',
  'hosting.observability',
  'hosting.jobs',
  'hosting.release',
  'hosting.secrets',
  'cost.budget',
  'network.links',
  'network.privateNames',
  'storage.secondSite',
  'storage.keys',
];

const levels = (value: number): Record<string, number> =>
  Object.fromEntries(
    ['SOV-1', 'SOV-2', 'SOV-3', 'SOV-4', 'SOV-5', 'SOV-6', 'SOV-7', 'SOV-8'].map((id, index) => [
      id,
      Math.min(4, value + (index % 2)),
    ]),
  );

const profile = (level: number, setup: number): object => ({
  setup: { low: setup * 0.7, expected: setup, high: setup * 1.5 },
  migration: { low: 10000, expected: 20000, high: 40000 },
  parallelMonths: { low: 3, expected: 6, high: 9 },
  exit: { low: 5000, expected: 15000, high: 30000 },
  support: 250,
  licences: 0,
  staffHours: { low: 30, expected: 40, high: 60 },
  seal: levels(level),
});

/** Assumptions for a region whose targets are these. */
export const inventedPlanning = (targets: readonly string[], currency = 'EUR'): object => ({
  planning: 1,
  date: '2026-11-20',
  currency,
  vatPercent: 19,
  rates: [
    { from: 'USD', to: currency, rate: 0.9, low: 0.8, high: 1, date: '2026-11-20', source: 'invented for tests' },
    ...(currency === 'EUR' ? [] : [{ from: 'EUR', to: currency, rate: 0.85, date: '2026-11-20', source: 'invented for tests' }]),
  ],
  staff: {
    hourlyRate: { low: 45, expected: 55, high: 70 },
    hours: Object.fromEntries(gaps.map((intent) => [intent, { low: 0.5, expected: 1, high: 3 }])),
  },
  stay: {
    country: 'DE',
    items: {
      racks: { title: 'Racks and lines', monthly: 1800 },
      power: { title: 'Electricity', monthly: { low: 700, expected: 900, high: 1300 } },
      staff: { title: 'Two people, in part', monthly: 7200 },
      licences: { title: 'Licences', monthly: 1500 },
    },
    kWhPerMonth: { low: 2500, expected: 3000, high: 3500 },
    seal: levels(3),
  },
  profiles: Object.fromEntries(
    targets.map((target, index) => [target, profile([1, 2, 3][index % 3] ?? 1, 20000 + index * 5000)]),
  ),
});

const root = path.join(__dirname, '../../blueprints');

/** A folder with a copy of a blueprint, its lock, invented books and invented assumptions. */
export const inventedRegion = (folder: string, blueprint: string, targets: readonly string[], currency?: string): string => {
  const name = path.basename(blueprint, '.yaml');
  for (const file of [`${name}.yaml`, `${name}.lock.json`])
    cpSync(path.join(root, path.dirname(blueprint), file), path.join(folder, file));
  mkdirSync(path.join(folder, 'prices'));
  for (const book of inventedBooks()) writeFileSync(path.join(folder, 'prices', `${book.prices}.yaml`), stringify(book));
  writeFileSync(path.join(folder, `${name}.planning.yaml`), stringify(inventedPlanning(targets, currency)));
  return `${name}.yaml`;
};
