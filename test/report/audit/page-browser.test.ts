/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { renderPage } from '../../../lib/report/audit/page';
import type { AuditReport } from '../../../lib/report/audit/report';
import { renderRollUp } from '../../../lib/report/audit/roll-up/page';
import { type RegionSummary, rollUpOf, summaryOf } from '../../../lib/report/audit/roll-up/roll-up';
import { launchBrowser } from '../../browser';
import { report, withHostileTexts } from './report-builder';

/** The page in a real Chromium, opened from the file system. */

const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Every address that was asked for, and everything of which the browser complained. */
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
}

let files = 0;
const open = async (text: string, options: BrowserContextOptions = {}, anchor = ''): Promise<Opened> => {
  const file = path.join(folder, `${++files}.html`);
  writeFileSync(file, text);
  const context = await browser.newContext({ viewport: desktop, offline: true, ...options });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href + anchor);
  return { page, asked, complaints };
};

const shownControls = (page: Page): Promise<string[]> => page.locator('.matrix tr[data-c]:visible code').allTextContents();
const settled = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

test('it opens from the file system, asks for nothing else, and nothing is refused', async () => {
  const { page, asked, complaints } = await open(renderPage(report(), 'en'));
  expect(await page.title()).toBe('Audit of Musterstadt');
  expect(await page.locator('#shown').textContent()).toBe('Controls shown: 4 of 4');
  expect(asked).toEqual([page.url()]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe('hostile names', () => {
  const attacks = ['</script><img src=x onerror="window.harmed=1">', '"><svg onload=window.harmed=1>', "'-->]]>{{7*7}}${7*7}"];
  const pierced = (text: string): string => `${text}${attacks.join('')}`;
  const opened = async (page: Page): Promise<void> => {
    for (const button of await page.locator('.more button').all()) await button.dispatchEvent('click');
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await settled(page);
  };

  test('are shown as they are, and do nothing', async () => {
    const { page, asked, complaints } = await open(renderPage(withHostileTexts(report(), pierced), 'en'));
    await opened(page);
    await page.locator('#f-text').fill(attacks[0] ?? '');
    await settled(page);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(await page.locator('img, svg[onload], [onerror]').count()).toBe(0);
    expect(await page.title()).toBe(`Audit of ${pierced('Musterstadt')}`);
    expect(await page.locator('h1').textContent()).toContain(attacks[0]);
    expect(await page.locator('.res:not([data-x]) pre code').first().textContent()).toContain(attacks.join(''));
    expect(await shownControls(page)).toHaveLength(4);
    expect([asked, complaints]).toEqual([[page.url()], []]);
    await page.context().close();
  });

  test('would be stopped by the policy even if they came in as markup', async () => {
    const harm = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script><p style="color:red">x</p>';
    const { page, complaints } = await open(renderPage(report(), 'en').replace('<main', `${harm}<main`));
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });
});

describe('filter and search', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await open(renderPage(report(), 'en')));
  });
  afterAll(() => page.context().close());
  beforeEach(async () => {
    await page.locator('#filter button[type=reset]').click();
    await settled(page);
  });

  test.each([
    ['verdict', () => page.locator('input[value=violated]').check(), ['network.closed']],
    ['severity', () => page.locator('#f-severity').selectOption('low'), ['storage.kept']],
    ['area', () => page.locator('#f-area').selectOption('storage'), ['storage.encrypted', 'storage.kept']],
    ['framework', () => page.locator('#f-framework').selectOption('1'), ['network.closed']],
    ['text of a control', () => page.locator('#f-text').fill('title of NETWORK.tiers'), ['network.tiers']],
    ['id of a requirement', () => page.locator('#f-text').fill('6.7'), ['network.closed']],
    ['resource that only the full list names', () => page.locator('#f-text').fill('bucket7'), ['storage.encrypted']],
    ['nothing that is there', () => page.locator('#f-text').fill('zebra'), []],
  ])('by %s', async (_, act, ids) => {
    await act();
    await settled(page);
    expect(await shownControls(page)).toEqual(ids);
    expect(await page.locator('#shown').textContent()).toBe(`Controls shown: ${ids.length} of 4`);
    expect(await page.locator('details.control:visible').count()).toBe(ids.length);
    expect(await page.locator('#nothing').isVisible()).toBe(ids.length === 0);
  });

  test('by target: only its column, its verdicts and what its resources say', async () => {
    await page.locator('#f-target').selectOption('1');
    await page.locator('input[value=weaker]').check();
    await settled(page);
    expect(await shownControls(page)).toEqual(['network.tiers']);
    expect(await page.locator('.matrix thead th:visible').allTextContents()).toEqual(['Control', 'Severity', 'own']);
    await page.locator('#filter button[type=reset]').click();
    await settled(page);
    expect(await shownControls(page)).toHaveLength(4);
  });

  test('an anchor of a control that the filter hides takes the filter away', async () => {
    await page.locator('#f-severity').selectOption('low');
    await settled(page);
    await page.locator('.first a').first().click();
    await settled(page);
    expect(await page.locator('[id="verdict--network.closed--cloud"]').isVisible()).toBe(true);
    expect(await shownControls(page)).toHaveLength(4);
  });
});

