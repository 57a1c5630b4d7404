/** Somebody follows requests on the timeline and in the live view: live, standing still, and one by one. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './fanoutTest.ts';
import { coloursOf, numberOf, test } from './screenParts.ts';

const pane = (page: Page, name: string): Promise<void> =>
  page.getByRole('tablist', { name: 'Request lab' }).getByRole('tab', { name }).click();
const timeline = (page: Page): Locator => page.getByRole('application', { name: /^Timeline/ });
const pinned = (page: Page): Locator => page.getByRole('complementary', { name: 'Pinned request' });
const story = async (page: Page): Promise<string> => pinned(page).getByRole('status').innerText();

/** Sixteen clients for a moment: every request of it is kept. */
const run = (page: Page) =>
  page.evaluate(() => window.fanout.load({ mode: 'closed', inFlight: 16, requests: 640, thinkTimeMs: 2 }));

test('requests are drawn as bars while they run, and the picture can be held still', async ({
  playground: page,
}) => {
  await pane(page, 'Timeline');
  await expect(page.getByText(/^Send requests, and each is drawn here/)).toBeVisible();
  const load = page.evaluate(() =>
    window.fanout.load({ mode: 'open', requestsPerSecond: 300, durationMs: 60_000 }),
  );
  await expect(page.getByText(/^live, .* in view/)).toBeVisible();
  await expect.poll(() => coloursOf(timeline(page))).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const still = async (): Promise<string> =>
    timeline(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  // What was under way still comes in; then nothing moves, though the load goes on.
  await expect(async () => {
    const held = await still();
    await page.waitForTimeout(300);
    expect((await still()) === held).toBe(true);
  }).toPass({ timeout: 4_000 });
  await expect(page.getByText(/^Running, /)).toBeVisible();
  await page.evaluate(() => window.fanout.stopLoad());
  const { ok } = await load;
  expect(ok).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Fit all' }).click();
  await expect(page.getByText(/^\d+(\.\d)?\ss in view$/)).toBeVisible();
});

test('a request is pinned by keys, told in words with its batch, and steps lead to its neighbours', async ({
  playground: page,
}) => {
  await pane(page, 'Timeline');
  await run(page);
  // In the middle of the whole run every client has sent before and after.
  await page.getByRole('button', { name: 'Fit all' }).click();
  await timeline(page).focus();
  await page.keyboard.press('Enter');
  await expect(pinned(page)).toBeVisible();
  const first = await story(page);
  expect(first).toMatch(/^Request [\d,]+/);
  expect(first).toMatch(/batch/i);
  await expect(pinned(page).getByText('Output', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => story(page)).not.toBe(first);
  await page.keyboard.press('Escape');
  await expect(pinned(page)).toBeHidden();
});

test('a pin in the latency pane is the pin of the timeline, until the next load', async ({
  playground: page,
}) => {
  await pane(page, 'Latency');
  const { latencyMs } = await run(page);
  await page.getByRole('button', { name: 'Pin the slowest' }).click();
  await pane(page, 'Timeline');
  await expect(pinned(page)).toBeVisible();
  const told = numberOf(/answered after (\S+)/.exec(await story(page))![1]!);
  expect(Math.abs(told / latencyMs.max - 1)).toBeLessThan(0.02);
  await run(page);
  await expect(pinned(page)).toBeHidden();
});

const live = (page: Page) => page.getByRole('region', { name: 'Live view of requests' });
const frameOf = (page: Page): Promise<string> =>
  live(page)
    .getByRole('img')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test('the live view replays a burst, slowed by a factor that it names, until all answers are in', async ({
  playground: page,
}) => {
  await expect(live(page).getByText(/^Each dot is one request/)).toBeVisible();
  await page.getByRole('button', { name: 'Send 256 requests' }).click();
  await expect(live(page).getByText(/ of [\d.,]+ ms, [\d,]+ times slower$/)).toBeVisible();
  const before = await frameOf(page);
  await expect.poll(() => frameOf(page)).not.toBe(before);
  await expect(live(page).getByText('256 back', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(live(page).getByRole('button', { name: 'Play the replay' })).toBeVisible({ timeout: 15_000 });
  const end = await frameOf(page);
  // The strip moves it: at the start nothing is back, at the end the picture is the same as before.
  const scrubber = live(page).getByRole('slider', { name: 'Time of the replay' });
  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(live(page).getByText('0 back', { exact: true })).toBeVisible();
  expect(await frameOf(page)).not.toBe(end);
  await page.keyboard.press('End');
  await expect(live(page).getByText('256 back', { exact: true })).toBeVisible();
  await expect.poll(() => frameOf(page)).toBe(end);
  await live(page).getByRole('button', { name: 'Play the replay' }).click();
  await expect(live(page).getByRole('button', { name: 'Pause the replay' })).toBeVisible();
});

test('who prefers less motion sees the replay batch by batch', async ({ open, page: first }) => {
  await first.emulateMedia({ reducedMotion: 'reduce' });
  const page = await open();
  await page.getByRole('button', { name: 'Send 256 requests' }).click();
  await expect(live(page).getByText(/[1-9]\d* back$/)).toBeVisible();
  const still = await frameOf(page);
  await page.waitForTimeout(200);
  const soon = await frameOf(page);
  await expect(live(page).getByText('256 back', { exact: true })).toBeVisible({ timeout: 20_000 });
  // Within a step nothing moves, unless the step ended just then.
  if (soon !== still) {
    const again = await frameOf(page);
    await page.waitForTimeout(100);
    expect(await frameOf(page)).toBe(again);
  }
  await pane(page, 'Timeline');
  await run(page);
  await expect.poll(() => coloursOf(timeline(page))).toBeGreaterThan(4);
});

test.describe('under fingers', () => {
  test.use({ hasTouch: true });

  test('two of them zoom the timeline, one moves it and a tap pins', async ({
    playground: page,
    context,
  }) => {
    await pane(page, 'Timeline');
    await run(page);
    await page.getByRole('button', { name: 'Fit all' }).click();
    const spanMs = async (): Promise<number> => {
      const words = await page.getByText(/ in view$/).innerText();
      return numberOf(words) * (words.includes('ms') ? 1 : 1_000);
    };
    const box = (await timeline(page).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
    const screen = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]): Promise<unknown> =>
      screen.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((at, id) => ({ x: at, y, id })) });
    const pinch = async (fromPx: number, toPx: number): Promise<void> => {
      await touch('touchStart', x - fromPx, x + fromPx);
      for (let part = 0.25; part <= 1; part += 0.25) {
        const px = fromPx + part * (toPx - fromPx);
        await touch('touchMove', x - px, x + px);
      }
      await touch('touchEnd');
    };

    // The way to the whole is a moment's glide.
    let wholeMs = 0;
    await expect(async () => {
      wholeMs = await spanMs();
      await page.waitForTimeout(150);
      expect(await spanMs()).toBe(wholeMs);
      expect(wholeMs).toBeGreaterThan(60);
    }).toPass();
    await pinch(30, 120);
    await expect.poll(spanMs).toBeLessThan(wholeMs / 3);
    expect(await spanMs()).toBeGreaterThan(wholeMs / 5);
    const picture = (): Promise<string> =>
      timeline(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    await touch('touchStart', x);
    await touch('touchMove', x + 40);
    await touch('touchEnd');
    await expect.poll(async () => (await picture()) === before).toBe(false);
    await pinch(120, 30);
    await expect.poll(spanMs).toBeGreaterThan(wholeMs / 2);
    const bar = await timeline(page).evaluate(colouredPoint);
    await screen.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [{ x: box.x + bar.x, y: box.y + bar.y }],
    });
    await touch('touchEnd');
    await expect(pinned(page)).toBeVisible();
  });

  test('on the smallest phone a swipe over it scrolls the page, and sideways it moves the timeline', async ({
    playground: page,
    context,
  }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: 'Requests' }).click();
    await pane(page, 'Timeline');
    await run(page);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await timeline(page).scrollIntoViewIfNeeded();
    const shown = (await page.getByRole('main').boundingBox())!;
    const screen = await context.newCDPSession(page);
    const scrolled = (): Promise<number> => page.getByRole('main').evaluate(({ scrollTop }) => scrollTop);
    const swipe = async (dx: number, dy: number): Promise<void> => {
      const box = (await timeline(page).boundingBox())!;
      // It never fills the page: there is always something beside it to take hold of.
      expect(box.height).toBeLessThan(0.8 * shown.height);
      const x = box.x + box.width * 0.6;
      // In the middle of what is seen of it: how far a swipe has scrolled depends on the speed of the machine.
      const top = Math.max(box.y, shown.y);
      const y = (top + Math.min(box.y + box.height, shown.y + shown.height)) / 2;
      const at = (part: number) => [{ x: x + part * dx, y: y + part * dy }];
      await screen.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
      for (let part = 1; part <= 8; part++) {
        await screen.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(part / 8) });
      }
      await screen.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const picture = (): Promise<string> =>
      timeline(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

    const before = await scrolled();
    await swipe(0, 80);
    await expect.poll(scrolled).toBeLessThan(before - 30);
    let place = -1;
    await expect(async () => {
      // A swipe runs on for a moment.
      place = await scrolled();
      await page.waitForTimeout(100);
      expect(await scrolled()).toBe(place);
    }).toPass();
    await timeline(page).scrollIntoViewIfNeeded();
    place = await scrolled();
    const still = await picture();
    await swipe(-80, 6);
    await expect.poll(async () => (await picture()) === still).toBe(false);
    expect(await scrolled()).toBe(place);
  });
});

/** A point in the middle of a bar below the instances: one with colour above, below and on both sides. */
function colouredPoint(canvas: HTMLCanvasElement): { x: number; y: number } {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  const isColoured = (x: number, y: number): boolean => {
    const rgb = data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3);
    return Math.max(...rgb) - Math.min(...rgb) > 40;
  };
  for (let y = 50; y < height - 40; y++) {
    for (let x = 100; x < width - 10; x++) {
      const around = [
        [0, 0],
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const;
      if (around.every(([dx, dy]) => isColoured(x + dx, y + dy))) {
        return { x: (x * canvas.clientWidth) / width, y: (y * canvas.clientHeight) / height };
      }
    }
  }
  throw new Error('The timeline shows no bar.');
}
