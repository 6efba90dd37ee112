import { type Browser, chromium } from 'playwright-core';

/** What the browser of the package is started with for servers without memory, and what would hide a fault of ours. */
const unwanted = new Set(['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content']);

/** A real Chromium, from the package that brings it. */
export const launchBrowser = async (): Promise<Browser> => {
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: packed.args.filter((argument) => !unwanted.has(argument)),
    headless: true,
  });
};
