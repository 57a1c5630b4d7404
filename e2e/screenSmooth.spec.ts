/** Somebody plays, fires a load and moves the pointer at the same time: the page must not stand still meanwhile. */
import { expect, test } from './fanoutTest.ts';
import { longestOf, tasksDuring, tooLong } from './pageTasks.ts';
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

  const tasks = await tasksDuring(page, async () => {
    await keep.click();
    await page.waitForTimeout(3_000);
  });
  console.log(`3 s of play and load: ${longestOf(tasks)}`);
  expect(tooLong(tasks)).toEqual([]);
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
  const tasks = await tasksDuring(page, async () => {
    // The rate that the test is named for was really sent.
    expect((await load(3_000)).sent).toBeGreaterThan(27_000);
  });
  console.log(`3 s of 10,000 requests a second: ${longestOf(tasks)}`);
  expect(tooLong(tasks)).toEqual([]);
});
