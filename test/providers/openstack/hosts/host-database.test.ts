import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabasePlan } from '../../../../lib/plan/service-plan';
import { hostDatabase } from '../../../../lib/providers/openstack/hosts/host-database';
import { spaceOf } from '../synthesis';

const folder = mkdtempSync(path.join(tmpdir(), 'database-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const database = Object.values(spaceOf('city-production').services).flatMap((service): DatabasePlan[] =>
  Object.values(service.databases),
)[0];
if (database === undefined) throw new Error('the reference has no database');
const { files } = hostDatabase(database, true);
const script = (name: string): string => files.find((file) => file.path === `/usr/local/sbin/${name}`)?.content ?? '';

/** Runs the script with an `archive` that says what a store says, failure or not. */
const fetched = (said: string, name = '000000010000000000000007') => {
  writeFileSync(path.join(folder, 'archive'), `#!/bin/bash\nprintf '%s' '${said}'\n`);
  writeFileSync(path.join(folder, 'fetch-wal'), script('fetch-wal'));
  for (const program of ['archive', 'fetch-wal']) chmodSync(path.join(folder, program), 0o755);
  return spawnSync(path.join(folder, 'fetch-wal'), [name], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH ?? ''}` },
  });
};

describe('What a restored database asks the archive for', () => {
  test('arrives when it is there', () => {
    const { status, stdout } = fetched('a segment');
    expect([status, stdout]).toEqual([0, 'a segment']);
  });

  test('is refused when it is not, although the store says nothing; else the restore never ends', () => {
    const { status, stdout, stderr } = fetched('', '00000002.history');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('not in the archive: 00000002.history');
  });

  test('is a log segment and no other name', () => {
    expect(fetched('x', '../../etc/passwd').status).toBe(1);
  });
});
