/**
 * The pictures of docs/screenshots, taken of the built page: npm run build && npm run screenshots [-- folder]. Times in them are those
 * of the machine that takes them; networks and data come from seeds.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serveDist } from '../e2e/serveDist.mjs';

const FOLDER = process.argv[2] ?? join(import.meta.dirname, '..', 'docs', 'screenshots');
const DESKTOP = { width: 1440, height: 900 };
const SPIRAL = {
  title: 'Spiral, two hidden layers',
  data: { set: 'spiral' },
  network: {
    hidden: [
      { units: 16, activation: 'tanh' },
      { units: 12, activation: 'tanh' },
    ],
  },
};

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Name of the file → size and theme of the window, and what is done before the picture is taken.
 * @type {Record<string, { size: { width: number, height: number }, theme: 'light' | 'dark', show(page: Page): Promise<void> }>}
 */
const PICTURES = {
  'train-and-serve-light': {
    size: DESKTOP,
    theme: 'light',
    async show(page) {
      await open(page, SPIRAL, 300);
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await startLoad(page, { mode: 'closed', inFlight: 256, durationMs: 8_000 });
      await page.waitForTimeout(4_000);
    },
  },
  'lab-timeline-dark': {
    size: DESKTOP,
    theme: 'dark',
    async show(page) {
      await open(page, SPIRAL, 300);
      await pane(page, 'Timeline');
      await startLoad(page, { mode: 'open', requestsPerSecond: 1_000, durationMs: 8_000 });
      await page.waitForTimeout(4_000);
    },
  },
  'digits-light': {
    size: DESKTOP,
    theme: 'light',
    async show(page) {
      await open(page, { data: { set: 'mnist' } }, 2);
      await startLoad(page, { mode: 'closed', inFlight: 256, durationMs: 1_500 });
      await page.waitForTimeout(3_000);
    },
  },
  'device-dark': {
    size: DESKTOP,
    theme: 'dark',
    async show(page) {
      await open(page, SPIRAL, 100);
      await page.getByRole('tab', { name: 'Device' }).click();
    },
  },
  'phone-light': {
    size: { width: 390, height: 844 },
    theme: 'light',
    show: (page) => open(page, { data: { set: 'circle' } }, 60),
  },
};

async function open(page, experiment, epochs) {
  await page.evaluate(
    async ([given, until]) => {
      await window.fanout.open(given);
      await window.fanout.train({ epochs: until });
    },
    [experiment, epochs],
  );
}
/** Without waiting for its end. */
const startLoad = (page, settings) => page.evaluate((given) => void window.fanout.load(given), settings);
const pane = (page, name) =>
  page.getByRole('tablist', { name: 'Request lab' }).getByRole('tab', { name }).click();

mkdirSync(FOLDER, { recursive: true });
const { address, close } = await serveDist(0);
const browser = await chromium.launch({
  headless: false,
  executablePath: process.env.FANOUT_CHROMIUM,
  args: ['--headless=new', '--no-sandbox', '--disable-features=WebGPU', '--disable-gpu'],
});
for (const [name, { size, theme, show }] of Object.entries(PICTURES)) {
  const context = await browser.newContext({ viewport: size, colorScheme: theme });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'fanout' in window);
  await page.evaluate(() => window.fanout.ready);
  await show(page);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`${name}.png`);
  await context.close();
}
await browser.close();
close();
