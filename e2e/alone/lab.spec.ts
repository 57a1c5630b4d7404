/** Somebody runs the pattern as code, sweeps the load, and makes things go wrong on purpose, all with real requests. */
import type { Locator, Page } from '@playwright/test';
import type { LoadReport, LoadSettings } from '../../src/protocol/load.ts';
import { expect } from '../fanoutTest.ts';
import { coloursOf, numberOf, showPane, test } from '../screenParts.ts';

const endsOf = ({ ok, rejected, timedOut, cancelled, failed }: LoadReport): number =>
  ok + rejected + timedOut + cancelled + failed;

/** Starts a load; `strike` happens while it runs. */
async function during(page: Page, settings: LoadSettings, strike: () => Promise<void>): Promise<LoadReport> {
  const ended = page.evaluate((load) => window.fanout.load(load), settings);
  await expect(page.getByText(/^Running, .* [1-9][\d,]* answered$/)).toBeVisible();
  await strike();
  return ended;
}

/** The same for a load that goes on until `strike` has come to its end, however slow the machine is. */
async function whileItLasts(
  page: Page,
  settings: LoadSettings,
  strike: () => Promise<void>,
): Promise<LoadReport> {
  const endless = { ...settings, durationMs: 60_000 };
  const ended = page.evaluate((load) => {
    const control = new AbortController();
    addEventListener('struck', () => control.abort(new Error('It has struck.')), { once: true });
    return window.fanout.load({ ...load, signal: control.signal });
  }, endless);
  await expect(page.getByText(/^Running, .* [1-9][\d,]* answered$/)).toBeVisible();
  await strike();
  await page.evaluate(() => void dispatchEvent(new Event('struck')));
  return ended;
}

const faults = (page: Page): Locator => page.getByRole('region', { name: 'Faults' });
async function fault(page: Page, name: string): Promise<void> {
  await faults(page).getByRole('button', { name, exact: true }).click();
  await expect(faults(page).getByRole('status')).toHaveText(
    new RegExp(`^${name}: done, took [\\d.,]+\\sms\\.$`),
  );
}

test('the code that is shown runs: every answer is handled, the leak stays, mended it leaves nothing', async ({
  playground: page,
}) => {
  await showPane(page, 'Code');
  const example = page.getByRole('combobox', { name: 'Example' });
  const state = page.locator('.code-state');
  const go = page.getByRole('list', { name: 'Go', exact: true });
  const typeScript = page.getByRole('list', { name: /^TypeScript/ });
  const requests = numberOf(
    (await page.getByRole('slider', { name: 'Requests', exact: true }).getAttribute('aria-valuetext'))!,
  );
  expect(requests).toBe(128);
  const run = async (label: string): Promise<void> => {
    await example.selectOption({ label });
    await expect(state).toHaveText(/^Run it/);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
  };

  await run('Fan out, gather');
  await expect(state).toHaveText(/^128 responses handled in [\d,.]+\sms, [\d,.]+\sms each by the reader\.$/);
  for (const listing of [go, typeScript]) {
    await expect(listing.getByRole('listitem').filter({ hasText: /range results|of results/ })).toHaveText(
      /128 handled$/,
    );
    await expect(listing).toContainText('0 goroutines');
  }

  await run('The leak');
  await expect(state).toHaveText('Returned with 1 response. 127 goroutines are blocked on results forever.');
  for (const listing of [go, typeScript]) await expect(listing).toContainText('returned: 127 leaked');

  await run('The leak, fixed');
  await expect(state).toHaveText(/^1 response handled in/);
  for (const listing of [go, typeScript]) {
    await expect(listing).toContainText('returned: nobody is blocked');
    await expect(listing).toContainText('0 goroutines');
  }
});

