/** What a run looks like in the panes of latency and windows, and what it is taken away as. */
import type { Download, Locator, Page } from '@playwright/test';
import { latencyText } from '../src/messages/clockText.ts';
import { importPerfetto } from '../src/trace/export/testing/importPerfetto.ts';
import { readOpenMetrics } from '../src/trace/export/testing/readOpenMetrics.ts';
import { expect } from './fanoutTest.ts';
import { coloursOf, numberOf, test } from './screenParts.ts';

const pane = (page: Page, name: string): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click();
const latencyView = (page: Page, name: string): Promise<void> =>
  page.getByRole('radio', { name, exact: true }).check();
const overTime = (page: Page): Locator => page.getByRole('img', { name: 'Latency over time', exact: true });

/** Half a thousand requests a second for a second, measured. */
const run = (page: Page) =>
  page.evaluate(() => window.fanout.load({ mode: 'open', requestsPerSecond: 500, durationMs: 1_000 }));

async function bytesOf(download: Download): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of (await download.createReadStream()) as AsyncIterable<Uint8Array>) parts.push(part);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The figure after its name in the line over the charts. */
const noted = async (page: Page, name: string): Promise<number> => {
  const line = await page.getByText(/^p50 .* ms$/).innerText();
  return numberOf(line.split(name)[1] ?? '');
};

test('latency is drawn five ways, with the numbers of the report', async ({ playground: page }) => {
  await pane(page, 'Latency');
  const before = await coloursOf(overTime(page));
  const { latencyMs, clockStepMs, ok } = await run(page);
  expect(ok).toBeGreaterThan(300);
  await expect.poll(() => coloursOf(overTime(page))).toBeGreaterThan(before);
  for (const name of ['p50', 'p95', 'p99', 'max'] as const) {
    // The very figure of the report, as finely as the clock can tell.
    const told = numberOf(latencyText(latencyMs[name], clockStepMs));
    await expect.poll(() => noted(page, name), { message: name }).toBe(told);
  }
  const views = {
    Percentiles: 'Percentiles over time',
    Spectrum: 'Latency by percentile',
    Histogram: 'Responses by latency',
    Rates: 'Responses per second over time',
  };
  for (const [view, name] of Object.entries(views)) {
    await latencyView(page, view);
    await expect.poll(() => coloursOf(page.getByRole('img', { name })), { message: view }).toBeGreaterThan(5);
  }
});

test('the slowest request is pinned by its number, and let go by the next run', async ({
  playground: page,
}) => {
  await pane(page, 'Latency');
  const { latencyMs } = await run(page);
  await page.getByRole('button', { name: 'Pin the slowest' }).click();
  const pinned = page.getByRole('button', { name: /^Unpin: Request [\d,]+, / });
  const words = await pinned.innerText();
  expect(Math.abs(numberOf(words.split(', ').at(-1)!) / latencyMs.max - 1)).toBeLessThan(0.02);
  await run(page);
  await expect(pinned).toBeHidden();
});

test('a drag over the map zooms in, and the whole run comes back', async ({ playground: page }) => {
  await pane(page, 'Latency');
  await run(page);
  const box = (await overTime(page).boundingBox())!;
  const whole = page.getByRole('button', { name: 'Whole run' });
  await expect(whole).toBeHidden();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await expect(page.getByText(/^At .* (response|answered)/)).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 80, { steps: 4 });
  await page.mouse.up();
  await expect(whole).toBeVisible();
  await whole.click();
  await expect(whole).toBeHidden();
});

test('every moment under the pointer is told, also one in which nothing was answered', async ({
  playground: page,
}) => {
  await pane(page, 'Latency');
  // Far fewer answers than the picture has columns: most moments are gaps.
  await page.evaluate(() => window.fanout.load({ mode: 'open', requestsPerSecond: 20, durationMs: 1_000 }));
  const box = (await overTime(page).boundingBox())!;
  const told = page.getByText(/^At .* (nothing answered|1 response|[\d,]+ responses)/);
  const words = new Set<string>();
  for (let share = 0.1; share < 0.95; share += 0.05) {
    await page.mouse.move(box.x + box.width * share, box.y + 60);
    await expect(told).toBeVisible();
    words.add((await told.innerText()).split(': ')[1]!);
  }
  expect(words).toContain('nothing answered');
});

