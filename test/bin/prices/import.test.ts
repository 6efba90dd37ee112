import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsePriceBook } from '../../../lib/model/descriptor';
import type { PriceBook } from '../../../lib/model/price-book';
import { emptyFolder } from '../region';
import { sgc } from '../terminal';
import { awsOffer, ovhCatalogue, write } from './vendor-files';

const bookIn = (folder: string, name: string): PriceBook => {
  const file = path.join(folder, 'prices', name);
  const book = parsePriceBook(file, readFileSync(file, 'utf8'));
  if (!book.ok) throw new Error(JSON.stringify(book.problems));
  return book.value.value;
};

const nat = (price: string, sku = 'NAT1') => ({
  sku,
  family: 'NAT Gateway',
  attributes: { usagetype: 'EUC1-NatGateway-Hours', operation: 'NatGateway' },
  prices: { '0': price },
});
const machine = (instanceType: string, operatingSystem: string, price: string) => ({
  sku: `M${instanceType}${operatingSystem}`,
  family: 'Compute Instance',
  attributes: {
    instanceType,
    operatingSystem,
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus: 'Used',
    operation: 'RunInstances',
    usagetype: `EUC1-BoxUsage:${instanceType}`,
  },
  prices: { '0': price },
});

describe('import of the AWS bulk price list', () => {
  test('keeps what quantities ask for, with publication, digest, SKU and date, and nothing else', async () => {
    const folder = emptyFolder();
    const text = awsOffer('AmazonEC2', 'eu-central-1', [
      nat('0.0520000000'),
      machine('m7g.large', 'Linux', '0.0977000000'),
      machine('m7g.large', 'Windows', '0.1900000000'),
    ]);
    write(folder, 'AmazonEC2.json', text);
    const said = await sgc(folder, ['prices', 'import', 'AmazonEC2.json']);
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
    const book = bookIn(folder, 'aws-eu-central-1.yaml');
    expect(book.clouds).toEqual(['aws-eu-central-1']);
    expect(book.currency).toBe('USD');
    expect(Object.keys(book.items)).toEqual(['ec2/m7g.large', 'vpc.nat.hour']);
    expect(book.items['vpc.nat.hour']).toEqual({
      unit: 'hour',
      price: '0.052',
      validFrom: '2026-11-01',
      source: 'AWS Price List, AmazonEC2, version 20261101000000, SKU NAT1',
      confidence: 'high',
      licence: "the vendor's published list; its own terms apply",
    });
    expect(book.imports).toEqual([
      { file: 'AmazonEC2.json', sha256: createHash('sha256').update(text).digest('hex'), published: '2026-11-01T08:00:00Z' },
    ]);
  });

  test('takes the first tier, turns requests into millions, and reads any partition and currency', async () => {
    const folder = emptyFolder();
    const firewall = {
      sku: 'W',
      attributes: { usagetype: 'EUSC1-RequestV2-Tier1' },
      unit: 'Requests',
      prices: { '0': '0.0000006' },
      currency: 'EUR',
    };
    const store = {
      sku: 'S',
      attributes: { usagetype: 'EUSC1-TimedStorage-ByteHrs', volumeType: 'Standard' },
      unit: 'GB-Mo',
      prices: { '51200': '0.02', '0': '0.03', '512000': '0.01' },
      currency: 'EUR',
    };
    write(folder, 'waf.json', awsOffer('awswaf', 'eusc-de-east-1', [firewall]));
    write(folder, 's3.json', awsOffer('AmazonS3', 'eusc-de-east-1', [store], true));
    await sgc(folder, ['prices', 'import', 'waf.json', 's3.json']);
    const book = bookIn(folder, 'aws-eusc-de-east-1.yaml');
    expect([book.currency, book.items['waf.request']?.price, book.items['s3.standard.storage']?.price]).toEqual([
      'EUR',
      '0.6',
      '0.03',
    ]);
  });

  test('says what changed, keeps other services, and drops what is no longer sold', async () => {
    const folder = emptyFolder();
    write(
      folder,
      'kms.json',
      awsOffer('awskms', 'eu-central-1', [
        { sku: 'K', attributes: { usagetype: 'eu-central-1-KMS-Keys' }, prices: { '0': '1' } },
      ]),
    );
    write(folder, 'ec2.json', awsOffer('AmazonEC2', 'eu-central-1', [nat('0.05'), machine('t3.large', 'Linux', '0.09')]));
    await sgc(folder, ['prices', 'import', 'kms.json', 'ec2.json']);
    write(folder, 'ec2.json', awsOffer('AmazonEC2', 'eu-central-1', [nat('0.06'), machine('m7g.large', 'Linux', '0.1')]));
    const { out } = await sgc(folder, ['prices', 'import', 'ec2.json']);
    expect(out.split('\n').filter((line) => /^[-+~]/.test(line))).toEqual([
      '+ ec2/m7g.large  0.1 per hour',
      '- ec2/t3.large  was 0.09 per hour',
      '~ vpc.nat.hour  0.05 -> 0.06 per hour (+20.0 %)',
    ]);
    expect(Object.keys(bookIn(folder, 'aws-eu-central-1.yaml').items)).toContain('kms.key');
    expect((await sgc(folder, ['prices', 'import', 'ec2.json'])).out).toContain('nothing changed');
  });

  test('leaves an item unknown when two products disagree about it', async () => {
    const folder = emptyFolder();
    write(
      folder,
      'ec2.json',
      awsOffer('AmazonEC2', 'eu-central-1', [nat('0.05'), nat('0.07', 'NAT2'), machine('t3.large', 'Linux', '0.09')]),
    );
    const { out } = await sgc(folder, ['prices', 'import', 'ec2.json']);
    expect(out).toContain('? vpc.nat.hour: 0.05 (NAT1), 0.07 (NAT2): left unknown');
    expect(bookIn(folder, 'aws-eu-central-1.yaml').items['vpc.nat.hour']).toBeUndefined();
  });

  test('reads a list far larger than what it keeps', async () => {
    const folder = emptyFolder();
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...nat('9', `X${index}`),
      attributes: { usagetype: `EUC1-Other:${index}`, noise: 'x'.repeat(200) },
    }));
    write(folder, 'big.json', awsOffer('AmazonEC2', 'eu-central-1', [...many, nat('0.05')]));
    await sgc(folder, ['prices', 'import', 'big.json']);
    expect(Object.keys(bookIn(folder, 'aws-eu-central-1.yaml').items)).toEqual(['vpc.nat.hour']);
  });
});