describe('drill-down', () => {
  test('leads from a cell to the verdict, its facts, and the lines of each resource', async () => {
    const { page } = await open(renderPage(report(), 'en'));
    await page.locator('.matrix tr[data-c="2"] td[data-t="0"] a').click();
    const verdict = page.locator('[id="verdict--storage.encrypted--cloud"]');
    expect(await verdict.isVisible()).toBe(true);
    expect(await verdict.locator('h4').evaluate((heading) => heading === document.activeElement)).toBe(true);
    expect(await verdict.locator('.res').count()).toBe(1);

    await verdict.getByRole('button', { name: 'Show all 7' }).click();
    expect(await verdict.locator('.res summary b').allTextContents()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `Bucket${n}`));
    const last = verdict.locator('.res').nth(6);
    await last.locator('summary').click();
    expect(await last.locator('summary span').allTextContents()).toEqual(['AWS::S3::Bucket', 'storage.template.json:12']);
    // Lines are drawn once the browser says that it opened, which may be later than the click.
    await last.locator('pre code').first().waitFor();
    expect(await last.locator('pre code').allTextContents()).toEqual([
      '"Bucket7": {\n',
      '  "Type": "AWS::S3::Bucket",\n',
      '  "Properties": {}\n',
      '}\n',
    ]);
    expect(await last.locator('pre code').evaluateAll((lines) => lines.map((line) => line.getAttribute('data-n')))).toEqual([
      '10',
      '11',
      '12',
      '13',
    ]);
    expect(await last.locator('pre code.at').allTextContents()).toEqual(['  "Properties": {}\n']);
    expect(await last.locator('dd').allTextContents()).toEqual([
      '/Resources/Bucket7/Properties',
      'storage/Bucket7/Resource',
      'storage.files',
    ]);
    await page.context().close();
  });

  test('draws by script what the page writes itself', async () => {
    const { page } = await open(renderPage(report(), 'en'), {}, '#verdict--storage.encrypted--cloud');
    await page.getByRole('button', { name: 'Show all 7' }).click();
    const all = page.locator('[id="verdict--storage.encrypted--cloud"] .res');
    await all.nth(1).locator('summary').click();
    const shape = (at: number): Promise<string> =>
      all.nth(at).evaluate((one) =>
        one.innerHTML
          .replace(/\s+/g, ' ')
          .replace(/ ?(<[^>]+>) ?/g, '$1')
          .replace(/Bucket\d/g, 'Bucket')
          .replace(/<div><dt>Evidence<.*?<\/div>/, ''),
      );
    expect(await shape(1)).toBe(await shape(0));
    await page.context().close();
  });

  test('works from the keyboard alone, and shows where one is', async () => {
    const { page } = await open(renderPage(report(), 'en'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.locator('.matrix tr[data-c="0"] th a').focus();
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await page.locator('[id="verdict--network.closed--cloud"]').isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('[id="verdict--network.closed--cloud"] pre').isVisible()).toBe(true);
    await page.context().close();
  });

  test('an address with an anchor opens what it names', async () => {
    const { page } = await open(renderPage(report(), 'en'), {}, '#control--storage.kept');
    expect(await page.locator('[id="control--storage.kept"] .body').isVisible()).toBe(true);
    await page.context().close();
  });
});

