import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deployable } from '../../artefacts';
import { listings, within } from './listings';
import { readTypes } from './read-back';
import { types } from './types';

const root = path.join(__dirname, '../../..');
const deployed = Object.keys(
  (JSON.parse(readFileSync(path.join(root, 'test/conformance/counts.json'), 'utf8')) as { aws: Record<string, number> }).aws,
);
const rows = Object.entries(types);

test('the table has a row for each type that the reference region deploys on AWS, and no other', () => {
  expect(Object.keys(types).sort()).toEqual([...deployed].sort());
});

test('what is not proved whole is held by tests that speak of it', () => {
  const unheld = rows
    .filter(([, { level }]) => level !== 'read')
    .filter(
      ([type, { instead }]) =>
        instead.length === 0 ||
        instead.some(
          (file) => !existsSync(path.join(root, file)) || !readFileSync(path.join(root, file), 'utf8').includes(`'${type}'`),
        ),
    );
  expect(unheld.map(([type]) => type)).toEqual([]);
});

test('cfn-lint looks at every type, the stand-ins among them', () => {
  expect(deployable).toContain('reference/municipal.yaml');
  expect(readFileSync(path.join(__dirname, '../cfn-lint.test.ts'), 'utf8')).toContain('deployable.flatMap(');
});

test('what the table calls read is read back, and a stand-in never is', () => {
  const isRead = rows.filter(([, { level }]) => level !== 'stand-in').map(([type]) => type);
  expect([...readTypes].sort()).toEqual(isRead.sort());
});

test('after a removal everything that is read back is looked for, by itself or by what it stands in', () => {
  const listed = new Set(listings.map(({ type }) => type));
  expect([...readTypes].filter((type) => !listed.has(type) && !listed.has(within[type] ?? ''))).toEqual([]);
  expect(Object.keys(within).filter((type) => !readTypes.has(type))).toEqual([]);
});
