import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Plan } from '../../lib/plan/plan';
import { change, emptyFolder, regionFolder, smallRegion } from './region';
import { sgc } from './terminal';

describe('usage', () => {
  test.each([[['--help']], [['check', '--help']], [['help', 'synth']], [['--version']], [['completion', 'bash']]])(
    '%j is fine',
    async (argv) => {
      const said = await sgc(emptyFolder(), argv);
      expect(said.code).toBe(0);
      expect(said.out).not.toBe('');
    },
  );

  test.each([[['check']], [['plan']], [['check', '--nope', 'x.yaml']], [['completion', 'tcsh']], [['chek', 'x.yaml', 'y.yaml']]])(
    '%j is wrong usage',
    async (argv) => {
      const said = await sgc(emptyFolder(), argv);
      expect(said.code).toBe(2);
      expect(said.err).toMatch(/^error: /);
      expect(said.out).toBe('');
    },
  );

  test('every command shows examples', async () => {
    const { out } = await sgc(emptyFolder(), ['--help']);
    const names = [...out.matchAll(/^ {2}(\w+) (?:\[|<| )/gm)].map((match) => match[1] ?? '').filter((name) => name !== 'help');
    const reading = ['init', 'check', 'explain', 'lock', 'plan', 'synth'];
    const judging = ['audit', 'verify', 'graph', 'compare', 'prices', 'requirements', 'invest', 'duplicates'];
    expect(names).toEqual([...reading, 'preflight', 'bootstrap', 'images', 'deploy', ...judging, 'discover', 'completion']);
    for (const name of names) expect((await sgc(emptyFolder(), [name, '--help'])).out).toMatch(/Examples:\n {2}\$ sgc /);
  });

  test('a fault of ours is told without a stack trace, unless asked for', async () => {
    const broken = {
      today: () => {
        throw new Error('the clock fell down');
      },
    };
    const said = await sgc(emptyFolder(), ['check', 'x.yaml'], broken);
    expect(said.code).toBe(70);
    expect(said.err).toContain('internal error: the clock fell down');
    expect(said.err).not.toMatch(/^\s+at /m);
    expect((await sgc(emptyFolder(), ['check', 'x.yaml'], { ...broken, env: { SGC_DEBUG: '1' } })).err).toMatch(/^\s+at /m);
  });

  test('colours only for a terminal, and never with NO_COLOR', async () => {
    const terminal = { out: true, err: true };
    const colour = /\u001b\[/;
    expect((await sgc(emptyFolder(), ['check', 'x.yaml'])).err).not.toMatch(colour);
    expect((await sgc(emptyFolder(), ['check', 'x.yaml'], { terminal })).err).toMatch(colour);
    expect((await sgc(emptyFolder(), ['check', 'x.yaml'], { terminal, env: { NO_COLOR: '1' } })).err).not.toMatch(colour);
  });
});

describe('explain', () => {
  test('says which file wrote a value, and what it took the place of', async () => {
    const { out, code } = await sgc(regionFolder(), ['explain', 'municipal.yaml', 'network.zones']);
    expect(code).toBe(0);
    expect(out).toMatch(/^network\.zones = 2\n {2}from: {4}.*reference\/defaults\.yaml:\d+:\d+ \(inherited\)$/m);
    const json = JSON.parse((await sgc(regionFolder(), ['explain', 'municipal.yaml', 'network.egress.allow', '--json'])).out) as {
      values: Record<string, unknown>[];
    };
    expect(json.values[0]).toMatchObject({
      path: 'network.egress.allow',
      from: 'file',
      file: 'municipal.yaml',
      instead: [{ value: [] }],
    });
  });

  test('a map is told value by value', async () => {
    const lines = (await sgc(regionFolder(), ['explain', 'municipal.yaml', 'recovery'])).out.trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'recovery.backupRetentionDays',
      'recovery.secondSite.need',
      'recovery.secondSite.allowedCountries',
    ]);
  });

  test('a path that is not there names what was meant', async () => {
    const said = await sgc(regionFolder(), ['explain', 'municipal.yaml', 'network.zone']);
    expect(said.code).toBe(1);
    expect(said.err).toContain('network.zones');
  });
});