test('windows of the results hold every request once, hopping ones twice', async ({ playground: page }) => {
  const { sent } = await run(page);
  await pane(page, 'Time windows');
  await page.getByLabel('When a window is emitted').selectOption('update');
  const counted = async (): Promise<number> => {
    const cells = await page.locator('.window-table tbody tr td:nth-of-type(1)').allInnerTexts();
    return cells.reduce((sum, cell) => sum + numberOf(cell), 0);
  };
  await expect.poll(counted).toBe(sent);
  const sql = page.getByLabel('The same windows in SQL');
  await expect(sql).toContainText('FROM TUMBLE(results, planned_at');
  await page.getByLabel('Kind of windows').selectOption('2');
  await expect.poll(counted).toBe(2 * sent);
  await expect(sql).toContainText('FROM HOP(results, planned_at');
  await page.getByLabel('When a window is emitted').selectOption('close');
  // The window that the newest result lies in waits for a later one.
  await expect.poll(counted).toBeLessThan(2 * sent);
  await expect(sql).toContainText('EMIT ON WINDOW CLOSE');
});

test('a run is taken away in forms that others can read', async ({ playground: page }) => {
  await pane(page, 'Latency');
  const menu = page.getByRole('button', { name: 'Export' });
  await menu.click();
  await expect(page.getByText('Nothing has been measured yet. Send requests first.')).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^Perfetto trace/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  const { sent, ok } = await run(page);
  const taken = async (choice: RegExp): Promise<Uint8Array> => {
    await menu.click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: choice }).click();
    return bytesOf(await coming);
  };
  const text = async (choice: RegExp): Promise<string> => new TextDecoder().decode(await taken(choice));
  const imported = importPerfetto(await text(/^Perfetto trace/));
  expect(imported.problems).toEqual([]);
  expect(imported.asyncSlices.get('Request')).toBe(sent);
  expect(imported.flows).toBe(ok);
  const families = readOpenMetrics(await text(/^OpenMetrics text/));
  const requests = families.find(({ name }) => name === 'inference_requests');
  expect(requests?.samples.reduce((sum, { value }) => sum + value, 0)).toBe(sent);
  const csv = (await text(/^Requests as CSV/)).trimEnd().split('\r\n');
  expect(csv).toHaveLength(1 + sent);
  const report = (await text(/^Report CSV/)).trimEnd().split('\n');
  expect(report.map((line) => line.split(',').length)).toEqual([13, 13]);
  await page.evaluate(() =>
    window.fanout.loadSweep({ over: 'concurrency', values: [1, 8], windowMs: 60, maxTrials: 3 }),
  );
  const points = (await text(/^Sweep CSV/)).trimEnd().split('\n');
  expect(points[0]).toMatch(/^Concurrency,Inferences/);
  expect(
    points
      .slice(1)
      .map((line) => Number(line.split(',')[0]))
      .toSorted((a, b) => a - b),
  ).toEqual([1, 8]);
  const picture = await taken(/^Latency over time/);
  expect([...picture.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
});

test('charts over time share cursor and zoom, and lines are switched off by key', async ({
  playground: page,
}) => {
  await pane(page, 'Latency');
  await run(page);
  await latencyView(page, 'Percentiles');
  const lines = page.getByRole('img', { name: 'Percentiles over time' });
  const strip = page.getByRole('img', { name: 'Responses per second over time' });
  const cursors = page.locator('.time-charts .u-cursor-x');
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  await expect(page.getByText(/^At .* (response|answered)/)).toBeVisible();
  const shifts = () => cursors.evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));
  await expect.poll(async () => new Set(await shifts()).size).toBe(1);
  expect((await shifts()).length).toBeGreaterThan(1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const whole = page.getByRole('button', { name: 'Whole run' });
  await expect(whole).toBeVisible();
  await strip.dblclick({ position: { x: box.width / 2, y: box.height / 2 }, force: true });
  await expect(whole).toBeHidden();

  const moment = page.getByRole('slider', { name: /^Moment in percentiles over time/ });
  await moment.focus();
  await page.keyboard.press('ArrowRight');
  await expect(moment).toHaveAttribute('aria-valuetext', /^At /);
  await page.keyboard.press('+');
  await expect(whole).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(whole).toBeHidden();

  const before = await coloursOf(lines);
  const names = page.getByRole('group', { name: 'Percentile lines' }).getByRole('button');
  for (const name of await names.all()) await name.press('Space');
  await expect(names.first()).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => coloursOf(lines)).toBeLessThan(before);
});
