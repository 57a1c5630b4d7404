/**
 * Every word on the screen in a language that marks and lengthens its texts (`scripts/pseudoLanguage.mjs`): what is shown without
 * marks, cut off, outside the window or over other text is a fault. `npm run test:words`; pictures go to test-results/words/.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { PSEUDO_TAG, pseudoLanguage } from '../../scripts/pseudoLanguage.mjs';
import { serveDist } from '../serveDist.mjs';
import { faultsOfPage, recordPaintedTexts } from './faultsOfPage.mjs';

const WINDOWS = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];
const PICTURES = 'test-results/words';

const dist = mkdtempSync(join(tmpdir(), 'fanout-words-'));
await build({ build: { outDir: dist, emptyOutDir: true }, plugins: [pseudoLanguage()], logLevel: 'warn' });
const { address, close } = await serveDist(0, undefined, 'max-age=3600', dist);
const browser = await chromium.launch({
  headless: false,
  ...(process.env.FANOUT_CHROMIUM ? { executablePath: process.env.FANOUT_CHROMIUM } : {}),
  args: ['--headless=new', '--no-sandbox', '--disable-features=WebGPU', '--disable-gpu'],
});
mkdirSync(PICTURES, { recursive: true });
const found = new Set();
try {
  for (const { name, width, height } of WINDOWS) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.addInitScript((tag) => {
      Object.defineProperty(navigator, 'languages', { get: () => [tag] });
    }, PSEUDO_TAG);
    await page.addInitScript(recordPaintedTexts);
    await page.goto(address);
    await page.waitForFunction(() => window.fanout !== undefined);
    await page.evaluate(() => window.fanout.ready);
    for (const [scene, show] of Object.entries(SCENES())) {
      if ((await show(page, name)) === false) continue;
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${PICTURES}/${name}-${scene}.png` });
      for (const fault of await page.evaluate(faultsOfPage)) {
        if (!found.has(`${name}: ${fault}`)) console.error(`${name}, ${scene}: ${fault}`);
        found.add(`${name}: ${fault}`);
      }
      await page.keyboard.press('Escape');
    }
    await page.close();
  }
} finally {
  await browser.close();
  close();
  rmSync(dist, { recursive: true, force: true });
}
console.log(found.size === 0 ? 'Every word is marked and has its place.' : `${found.size} faults.`);
process.exit(found.size === 0 ? 0 : 1);

/** What is on the screen in each picture. */
function SCENES() {
  const phoneTab = (page, index) => page.locator('.phone-tabs button').nth(index).click();
  const press = (selector) => (page) => page.locator(selector).first().click({ timeout: 5_000 });
  return {
    start: async (page) => {
      await page.evaluate(() => window.fanout.train({ epochs: 3 }));
    },
    digits: async (page) => {
      await page.evaluate(() => window.fanout.edit({ data: { set: 'mnist', samples: 1200 } }));
      await page.evaluate(() => window.fanout.train({ epochs: 1 }));
    },
    table: (page) => page.evaluate(() => window.fanout.edit({ data: { set: 'iris' } })),
    values: (page) => page.evaluate(() => window.fanout.edit({ data: { set: 'plane' } })),
    data: (page, name) => (name === 'phone' ? phoneTab(page, 0) : false),
    devices: (page, name) =>
      name === 'phone'
        ? phoneTab(page, 3)
        : page.evaluate(() => window.fanout.edit({ view: { dock: 'device' } })),
    share: press('button:has(.lucide-share)'),
    help: (page, name) =>
      name === 'phone' ? false : press('button:has(.lucide-circle-question-mark)')(page),
    experiments: async (page, name) => {
      if (name === 'phone') await phoneTab(page, 1);
      await press('.experiment-menu')(page);
    },
    theme: (page, name) =>
      name === 'phone' ? press('button:has(.lucide-ellipsis)')(page) : press('button:has(.lucide-sun)')(page),
    ...Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [
        `plan${i + 1}`,
        async (page) => {
          const cells = page.locator('.plan-strip button.plan-cell, .plan-strip .plan-cell > button');
          if ((await cells.count()) <= i) return false;
          await cells.nth(i).scrollIntoViewIfNeeded();
          return cells.nth(i).click({ timeout: 5_000 });
        },
      ]),
    ),
    unit: (page) => page.locator('.unit-button').last().click({ timeout: 5_000 }),
  };
}
