import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { provider } from '../../../lib/providers/aws/provider';
import { referencePlan } from '../../plans';

const folder = mkdtempSync(path.join(tmpdir(), 'sgc-order-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('stacks are named in the order to deploy: each behind all that the assembly lets it wait for', () => {
  const names = provider.synthesize(referencePlan(), 'aws', folder).map(({ name }) => name);
  const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { dependencies?: string[] }>;
  };
  const early = names.flatMap((name, index) =>
    (artifacts[name]?.dependencies ?? [])
      .filter((other) => names.indexOf(other) > index)
      .map((other) => `${name} before ${other}`),
  );
  expect(early).toEqual([]);
  expect(names[0]).toBe('reference-foundation');
  const at = (name: string): number => names.indexOf(`reference-${name}`);
  expect(at('city-production-kindergarten-preparation')).toBeLessThan(at('city-production-kindergarten'));
  expect(at('city')).toBeLessThan(at('city-production-second-site'));
  expect(at('county-production-residence')).toBeLessThan(at('city-production-kindergarten'));
});
