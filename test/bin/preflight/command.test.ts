import type { Line } from '../../../lib/preflight/verdict';
import { change, smallRegion } from '../region';
import { sgc } from '../terminal';

const mockNameServers = jest.fn<Promise<string[]>, [string]>();
jest.mock('node:dns/promises', () => ({
  Resolver: class {
    resolveNs = (host: string) => mockNameServers(host);
  },
}));

const folder = smallRegion('aws', 'openstack');
const preflight = (...argv: readonly string[]) => sgc(folder, ['preflight', 'small.yaml', ...argv]);

describe('For people, preflight', () => {
  test('names who must act, the worst first, with what to type; what fits is left out', async () => {
    const { code, out } = await preflight('--target', 'aws', '--offline');
    expect(code).toBe(1);
    expect(out).toMatch(/^aws {2}AWS Europe \(Frankfurt\): 1 exceeded, \d+ unknown, 2 to see to, \d+ fit\n\nFor AWS Support\n/);
    expect(out).toMatch(
      / {2}exceeded {2}town 222233334444: vCPUs of Fargate, all services at their largest 7 of 6 \(assumed\)\n {12}→ ask for 9 .*--desired-value 9 --region eu-central-1\n/,
    );
    expect(out).toMatch(/shared 111122223333, town 222233334444: credentials of the account\n/);
    expect(out.indexOf('For AWS Support')).toBeLessThan(out.indexOf('For us'));
    expect(out).not.toContain('database instances');
    expect(out).not.toMatch(/\u001b\[/);
  });

  test('shows what fits where all is asked for, with its source', async () => {
    const { out } = await preflight('--target', 'aws', '--offline', '--all');
    expect(out).toMatch(/^ {2}town 222233334444 +database instances +1 {2}of 40 +https:\/\/docs\.aws\.amazon\.com\//m);
  });

  test('keeps its lines short, but for what is copied', async () => {
    const { code, out } = await preflight('--target', 'openstack', '--offline');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 130 && !line.includes('→'))).toEqual([]);
    expect(out).toContain('the cloud: service block-storage, service compute,');
    expect(out).toMatch(/→ ask the operator whether the cloud has these, .*\(the profile only assumes it\)\n/);
  });

  test('compares every target where none is named', async () => {
    const { out } = await preflight('--offline');
    expect(out).toMatch(/^aws {2}/m);
    expect(out).toMatch(/^openstack {2}/m);
  });
});

test('for other tools it prints the documented shape', async () => {
  const { out } = await preflight('--offline', '--json');
  const { lines } = JSON.parse(out) as { lines: readonly Line[] };
  const keys = [
    'target',
    'account',
    'region',
    'item',
    'need',
    'limit',
    'verdict',
    'source',
    'date',
    'confidence',
    'request',
    'by',
    'parts',
  ];
  for (const line of lines) expect(Object.keys(line)).toEqual(keys);
  expect(new Set(lines.map(({ target }) => target))).toEqual(new Set(['aws', 'openstack']));
  expect(lines.filter(({ verdict, request }) => (verdict === 'fits') !== (request === ''))).toEqual([]);
  expect((await preflight('--offline', '--json')).out).toBe(out);
});

test('offline, nobody is asked', async () => {
  await preflight('--offline');
  expect(mockNameServers).not.toHaveBeenCalled();
});

test('a target that is not there is wrong usage', async () => {
  const { code, err } = await preflight('--target', 'azure');
  expect(code).toBe(2);
  expect(err).toContain('no target azure; the blueprint has aws, openstack');
});

test('a blueprint with problems is told like everywhere', async () => {
  const broken = smallRegion('openstack');
  change(broken, 'small.yaml', 'cloud: scs-reference', 'cloud: scs-referenze');
  const { code, out, err } = await sgc(broken, ['preflight', 'small.yaml', '--offline']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^small\.yaml:\d+:\d+: SGC2201 /);
});