describe('plan', () => {
  test('is the whole plan as JSON, and a summary for people', async () => {
    const folder = regionFolder();
    const plan = JSON.parse((await sgc(folder, ['plan', 'municipal.yaml', '--json'])).out) as Plan;
    expect(Object.keys(plan.spaces)).toEqual(['city-production', 'city-staging', 'county-production', 'county-staging']);
    const { out } = await sgc(folder, ['plan', 'municipal.yaml']);
    for (const space of Object.values(plan.spaces)) expect(out).toContain(space.network.cidr);
    for (const target of Object.values(plan.targets)) {
      const gaps = target.ledger.filter((line) => line.parity !== 'equal');
      for (const gap of gaps) expect(out).toContain(gap.intent);
    }
  });
});

describe('lock', () => {
  test('what was given stays, what is new is added, and a second run changes nothing', async () => {
    const folder = smallRegion('openstack');
    const read = () => readFileSync(path.join(folder, 'small.lock.json'), 'utf8');
    const spaces = () => (JSON.parse(read()) as { spaces: Record<string, string> }).spaces;
    const before = spaces();
    change(folder, 'small.yaml', 'tenants:\n', 'tenants:\n  archive: { name: Archive, inhabitants: 10 }\n');
    const said = await sgc(folder, ['lock', 'small.yaml']);
    expect(said.err).not.toContain('SGC');
    expect(said.out).toMatch(/\+ archive-production {2}10\./);
    expect(spaces()).toMatchObject(before);
    const text = read();
    expect((await sgc(folder, ['lock', 'small.yaml'])).out).toBe('small.lock.json is up to date\n');
    expect(read()).toBe(text);
  });

  test('an e-service that stands takes a new zone once it was released', async () => {
    const folder = smallRegion('openstack');
    const spread = () =>
      (JSON.parse(readFileSync(path.join(folder, 'small.lock.json'), 'utf8')) as { spread: Record<string, number> }).spread;
    const id = 'town-production/appointments';
    const before = spread()[id] ?? 0;
    change(folder, 'small.yaml', 'network:\n', `network:\n  zones: ${before + 1}\n`);
    expect((await sgc(folder, ['lock', 'small.yaml'])).err).not.toContain('SGC');
    expect(spread()[id]).toBe(before);
    expect((await sgc(folder, ['lock', 'release', 'small.yaml', id])).out).toContain(`${id} may go`);
    expect((await sgc(folder, ['lock', 'small.yaml'])).code).toBe(0);
    expect(spread()[id]).toBe(before + 1);
  });

  test('only what was removed can be released', async () => {
    const said = await sgc(smallRegion('openstack'), ['lock', 'release', 'small.yaml', 'town-production']);
    expect(said.code).toBe(2);
  });

  test('a blueprint with problems gets no lock', async () => {
    const folder = smallRegion('openstack');
    rmSync(path.join(folder, 'small.lock.json'));
    change(folder, 'small.yaml', 'cloud: scs-reference', 'cloud: scs-referenze');
    expect((await sgc(folder, ['lock', 'small.yaml'])).code).toBe(1);
    expect(existsSync(path.join(folder, 'small.lock.json'))).toBe(false);
  });
});

describe('graph', () => {
  test('is an SVG with every tenant, service and link', async () => {
    const folder = regionFolder();
    const { out } = await sgc(folder, ['graph', 'municipal.yaml']);
    expect(out).toMatch(/<svg /);
    for (const text of ['Landkreis', 'Musterstadt', 'appointments', 'residence', 'proof of residence'])
      expect(out).toContain(text);
    expect((await sgc(folder, ['graph', 'municipal.yaml', '--out', 'region.svg'])).out).toBe('');
    expect(readFileSync(path.join(folder, 'region.svg'), 'utf8')).toBe(out);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('of %s knows every command', async (shell) => {
    const { out } = await sgc(emptyFolder(), ['completion', shell]);
    for (const name of ['init', 'check', 'explain', 'lock', 'plan', 'synth', 'graph']) expect(out).toContain(name);
  });
});

test('a file of Windows is read like any other', async () => {
  const folder = regionFolder();
  const file = path.join(folder, 'municipal.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
  expect(parse(readFileSync(file, 'utf8'))).toHaveProperty('region', 'reference');
  expect((await sgc(folder, ['check', 'municipal.yaml'])).code).toBe(0);
});
