/**
 * Files that come late, once not, or never: the page tries again, takes the next best file, or says in plain words what
 * happened and what to do. It is never a frame that cannot be used.
 */
import type { Page, Route } from '@playwright/test';
import { expect, test, waitUntilReady } from './fanoutTest.ts';

/** Refuses the first `times` requests for it; tells how many came. */
async function refuse(page: Page, file: RegExp, times: number): Promise<() => number> {
  let asked = 0;
  await page.route(file, async (route: Route) => {
    asked += 1;
    if (asked <= times) await route.fulfill({ status: 404, body: 'Not here.' });
    else await route.continue();
  });
  return () => asked;
}

const STYLES = /assets\/index-[^/]*\.css/;
const said = (page: Page) => page.locator('#early-word');

test.afterEach(({ problems }) => {
  // The browser itself logs each refused file; what the page made of it is asserted in the tests.
  const others = problems.filter((problem) => !/Failed to load resource|status of 404/.test(problem));
  problems.length = 0;
  problems.push(...others);
});

test('a style sheet that fails once is asked for again', async ({ page }) => {
  const asked = await refuse(page, STYLES, 1);
  await page.goto('./');
  await waitUntilReady(page);
  expect(asked()).toBe(2);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(said(page)).toHaveCount(0);
});

test('without a style sheet the page says so where none is needed', async ({ page, problems }) => {
  await refuse(page, STYLES, Infinity);
  await page.goto('./');
  await expect(said(page)).toContainText('style sheet of this page could not be loaded');
  await expect(said(page).getByRole('button', { name: 'Reload' })).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  expect(problems.some((problem) => problem.includes('uncaught'))).toBe(true);
  problems.length = 0;
});

test('a script of the page that fails once, and the worker of the engine, are asked for again', async ({
  page,
}) => {
  const asked = [
    await refuse(page, /assets\/index-[^/]*\.js/, 1),
    await refuse(page, /assets\/main-[^/]*\.js/, 1),
    await refuse(page, /assets\/connect-[^/]*\.js/, 1),
    await refuse(page, /engine\/serveRole-[^/]*\.js/, 1),
    await refuse(page, /engine\/createServer-[^/]*\.js/, 1),
    await refuse(page, /engine\/createLoad-[^/]*\.js/, 1),
  ];
  await page.goto('./');
  await waitUntilReady(page);
  const { output } = await page.evaluate(() => window.fanout.request([0, 0]));
  expect(output).toHaveLength(1);
  const { ok } = await page.evaluate(() =>
    window.fanout.load({ mode: 'closed', inFlight: 8, requests: 100 }),
  );
  expect(ok).toBe(100);
  for (const count of asked) expect(count()).toBeGreaterThanOrEqual(2);
  await expect(said(page)).toHaveCount(0);
});

test('a load worker that never comes is told in words, and requests are answered all the same', async ({
  page,
}) => {
  await refuse(page, /engine\/createLoad-[^/]*\.js/, Infinity);
  await page.goto('./');
  await waitUntilReady(page);
  const said = await page.evaluate(() =>
    window.fanout.load({ mode: 'closed', requests: 10 }).then(
      () => 'a report',
      (error: Error) => error.message,
    ),
  );
  expect(said).toContain('The load worker could not be loaded');
  const { output } = await page.evaluate(() => window.fanout.request([0, 0]));
  expect(output).toHaveLength(1);
});

test('a part of the page that does not come says so in its place, and comes when asked again', async ({
  page,
  open,
}) => {
  // Neither while the page is idle nor when the tab is opened, however often it is asked for.
  let isRefused = true;
  await page.route(/assets\/DeviceTab-[^/]*\.js/, (route) => (isRefused ? route.abort() : route.continue()));
  await open();
  await page.waitForTimeout(3_000);
  await page.getByRole('tab', { name: 'Device' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toContainText('Try again');
  isRefused = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.device-tab, .devices').first()).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test('the style sheet of a later part is asked for again', async ({ page, open }) => {
  const asked = await refuse(page, /assets\/DeviceTab-[^/]*\.css/, 1);
  await open();
  await page.getByRole('tab', { name: 'Device' }).click();
  await expect.poll(asked).toBe(2);
  await expect
    .poll(() => page.evaluate(() => document.querySelector('link[href$="?again"]') !== null))
    .toBe(true);
});

test('after a new deploy a part that is gone offers the new version', async ({ page, open }) => {
  await refuse(page, /assets\/ShareDialog-[^/]*\.js/, Infinity);
  await open();
  await page.route(/\/fanout\/$/, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<script src="./assets/index-new.js"></script><div id="root">',
    }),
  );
  await page.getByRole('button', { name: 'Share the experiment' }).click();
  await expect(page.locator('.notice')).toContainText('Reload for the new version');
  await expect(page.locator('.notice').getByRole('button', { name: 'Reload' })).toBeVisible();
});

for (const [file, path, adapter] of [
  [/denseRelaxed-[^/]*\.wasm/, /narrow/, /SIMD/],
  [/tfjs-backend-wasm-simd-[^/]*\.wasm/, /narrow/, /SIMD/],
] as const) {
  test(`without ${file.source.split('-[')[0]} the next best file computes`, async ({ page, problems }) => {
    await refuse(page, file, Infinity);
    await page.goto('./');
    await waitUntilReady(page);
    const report = await page.evaluate(() => window.fanout.useDevice('wasm'));
    expect(report.works).toBe(true);
    expect(report.path).toMatch(path);
    expect(report.adapter).toMatch(adapter);
    const { trainLoss } = await page.evaluate(() => window.fanout.train({ epochs: 100 }));
    expect(trainLoss).toBeLessThan(0.01);
    problems.length = 0;
  });
}

test('digits of which a file fails once are there all the same', async ({ page, open }) => {
  const asked = await refuse(page, /digits\/(manifest\.json|train-0\.bin)/, 2);
  await open();
  const { samples } = await page.evaluate(async () => {
    await window.fanout.open({ data: { set: 'mnist' } });
    return { samples: (await window.fanout.samples('test')).inputs.length };
  });
  expect(asked()).toBeGreaterThan(2);
  expect(samples).toBeGreaterThan(0);
});