test('the ledger can be cut to what differs', async () => {
  const { page } = await open(renderPage(report(), 'en'));
  await page.locator('#differ input').check();
  expect(await page.locator('.ledger tbody tr:visible code').allTextContents()).toEqual(['network.tiers']);
  await page.context().close();
});

test('without script everything but filter, search and full lists is there', async () => {
  const { page, complaints } = await open(renderPage(report(), 'en'), { javaScriptEnabled: false });
  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect(await page.locator('.noscript').isVisible()).toBe(true);
  expect(await shownControls(page)).toHaveLength(4);
  const entry = page.locator('[id="control--storage.encrypted"]');
  await entry.locator('> summary').click();
  expect(await entry.getByText('and 6 more in report.json').isVisible()).toBe(true);
  await entry.locator('.res > summary').first().click();
  expect(await entry.locator('pre').first().isVisible()).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each([1280, 900])('on a screen %i wide the bars of every target have one scale', async (width) => {
  const { page } = await open(renderPage(report(), 'en'), { viewport: { width, height: 900 } });
  const bars = page.locator('.counts tbody tr').first().locator('.bar');
  const widths = await bars.evaluateAll((all) => all.map((bar) => Math.round(bar.getBoundingClientRect().width)));
  expect(widths.length).toBeGreaterThan(1);
  expect(new Set(widths).size).toBe(1);
  await page.context().close();
});

test('on paper every control is open and nothing can be pressed', async () => {
  const { page } = await open(renderPage(report(), 'en'));
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await page.locator('nav, #filter, .tools, .more button').filter({ visible: true }).count()).toBe(0);
  expect(await page.locator('details.control .body').filter({ visible: true }).count()).toBe(4);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await page.locator('details.control[open]').count()).toBe(0);
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.context().close();
});

test.each([761, 800, 1000, 1024, 1100])('a screen %i wide shows the longest names without scrolling sideways', async (width) => {
  const long = (text: string): string => (/^[A-Z]\w+$/.test(text) ? text + 'GroupFromEveryone'.repeat(4) : text);
  const { page } = await open(renderPage(withHostileTexts(report(), long), 'de'), { viewport: { width, height: 900 } });
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await page.context().close();
});

test.each(['en', 'de', 'bg', 'lv'] as const)('a phone shows it in %s without scrolling sideways', async (language) => {
  const { page } = await open(renderPage(report(), language), { viewport: phone });
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  await page.context().close();
});

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('axe finds nothing on a %s', async (_, viewport) => {
    const { page } = await open(renderPage(report(), 'de'), { colorScheme, viewport });
    for (const button of await page.locator('.more button').all()) await button.dispatchEvent('click');
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await page.evaluate(axe);
    const found = await page.evaluate<readonly Finding[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
    );
    expect(found.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    await page.context().close();
  });
});

