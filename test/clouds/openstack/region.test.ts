import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ProofRegion } from './region';

const work = mkdtempSync(path.join(tmpdir(), 'region-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('who reads clouds.yaml while it is written again reads the whole of what was there', () => {
  const region = new ProofRegion('blueprints/reference/provider.yaml', work, { name: 'tofu', program: 'tofu', env: {} });
  const before = openSync(region.writeClouds({ alpha: { region_name: 'one' } }), 'r');
  const after = region.writeClouds({ alpha: { region_name: 'two' } });
  expect(parse(readFileSync(before, 'utf8'))).toEqual({ clouds: { alpha: { region_name: 'one' } } });
  expect(parse(readFileSync(after, 'utf8'))).toEqual({ clouds: { alpha: { region_name: 'two' } } });
  closeSync(before);
});
