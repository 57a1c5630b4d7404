/** Somebody fires requests at the network on the screen and reads what came of it. */
import type { Page } from '@playwright/test';
import { latencyText } from '../../src/messages/clockText.ts';
import { fixedText, rateText } from '../../src/messages/numberText.ts';
import { expect } from '../fanoutTest.ts';
import { coloursOf, epochOf, numberOf, pause, play, test } from '../screenParts.ts';

const METRICS = ['Answers/s', 'In flight', 'Mean batch', 'p50', 'p95', 'p99'] as const;
const figure = (page: Page, name: (typeof METRICS)[number]) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }) })
    .getByRole('definition');
/** Without the space between a number and its unit, which is the style's. */
const textOf = async (page: Page, name: (typeof METRICS)[number]) =>
  (await figure(page, name).innerText()).replaceAll(/\s/g, '');
const send = (page: Page) => page.getByRole('button', { name: 'Send 256 requests' });

async function sendAndWait(page: Page): Promise<void> {
  await send(page).click();
  await expect(page.getByText(/^256 answered in/)).toBeVisible();
  await expect(send(page)).toBeEnabled();
}

test('a burst fills the metrics and paints the answers, in three ways side by side, while training goes on', async ({
  playground: page,
}) => {
  const live = page.getByRole('img', { name: /^Requests leave their points/ });
  const empty = await coloursOf(live);
  const times: number[] = [];
  for (const name of ['Answers/s', 'Mean batch', 'p50', 'p95', 'p99'] as const) {
    await expect(figure(page, name)).toHaveText(/^–/);
  }
  await play(page);
  const before = await epochOf(page);
  for (const pattern of ['One by one', 'All at once', 'In batches']) {
    await page.getByRole('radio', { name: pattern, exact: true }).check();
    await sendAndWait(page);
    const row = page.getByRole('row', { name: new RegExp(`^${pattern}`) });
    const time = numberOf(await row.getByRole('cell').last().innerText());
    times.push(time);
    const rate = numberOf(await textOf(page, 'Answers/s'));
    expect(Math.abs((time * rate) / 256_000 - 1), pattern).toBeLessThan(0.02);
    await expect(page.getByText('All 256 back in'), pattern).toBeVisible();
    const [p50, p95, p99] = await Promise.all(
      (['p50', 'p95', 'p99'] as const).map(async (name) => numberOf(await textOf(page, name))),
    );
    expect([p50, p95, p99]).toEqual([p50!, p95!, p99!].toSorted((a, b) => a - b));
    const batch = numberOf(await textOf(page, 'Mean batch'));
    if (pattern === 'In batches') expect(batch).toBeGreaterThan(4);
    else expect(batch).toBe(1);
  }
  expect(times[2]).toBeLessThan(times[0]!);
  // Every answer has painted its cell.
  await expect(page.getByText('256 back', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => coloursOf(live)).toBeGreaterThan(empty + 20);
  expect(await epochOf(page)).toBeGreaterThan(before);
  await pause(page);
});

test('the metrics are those of the report', async ({ open }) => {
  const page = await open();
  const report = await page.evaluate(() =>
    window.fanout.load({ mode: 'closed', inFlight: 64, requests: 1_280 }),
  );
  const latency = (ms: number): string => `${latencyText(ms, report.clockStepMs)}ms`;
  const shown = async () => Promise.all(METRICS.map((name) => textOf(page, name)));
  await expect
    .poll(shown)
    .toEqual([
      rateText(report.requestsPerSecond),
      '0of64',
      `${fixedText(report.meanBatchSize, 1)}of64`,
      latency(report.latencyMs.p50),
      latency(report.latencyMs.p95),
      latency(report.latencyMs.p99),
    ]);
  await expect(page.getByText(/^1,280 answered in/)).toBeVisible();
  expect(report.ok / report.seconds / report.requestsPerSecond).toBeCloseTo(1, 2);
});

test('a load is kept up until it is stopped, and a change of the network takes the comparison away', async ({
  open,
}) => {
  const page = await open();
  await page.getByRole('button', { name: 'Keep sending for 4 s' }).click();
  await expect.poll(async () => numberOf(await textOf(page, 'In flight'))).toBeGreaterThan(0);
  await expect(page.getByText(/^Running, .* answered$/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop the load' }).click();
  await expect(send(page)).toBeEnabled();
  const told = await page.getByText(/answered in/).innerText();
  const [, time, unit] = /answered in ([\d.]+)\s(ms|s)/.exec(told) ?? [];
  expect(Number(time) / (unit === 'ms' ? 1_000 : 1), told).toBeLessThan(3.9);
  const batched = page.getByRole('row', { name: /^In batches/ });
  await expect(batched.getByRole('cell').last()).toHaveText(/\d/);
  await page.getByRole('button', { name: 'One unit more in hidden layer 1' }).click();
  await expect(batched.getByRole('cell').first()).toHaveText('not tried yet');
  await sendAndWait(page);
  await expect(batched.getByRole('cell').last()).toHaveText(/\d/);
});
