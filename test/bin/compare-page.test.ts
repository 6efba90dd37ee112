import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { gather } from '../../bin/compare/gather';
import { compare } from '../../lib/planning/compare';
import type { Comparison } from '../../lib/planning/comparison';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { filesOf } from '../../bin/compare/files';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { terminalIo } from './terminal';

/** The page in a real browser, opened from the file system. */

let browser: Browser;
let folder = '';
let file = '';
let page: Page;
let input: ComparisonInput;
const complaints: string[] = [];

/** The page's policy lets nobody evaluate text, not even a test that waits. */
const calculated = (times: number): Promise<void> =>
  page.locator(`html[data-calculated="${times}"]`).waitFor({ state: 'attached' });

beforeAll(async () => {
  folder = emptyFolder();
  file = inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']);
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

/** What the command line says when the same value stands in the planning file. */
const withHourlyRate = (hourlyRate: number): Comparison => {
  const name = path.join(folder, file.replace('.yaml', '.planning.yaml'));
  const before = readFileSync(name, 'utf8');
  const planning = parse(before) as { staff: object };
  writeFileSync(name, stringify({ ...planning, staff: { ...planning.staff, hourlyRate } }));
  const gathered = gather(terminalIo(folder), file, { weights: {}, seed: 1, draws: 500 });
  writeFileSync(name, before);
  if (!gathered.ok) throw new Error(JSON.stringify(gathered.problems));
  return compare(gathered.value);
};

test('totals follow an assumption, and are those of the command line', async () => {
  await page.fill('[data-input="staffRate"]', '90');
  await calculated(1);
  const { figures } = withHourlyRate(90);
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

test('by keyboard alone an assumption is reached, changed and taken back', async () => {
  const before = Number(await page.locator('html').getAttribute('data-calculated'));
  const focus = async (key: string, selector: string): Promise<void> => {
    for (let step = 0; step < 600 && (await page.locator(`${selector}:focus`).count()) === 0; step += 1)
      await page.keyboard.press(key);
    expect(await page.locator(`${selector}:focus`).count()).toBe(1);
  };
  await focus('Tab', '[data-input="demandFactor"]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  await calculated(before + 1);
  const { demandFactor } = input.inputs;
  if (demandFactor === undefined) throw new Error('no such assumption');
  const changed = { ...demandFactor, low: '3', expected: '3', high: '3' };
  const { figures } = compare({ ...input, inputs: { ...input.inputs, demandFactor: changed } });
  expect(await shown('month:aws')).toContain(spoken(figures['month:aws']?.value ?? ''));
  await focus('Shift+Tab', '#reset');
  await page.keyboard.press('Enter');
  await calculated(before + 2);
  expect(await shown('month:aws')).toContain(spoken(compare(input).figures['month:aws']?.value ?? ''));
});

test('what was written stays text', async () => {
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('h1').innerText()).toContain('<img src=x onerror="document.title=1">');
});

test('axe finds nothing, in light and dark', async () => {
  const { source } = await import('axe-core');
  // What is folded is looked at too.
  for (const folded of await page.locator('details:not([open]) > summary').all())
    if (await folded.isVisible()) await folded.click();
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