describe("import of OVHcloud's catalogue", () => {
  test('reads the base plan in hundred-millionths and leaves zones of other prices out', async () => {
    const folder = emptyFolder();
    write(
      folder,
      'ovh.json',
      ovhCatalogue({
        'b3-8.consumption': 5_080_000,
        'b3-8.consumption.3AZ': 9_000_000,
        'volume.high-speed.consumption': 12_000,
        'win-b3-8.consumption': 8_000_000,
      }),
    );
    const { out, code } = await sgc(folder, ['prices', 'import', 'ovh.json', '--book', 'ovhcloud', '--cloud', 'my-ovh']);
    const book = bookIn(folder, 'ovhcloud.yaml');
    expect(code).toBe(0);
    expect(Object.entries(book.items).map(([item, { price, unit }]) => [item, price, unit])).toEqual([
      ['server/b3-8', '0.0508', 'hour'],
      ['volume/high-speed', '0.0864', 'GB-month'],
    ]);
    expect(book.clouds).toEqual(['my-ovh']);
    expect(out).toContain('published catalogue 4711');
  });
});

test.each([
  ['{"hello": 1}', /neither a file of AWS's bulk price list/],
  [awsOffer('AmazonLex', 'eu-central-1', [nat('1')]), /prices anything that the quantities/],
])('what is no price list of a vendor is refused and nothing is written', async (text, message) => {
  const folder = emptyFolder();
  write(folder, 'x.json', text);
  const said = await sgc(folder, ['prices', 'import', 'x.json']);
  expect(said.code).toBe(2);
  expect(said.err).toMatch(message);
  expect(existsSync(path.join(folder, 'prices'))).toBe(false);
});

test('a damaged book of the region is told with its line, not overwritten', async () => {
  const folder = emptyFolder();
  write(folder, 'ec2.json', awsOffer('AmazonEC2', 'eu-central-1', [nat('0.05')]));
  mkdirSync(path.join(folder, 'prices'));
  writeFileSync(path.join(folder, 'prices/aws-eu-central-1.yaml'), 'prices: aws-eu-central-1\ncurrency: dollars\n');
  const said = await sgc(folder, ['prices', 'import', 'ec2.json']);
  expect(said.code).toBe(1);
  expect(said.err).toContain('prices/aws-eu-central-1.yaml:2:11');
});
