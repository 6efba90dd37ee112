import { execFileSync } from 'node:child_process';
import path from 'node:path';

interface Line {
  readonly name: string;
  readonly value: number;
  readonly limit: number | null;
  readonly within: boolean;
  readonly ratio: number;
  readonly beside: { readonly what: string; readonly value: number };
}

// Figures mean something only on an idle machine, so that this shows no more than that they are taken.
test('the bench prints one line for each figure, beside something plain', () => {
  const out = execFileSync(process.execPath, [path.join(__dirname, '../dist/bin/bench.js'), '--quick'], { encoding: 'utf8' });
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map((line) => line.name)).toEqual([
    'two tenants, both clouds, warm',
    'reference/municipal, both clouds, warm',
    'parse and resolve, warm',
    'sgc check, as a process',
    'comparison of 4 profiles, 10000 draws',
    'comparison of 4 regions, 10000 draws each',
    '4 regions, both clouds, two processes',
    'memory of a process',
    'audit of reference/municipal, both clouds, warm',
    'audit of 4 regions, both clouds, two processes',
  ]);
  for (const { value, limit, within, ratio, beside } of lines) {
    expect(value).toBeGreaterThan(0);
    expect(within).toBe(limit === null || value <= limit);
    expect(ratio).toBeCloseTo(value / beside.value, 1);
  }
});
