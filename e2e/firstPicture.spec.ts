/**
 * The page draws its first picture before React has loaded, and React's first render takes it over without a jump.
 * Here the views' script is held back, the picture is measured, and measured again once they have come.
 */
import type { Page } from '@playwright/test';
import { expect, test, waitUntilReady } from './fanoutTest.ts';

const VIEWS = /assets\/main-[^/]*\.js/;

async function hold(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(VIEWS, async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}

/** Place of what both stages show, and every pixel of the canvases as one number. */
const measure = (page: Page) =>
  page.evaluate(() => {
    const shown = (selector: string): HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.clientWidth > 0);
    const places = ['.network-canvas', '.prediction-map', '.metrics', '.title-field', '.brand'].map(
      (name) => {
        const { x, y, width, height } = shown(name)[0]?.getBoundingClientRect() ?? new DOMRect();
        return [name, x, y, width, height].join(' ');
      },
    );
    const pictures = shown('.network-canvas, .prediction-map').map((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      let sum = 0;
      for (const value of data) sum = (Math.imul(sum, 31) + value) | 0;
      return { sum, colours: new Set(new Uint32Array(data.buffer)).size };
    });
    const metrics = shown('.metrics td').map((cell) => cell.textContent);
    const heads = shown('.layer-head').map((head) => head.querySelector('h3, b')?.textContent);
    return { places, pictures, metrics, heads, react: shown('.skeleton').length === 0 };
  });

for (const [window, viewport] of [
  ['a desktop', { width: 1440, height: 900 }],
  ['a small desktop', { width: 1024, height: 768 }],
  ['a phone', { width: 390, height: 844 }],
  ['an upright tablet', { width: 820, height: 1180 }],
  ['a phone on its side', { width: 844, height: 390 }],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`on ${window}, ${colorScheme}, nothing jumps when the views come`, async ({ page, problems }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const release = await hold(page);
      await page.goto('./', { waitUntil: 'commit' });
      // The canvases stand in the page's own HTML: there before they are painted.
      const painted = async (): Promise<number> =>
        (await measure(page)).pictures.filter(({ colours }) => colours > 50).length;
      await expect.poll(painted).toBe(2);
      const first = await measure(page);
      expect(first.react).toBe(false);
      expect(first.heads).toEqual(['Input', 'Hidden 1', 'Hidden 2', 'Output']);
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(colorScheme);
      release();
      await waitUntilReady(page);
      const after = await measure(page);
      expect(after).toEqual({ ...first, react: true });
      expect(problems).toEqual([]);
    });
  }
}

test('a link draws its own first picture', async ({ page, open, context }) => {
  await open();
  const link = await page.evaluate(async () => {
    await window.fanout.open({
      title: 'Petals',
      data: { set: 'iris' },
      network: { hidden: [{ units: 5, activation: 'tanh' }] },
    });
    return window.fanout.link();
  });
  const other = await context.newPage();
  const release = await hold(other);
  await other.goto(link, { waitUntil: 'commit' });
  await expect.poll(async () => (await measure(other)).heads).toEqual(['Input', 'Hidden 1', 'Output']);
  await expect.poll(async () => (await measure(other)).pictures[0]?.colours).toBeGreaterThan(50);
  const first = await measure(other);
  // A table has no plane to draw a map of.
  expect(first.pictures).toHaveLength(1);
  expect(await other.locator('.app .title-field').inputValue()).toBe('Petals');
  release();
  await waitUntilReady(other);
  expect((await measure(other)).heads).toEqual(first.heads);
});

test('a script may begin at the load event, before views and engine are there', async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('load', () => {
      Object.assign(window, { early: window.fanout.train({ steps: 3 }) });
    });
  });
  const release = await hold(page);
  await page.goto('./');
  expect(await page.evaluate(() => window.fanout.experiment().data.set)).toBe('circle');
  release();
  const { step } = await page.evaluate(
    () => (window as unknown as { early: Promise<{ step: number }> }).early,
  );
  expect(step).toBe(3);
});

test('when the views cannot be loaded the page says so, and scripts hear of it', async ({
  page,
  problems,
}) => {
  await page.route(VIEWS, (route) => route.abort());
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  const heard = await page.evaluate(() =>
    window.fanout.ready.then(
      () => 'ready',
      (error: unknown) => String(error),
    ),
  );
  expect(heard).toContain('could not be loaded');
  // The refused request and the failed import are the browser's to report.
  expect(problems.length).toBeGreaterThan(0);
  problems.length = 0;
});