test('a sweep fills its table and charts, names the knee, and can be stopped', async ({
  playground: page,
}) => {
  await showPane(page, 'Capacity');
  const note = page.locator('.sweep-note');
  const chart = page.getByRole('img', { name: 'Latency against throughput' });
  const empty = await coloursOf(chart);
  const report = await page.evaluate(() =>
    window.fanout.loadSweep({ over: 'concurrency', values: [1, 4, 16, 64], windowMs: 100, maxTrials: 5 }),
  );
  const rows = page.getByRole('region', { name: 'Points of the sweep' }).locator('tbody tr');
  await expect(rows).toHaveCount(4);
  for (const [index, { x, perSecond, latencyMs }] of report.points.entries()) {
    const cells = await rows.nth(index).locator('th, td').allInnerTexts();
    const numbers = cells.slice(0, 9).map(numberOf);
    expect(numbers.every(Number.isFinite), cells.join(' | ')).toBe(true);
    expect(numbers[0]).toBe(x);
    expect(numbers[1]! / perSecond).toBeCloseTo(1, 1);
    // As finely as the clock can tell: a tenth of a millisecond in Chromium.
    expect(Math.abs(numbers[2]! - latencyMs.p50), cells.join(' | ')).toBeLessThanOrEqual(0.1);
  }
  if (report.knee < 0) await expect(note).toContainText('No knee in this range.');
  else await expect(note).toContainText(`Knee at ${report.points[report.knee]!.x} in flight`);
  await expect(note).toContainText('Scalability law: contention');
  await expect.poll(() => coloursOf(chart)).toBeGreaterThan(empty);

  await page.getByRole('button', { name: 'Sweep 1 to 512 in flight' }).click();
  await expect(note).toHaveText(/^Measuring 1 in flight, window \d/);
  await page.getByRole('button', { name: 'Stop the sweep' }).click();
  await expect(page.getByRole('button', { name: 'Sweep 1 to 512 in flight' })).toBeEnabled();
});

test('whatever goes wrong under a load, every request ends and the page says what happened', async ({
  playground: page,
  hasGpu,
}) => {
  await showPane(page, 'Timeline');
  // The first load opens the server: what it takes is not what a fault takes.
  await page.evaluate(() => window.fanout.load({ mode: 'closed', inFlight: 64, requests: 256 }));
  for (const name of ['Slow batch', 'Stall', 'Compile again', 'Lose the device']) {
    const report = await whileItLasts(page, { mode: 'closed', inFlight: 64 }, async () => {
      if (name !== 'Lose the device' || hasGpu) return fault(page, name);
      await faults(page).getByRole('button', { name }).click();
      await expect(page.getByText('Only a GPU can be lost; this server computes on wasm.')).toBeVisible();
      return undefined;
    });
    expect(endsOf(report), name).toBe(report.sent);
    expect(report.ok, name).toBeGreaterThan(64);
    if (name === 'Slow batch' || name === 'Stall') expect(report.latencyMs.max, name).toBeGreaterThan(450);
  }
  // Callers that give up are counted too: some in the queue, some by themselves.
  const impatient = await whileItLasts(
    page,
    { mode: 'open', requestsPerSecond: 1_000, timeoutMs: 50, cancelShare: 0.1 },
    async () => {
      if (hasGpu) await fault(page, 'Lose the device');
      // The server's thread is blocked for ten times as long as a caller waits. A slow batch would hold up nobody where a
      // GPU overlaps batches, and a lost device is replaced within the timeout on a fast machine.
      await fault(page, 'Stall');
    },
  );
  expect(endsOf(impatient)).toBe(impatient.sent);
  expect(impatient.timedOut).toBeGreaterThan(0);
  expect(impatient.cancelled).toBeGreaterThan(0);
  // And serving goes on as before.
  const after = await page.evaluate(() =>
    window.fanout.load({ mode: 'closed', inFlight: 64, requests: 256 }),
  );
  expect(after.ok).toBe(256);
});

test('a stall shows in the time from the plan, and hides from clients that wait', async ({
  playground: page,
}) => {
  await page.evaluate(() => window.fanout.load({ mode: 'closed', inFlight: 4, requests: 256 }));
  const strike = () => fault(page, 'Stall');
  const open = await during(
    page,
    { mode: 'open', arrivals: 'constant', requestsPerSecond: 200, durationMs: 2_500 },
    strike,
  );
  // A fifth of all arrivals fall into the 500 ms, so the 99th percentile is a request of its early part.
  expect(endsOf(open)).toBe(open.sent);
  expect(open.latencyMs.p99).toBeGreaterThan(300);
  expect(open.latencyMs.p99).toBeGreaterThanOrEqual(open.serviceMs.p99);
  // Four clients that wait each lose one request to the stall and never send those that would have met it.
  const closed = await during(page, { mode: 'closed', inFlight: 4, durationMs: 2_500 }, strike);
  expect(closed.latencyMs.max).toBeGreaterThan(450);
  expect(closed.latencyMs.p99).toBeLessThan(open.latencyMs.p99 / 2);
  console.log(
    `p99 with a stall of 500 ms: open from the plan ${open.latencyMs.p99} ms, from sending ${open.serviceMs.p99} ms; closed ${closed.latencyMs.p99} ms`,
  );
});
