import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type OpenstackSession, openSession } from '../../bin/cloud/openstack-session';
import { interview } from '../../bin/discover/interview';
import { sgc, type Said } from '../bin/terminal';

/**
 * Holds `sgc discover` against a real control plane, as the entries `admin` and `tenant` of clouds.yaml:
 * OS_CLIENT_CONFIG_FILE=… npx ts-node test/clouds/discover-openstack.ts
 * Exits 1 where the profile of the testbed, or a planted difference, is not told as it is. Only reads.
 * With `--record` it writes down the answers on which the tests of test/discovery rest.
 */
const root = path.join(__dirname, '../..');
const profile = path.join(root, 'blueprints/clouds/testbed.yaml');
const folder = mkdtempSync(path.join(tmpdir(), 'sgc-discover-'));
const outcomes: (readonly [outcome: 'proved' | 'FAILED', claim: string, seen: string])[] = [];

const prove = (claim: string, seen: unknown, wanted: unknown): void => {
  const [is, should] = [JSON.stringify(seen), JSON.stringify(wanted)];
  outcomes.push(is === should ? ['proved', claim, ''] : ['FAILED', claim, `${is} instead of ${should}`]);
};

const discover = (...argv: readonly string[]): Promise<Said> =>
  sgc(root, ['discover', ...argv], { env: process.env, today: () => new Date().toISOString().slice(0, 10) });

interface Told {
  readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  readonly untold: readonly { readonly path: string; readonly stays: unknown }[];
}

const toldBy = (said: Said): Told => (said.out === '' ? { changes: [], untold: [] } : (JSON.parse(said.out) as Told));
const changesIn = (said: Said): readonly string[] =>
  toldBy(said).changes.map((change) => `${change.path}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`);

/** What is written into a copy of the profile, and what has to be told of it. */
const planted: readonly (readonly [from: string, to: string, told: string])[] = [
  ['encryptedVolumeType: false', 'encryptedVolumeType: true', 'capabilities.encryptedVolumeType: true -> false'],
  ['m: m1.medium', 'm: m9.medium', 'flavors.m: "m9.medium" -> "m1.large"'],
  ['externalNetwork: public', 'externalNetwork: internet', 'externalNetwork: "internet" -> "public"'],
  ['zones: [nova]', 'zones: [nova, north]', 'zones: ["nova","north"] -> ["nova"]'],
  ['standard: standard', 'standard: fast', 'volumeTypes.standard: "fast" -> "standard"'],
  ['magnum: false', 'magnum: { value: true, origin: declared }', 'capabilities.magnum: true -> false'],
  ['barbican: true', 'barbican: unknown', 'capabilities.barbican: "unknown" -> true'],
  ['s3ObjectLock: false', 's3ObjectLock: true', 'capabilities.s3ObjectLock: true -> false'],
];

const plantIn = (file: string): void => {
  const text = planted.reduce(
    (current, [from, to]) => {
      if (!current.includes(from)) throw new Error(`the profile does not hold ${from}`);
      return current.replace(from, to);
    },
    readFileSync(profile, 'utf8'),
  );
  writeFileSync(file, text);
};

const proveAll = async (): Promise<void> => {
  const same = await discover('--cloud', 'testbed', '--check', '--json');
  prove('the profile says what the cloud says', [same.code, changesIn(same)], [0, []]);

  const limited = await discover('--cloud', 'testbed', '--entry', 'tenant', '--check', '--json');
  const refused = ['encryptedVolumeType', 'cinderBackup', 'federation'].map((flag) => `capabilities.${flag}`);
  const untold = toldBy(limited).untold.map((one) => one.path);
  prove(
    'what a tenant may not ask is not taken for a no',
    [limited.code, refused.filter((one) => !untold.includes(one))],
    [0, []],
  );

  const file = path.join(folder, 'planted.yaml');
  plantIn(file);
  const compared = await discover('--cloud', 'testbed', '--check', '--json', '--out', file);
  prove('a planted difference ends with 1', compared.code, 1);
  for (const [, to, told] of planted) prove(`told: ${to}`, changesIn(compared).includes(told), true);
  prove('nothing else is told', changesIn(compared).length, planted.length);
  await discover('--cloud', 'testbed', '--out', file);
  const repaired = readFileSync(file, 'utf8');
  prove('taken over, the differences are gone', (await discover('--cloud', 'testbed', '--check', '--out', file)).code, 0);
  await discover('--cloud', 'testbed', '--out', file);
  prove('a second time nothing changes', readFileSync(file, 'utf8') === repaired, true);
  prove('comments stay', repaired.split('\n').slice(0, 3), readFileSync(profile, 'utf8').split('\n').slice(0, 3));

  const fresh = path.join(folder, 'fresh.yaml');
  const declared = ['--country', 'DE', '--operator', 'Proof', '--operator-country', 'DE', '--controlled-from', 'DE'];
  const servers = ['--nameservers', '192.0.2.53', '--time-servers', 'ntp.testbed.example'];
  const begun = await discover(
    '--cloud',
    'fresh',
    '--entry',
    'tenant',
    '--image',
    'tiny',
    ...declared,
    ...servers,
    '--out',
    fresh,
  );
  prove('a new profile is written', [begun.code, begun.err], [0, 'asking region RegionOne as tenant\n']);
  const checked = await sgc(root, ['check', fresh]);
  prove(
    'sgc check takes it, and names what is unknown',
    [checked.code, /counted as absent: .*federation/.test(checked.out)],
    [0, true],
  );
  const asOperator = await discover(
    '--cloud',
    'fresh',
    '--entry',
    'tenant',
    '--as-operator',
    'admin',
    '--check',
    '--json',
    '--out',
    fresh,
  );
  prove(
    'the operator tells more',
    changesIn(asOperator).filter((one) => refused.some((path) => one.startsWith(path))),
    [
      'capabilities.encryptedVolumeType: "unknown" -> false',
      'capabilities.cinderBackup: "unknown" -> false',
      'capabilities.federation: "unknown" -> false',
    ],
  );
};

const record = async (): Promise<void> => {
  const open = async (entry: string): Promise<OpenstackSession> => {
    const opened = await openSession({ cwd: root, env: process.env }, entry);
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    return opened.value;
  };
  const [tenant, admin] = [await open('tenant'), await open('admin')];
  const write = (name: string, replies: unknown): void =>
    writeFileSync(path.join(root, 'test/discovery', name), `${JSON.stringify(replies, null, 2)}\n`);
  write('answers-to-tenant.json', await interview({ tenant, operator: tenant }));
  write('answers-to-operator.json', await interview({ tenant, operator: admin }));
};

const run = async (): Promise<void> => {
  try {
    if (process.argv.includes('--record')) return await record();
    await proveAll();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const [outcome, claim, seen] of outcomes) console.log(`${outcome}  ${claim}${seen === '' ? '' : `: ${seen}`}`);
  process.exitCode = outcomes.some(([outcome]) => outcome === 'FAILED') ? 1 : 0;
};

void run();
