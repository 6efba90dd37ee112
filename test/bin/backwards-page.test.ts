import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { sgc } from './terminal';

/** The page with an answer on it, in a real browser. */
test('an answer stands on the page, reads well for everybody, and fits a phone', async () => {
  const folder = emptyFolder();
  const file = inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']);
  const argv = [
    'compare',
    file,
    '--profiles',
    'openstack',
    '--budget',
    '8000EUR',
    '--min-seal',
    '4',
    '--controls',
    'all',
    '--lang',
    'es',
  ];
  expect((await sgc(folder, argv)).code).toBe(0);
  const { chromium } = await import('playwright-core');
  const { default: packed } = await import('@sparticuz/chromium');
  const browser = await chromium.launch({
    executablePath: await packed.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(path.join(folder, 'sgc.out/bremerhaven/compare/index.html')).href);
    const section = page.locator('#backwards');
    expect(await section.innerText()).toContain('Preguntado al revés');
    expect(await section.innerText()).toContain('por debajo del nivel 4: SOV-1');
    expect(await section.innerText()).toContain('8.000,00');
    const { source } = await import('axe-core');
    await page.evaluate(source);
    const violations = await page.evaluate(
      `axe.run('#backwards', { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))`,
    );
    expect(violations).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(360);
    // Nothing of an answer is hidden behind a scroll bar of its own.
    const widest = `Math.max(...[...document.querySelectorAll('#backwards, #backwards *')].map((one) => one.scrollWidth))`;
    expect(await page.evaluate(widest)).toBeLessThanOrEqual(360);
  } finally {
    await browser.close();
  }
});
