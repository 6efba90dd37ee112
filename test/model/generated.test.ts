import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchemas } from '../../lib/model/json-schema';
import { problemCatalogue, renderCatalogue } from '../../lib/model/problem-catalogue';

const root = path.resolve(__dirname, '../..');

/** `UPDATE=1 npx jest test/model/generated.test.ts` writes the files anew. */
const expectCommitted = (file: string, text: string): void => {
  const whole = path.join(root, file);
  if (process.env['UPDATE'] === '1') {
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
  expect(readFileSync(whole, 'utf8')).toBe(text);
};

const sources = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('.gen'))
    .map((entry) => path.join(entry.parentPath, entry.name));

const yamlFiles = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.join(root, folder, name));

describe('generated files', () => {
  it.each(Object.entries(jsonSchemas()))('%s is what the format says', (name, schema) => {
    expectCommitted(`blueprints/schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
  });

  it.each([
    ['blueprint', ['reference', 'clips']],
    ['cloud', ['clouds']],
    ['service', ['services']],
    ['planning', ['clips']],
    ['prices', ['prices']],
  ])('an editor with %s.schema.json finds nothing wrong in the real files', (kind, folders) => {
    const schema = z.fromJSONSchema(jsonSchemas()[`${kind}.schema.json`] as Parameters<typeof z.fromJSONSchema>[0]);
    const files = folders
      .flatMap((folder) => yamlFiles(path.join('blueprints', folder)))
      .filter((file) => file.endsWith('.planning.yaml') === (kind === 'planning'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files)
      expect({ file, issues: schema.safeParse(parse(readFileSync(file, 'utf8'))).error?.issues ?? [] }).toEqual({
        file,
        issues: [],
      });
  });

  it('an editor with blueprint.schema.json sees a misspelt key and a wrong value', () => {
    const schema = z.fromJSONSchema(jsonSchemas()['blueprint.schema.json'] as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse({ blueprint: 1, network: { zone: 2 } }).success).toBe(false);
    expect(schema.safeParse({ blueprint: 1, network: { zones: 9 } }).success).toBe(false);
    expect(schema.safeParse({ blueprint: 1, network: { zones: 2 } }).success).toBe(true);
  });

  it('docs/problems.md is what the catalogue says', () => {
    expectCommitted('docs/problems.md', renderCatalogue());
  });

  it('every code that is used stands in the catalogue, and every entry is used', () => {
    const used = new Set(
      [...sources('lib'), ...sources('bin')]
        .filter((file) => !file.endsWith('problem-catalogue.ts') && !file.endsWith('problem.ts'))
        .flatMap((file) => readFileSync(file, 'utf8').match(/SGC[0-9]{4}/g) ?? []),
    );
    expect([...used].sort()).toEqual(Object.keys(problemCatalogue).sort());
  });
});
