import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..');
const out = mkdtempSync(path.join(tmpdir(), 'sgc-regions-'));

afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Every shipped blueprint that can be deployed: those with a lock. */
const regions = readdirSync(path.join(root, 'blueprints'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.lock.json'))
  .map((file) => file.replace('.lock.json', '.yaml'))
  .sort();

test('the five cities and the three reference profiles are there', () => {
  expect(regions).toEqual([
    'clips/bremerhaven.yaml',
    'clips/lecce.yaml',
    'clips/novi-sad.yaml',
    'clips/santander.yaml',
    'clips/stockport.yaml',
    'reference/municipal.yaml',
    'reference/provider.yaml',
    'reference/regional.yaml',
  ]);
});

// The compiled command, as a region calls it; what it says of the lock shows whether that is current.
test.each(regions)('%s is made on every target that it names, and its lock knows all of it', (region) => {
  const folder = path.join(out, region.replace(/\W/g, '-'));
  const said = execFileSync(
    process.execPath,
    [path.join(root, 'dist/bin/sgc.js'), 'synth', path.join('blueprints', region), '--out', folder],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const targets = readdirSync(folder);
  expect(targets.length).toBeGreaterThan(0);
  for (const target of targets) expect(existsSync(path.join(folder, target, 'sgc.json'))).toBe(true);
  expect(said).not.toContain('are not in the lock yet');
});
