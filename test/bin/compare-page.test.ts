import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { gather } from '../../bin/compare/gather';
import { compare } from '../../lib/planning/compare';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { exactly } from '../../lib/planning/input';
import { filesOf } from '../../bin/compare/files';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { terminalIo } from './terminal';

/** The page in a real browser, opened from the file system. */

let browser: Browser;
let page: Page;
let input: ComparisonInput;
const complaints: string[] = [];

/** The page's policy lets nobody evaluate text, not even a test that waits. */
const calculated = (times: number): Promise<void> =>
  page.locator(`html[data-calculated="${times}"]`).waitFor({ state: 'attached' });

beforeAll(async () => {
  const folder = emptyFolder();
  const file = inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']);
  const gathered = gather(terminalIo(folder), file, { weights: {}, seed: 1, draws: 500 });
  if (!gathered.ok) throw new Error(JSON.stringify(gathered.problems));
  // A hostile name must stay text.
  input = { ...gathered.value, region: { ...gathered.value.region, title: '<img src=x onerror="document.title=1">' } };
  const files = await filesOf(input, compare(input), 'en');
  mkdirSync(path.join(folder, 'out'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, 'out', name), content);
  const { chromium } = await import('playwright-core');
  const { default: packed } = await import('@sparticuz/chromium');
  browser = await chromium.launch({ executablePath: await packed.executablePath(), args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(path.join(folder, 'out/index.html')).href);
  await calculated(0);
});

afterAll(() => browser.close());

const shown = (figure: string): Promise<string> => page.locator(`#overview [data-figure="${figure}"]`).first().innerText();
const spoken = (value: string): string => new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(Number(value));

test('totals follow an assumption, and are those of the command line', async () => {
  await page.fill('[data-input="staffRate"]', '90');
  await calculated(1);
  const staffRate = input.inputs.staffRate;
  if (staffRate === undefined) throw new Error('no rate');
  const { figures } = compare({ ...input, inputs: { ...input.inputs, staffRate: { ...staffRate, ...exactly(90) } } });
  for (const { id } of input.profiles) expect(await shown(`month:${id}`)).toContain(spoken(figures[`month:${id}`]?.value ?? ''));
  expect(await page.locator('#stale').isVisible()).toBe(true);
  await page.click('#reset');
  await calculated(2);
  expect(await shown('month:aws')).toContain(spoken(compare(input).figures['month:aws']?.value ?? ''));
  expect(await page.locator('#stale').isVisible()).toBe(false);
});

test('a figure shows its source by keyboard alone, down to the price', async () => {
  await page.locator('#overview [data-figure="month:aws"]').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#source').isVisible()).toBe(true);
  await page.locator('#source [data-figure^="cost:aws/"]').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('#source [data-figure^="price:"]').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#source').innerText()).toContain('invented for tests');
  await page.keyboard.press('Escape');
  expect(await page.locator('#source').isVisible()).toBe(false);
});

test('what was written stays text', async () => {
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('#summary-title').innerText()).toBe('<img src=x onerror="document.title=1">');
});

test('axe finds nothing, in light and dark', async () => {
  const { source } = await import('axe-core');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(source);
    const violations = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' | ')))`);
    expect({ colorScheme, violations }).toEqual({ colorScheme, violations: [] });
  }
});

test('a phone needs no scrolling sideways', async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(360);
});

test('the browser had nothing to complain about', () => {
  expect(complaints).toEqual([]);
});