describe('what an audit says over time', () => {
  const [first] = report().targets[0]?.resources ?? [];
  const later = (): AuditReport => ({
    ...report(),
    baseline: {
      at: '2027-01-05',
      catalogueVersion: '4.5.6',
      sha256: 'a'.repeat(64),
      unchanged: 7,
      targets: { gone: ['cloud-of-old'], fresh: [] },
      controls: { gone: [], fresh: ['storage.kept'] },
      changes: [
        {
          target: 'cloud',
          control: 'network.closed',
          kind: 'lost',
          before: 'satisfied',
          now: 'violated',
          says: 'network.closed lost its evidence',
          causes: Array.from({ length: 7 }, (_, index) => ({
            kind: 'changed' as const,
            resource: `${first?.id ?? ''}-with-a-name-that-is-longer-than-any-phone-${index}`,
            file: 'storage.template.json',
            line: 12,
            before: 'port 443',
            now: 'port 22',
          })),
        },
      ],
    },
    records: {
      file: 'town.records.yaml',
      since: '2026-01-01',
      from: '2026-03-05',
      to: '2027-03-05',
      older: 3,
      duties: (['kept', 'open', 'overdue', 'failed', 'unplanned'] as const).map((state) => ({
        kind: 'restoreDrill',
        subject: `cloud/town-${state}`,
        target: 'cloud',
        everyDays: 31,
        source: 'the plan',
        control: 'storage.kept',
        last: state === 'open' ? '' : '2027-01-31',
        due: state === 'unplanned' ? '' : '2027-03-03',
        state,
        file: 'town.records.yaml',
        line: 4,
      })),
      acts: [
        {
          kind: 'restoreDrill',
          day: '2027-01-31',
          subject: 'cloud/town-kept',
          result: 'passed',
          by: 'it',
          proof: 'T-1',
          note: 'all there',
          minutes: 95,
          file: 'town.records.yaml',
          line: 4,
        },
      ],
    },
    deployed: {
      on: '2027-03-05',
      artefacts: (['same', 'different', 'missing', 'unseen', 'stranger'] as const).map((state) => ({
        target: 'cloud',
        artefact: `town-${state}`,
        state,
        reason: state === 'unseen' ? 'no credentials' : '',
        audited: 'a'.repeat(64),
        deployed: 'b'.repeat(64),
        compared: 12,
        undecided: 1,
        differences: state === 'different' ? [{ pointer: '/Resources/A/Properties/B', audited: 'true', deployed: 'false' }] : [],
        more: 0,
      })),
    },
  });

  test('stands in the page, the worst first', async () => {
    const { page, complaints } = await open(renderPage(later(), 'en'));
    expect(await page.locator('#changes li').count()).toBe(6 + 2);
    expect(await page.locator('#changes .causes li').last().textContent()).toContain('and 2 more in changes.csv');
    expect(await page.locator('#records table').first().locator('tbody .state').allTextContents()).toEqual([
      'overdue',
      'failed',
      'nobody says how often',
      'not due yet',
      'in time',
    ]);
    expect(await page.locator('#deployed tbody .state').allTextContents()).toEqual([
      'different',
      'not audited',
      'not deployed',
      'could not be read',
      'as audited',
    ]);
    await page.locator('#changes a').first().click();
    expect(await page.locator('[id="verdict--network.closed--cloud"]').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  const summary = (folder: string): RegionSummary =>
    summaryOf({ ...later(), region: report().region }, { folder, reportSha256: '' });
  const rollUp = (): string => renderRollUp(rollUpOf(report(), worst(summary('')), [summary('town')]), 'de');
  /** A reference in which everything is otherwise. */
  const worst = (region: RegionSummary): RegionSummary => ({
    ...region,
    targets: region.targets.map((target) => ({
      ...target,
      verdicts: target.verdicts.map((one) => ({ ...one, verdict: one.verdict === 'satisfied' ? 'violated' : 'satisfied' })),
    })),
  });

  test.each([
    ['report', 'light', desktop, () => renderPage(later(), 'de')],
    ['report', 'dark', phone, () => renderPage(later(), 'de')],
    ['roll-up', 'light', phone, rollUp],
    ['roll-up', 'dark', desktop, rollUp],
  ] as const)('axe finds nothing in the %s (%s)', async (_, colorScheme, viewport, render) => {
    const { page, complaints } = await open(render(), { colorScheme, viewport });
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    expect(complaints).toEqual([]);
    await page.evaluate(axe);
    const found = await page.evaluate<readonly Finding[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
    );
    expect(found.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    await page.context().close();
  });
});
