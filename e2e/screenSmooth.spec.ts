/** Somebody plays, fires a load and moves the pointer at the same time: the page must not stand still meanwhile. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { play, showPane } from './screenParts.ts';

test('training and serving on WASM leave the main thread free', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the WASM device is the same one in both projects');
  const page = await open();
  await page.evaluate(() => window.fanout.useDevice('wasm'));
  const keep = page.getByRole('button', { name: /^Keep 256 in flight/ });
  // Warm: every module has come, every function has run often enough to be compiled.
  await play(page);
  await page.getByRole('button', { name: 'Send 256 requests' }).click();
  await expect(keep).toBeEnabled();
  await page.waitForTimeout(1_000);

  await watchLongTasks(page);
  await keep.click();
  await page.waitForTimeout(3_000);
  await expectFew(page, 'play and load');
});

test('10,000 requests a second in the timeline leave the main thread free', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the WASM device is the same one in both projects');
  const page = await open();
  await page.evaluate(() => window.fanout.useDevice('wasm'));
  await showPane(page, 'Timeline');
  const load = (durationMs: number) =>
    page.evaluate(
      (ms) => window.fanout.load({ mode: 'open', requestsPerSecond: 10_000, durationMs: ms }),
      durationMs,
    );
  await load(1_000);
  await watchLongTasks(page);
  const { sent } = await load(3_000);
  console.log(`${sent} requests were sent in 3 s`);
  expect(sent).toBeGreaterThan(3_000);
  await expectFew(page, '10,000 requests a second');
});

/** Counts from now on. */
const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    Object.assign(window, { longTasksMs: seen });
  });

/** A shared machine stops any process for a while; a page that blocks by its own doing does so in every other frame. */
async function expectFew(page: Page, what: string): Promise<void> {
  const longMs = await page.evaluate(() => (window as unknown as { longTasksMs: number[] }).longTasksMs);
  console.log(`tasks over 50 ms in 3 s of ${what}: ${longMs.join(', ') || 'none'}`);
  expect(longMs.length).toBeLessThanOrEqual(6);
  expect(longMs.filter((ms) => ms > 150).length).toBeLessThanOrEqual(1);
}
