/** Somebody plays, fires a load and moves the pointer at the same time: the page must not stand still meanwhile. */
import { expect, test } from '../fanoutTest.ts';
import { calmestTasks, longestOf, tooLong } from '../pageTasks.ts';
import { play, showPane } from '../screenParts.ts';

test('training and serving on WASM leave the main thread free', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the WASM device is the same one in both projects');
  const page = await open();
  await page.evaluate(() => window.fanout.useDevice('wasm'));
  const keep = page.getByRole('button', { name: /^Keep sending/ });
  // Warm: every module has come, every function has run often enough to be compiled.
  await play(page);
  await page.getByRole('button', { name: 'Send 256 requests' }).click();
  await expect(keep).toBeEnabled();
  await page.waitForTimeout(1_000);

  const tasks = await calmestTasks(page, async () => {
    await expect(keep).toBeEnabled();
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
  const tasks = await calmestTasks(page, async () => {
    // The rate that the test is named for was really sent.
    expect((await load(3_000)).sent).toBeGreaterThan(27_000);
  });
  console.log(`3 s of 10,000 requests a second: ${longestOf(tasks)}`);
  expect(tooLong(tasks)).toEqual([]);
});

test('the page never blocks while it trains and serves', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.request([0, 0]));
  let frames = 0;
  const tasks = await calmestTasks(page, async () => {
    frames = await page.evaluate(async () => {
      const { fanout } = window;
      let frames = 0;
      const count = (): void => {
        frames += 1;
        requestAnimationFrame(count);
      };
      count();
      const training = fanout.train({ seconds: 3 });
      await fanout.load({ mode: 'closed', inFlight: 256, durationMs: 2_500 });
      await training;
      return frames;
    });
  });
  console.log(`3 s of training under load: ${longestOf(tasks)}; ${frames} frames`);
  expect(tooLong(tasks)).toEqual([]);
  // Without a GPU the browser paints on the processor that trains.
  expect(frames).toBeGreaterThan(20);
});
