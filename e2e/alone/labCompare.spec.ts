/** Somebody compares servers, policies and networks on the same arrivals, and starts the presets of the lab. */
import type { Page } from '@playwright/test';
import { BATCH_POLICY_NAMES } from '../../src/batching/registry.ts';
import { LAB_PANES } from '../../src/experiment/labPanes.ts';
import { LAB_PRESETS } from '../../src/experiment/labPresets.ts';
import { expect } from '../fanoutTest.ts';
import { experimentOf, numberOf, showPane, test } from '../screenParts.ts';

const compare = (page: Page) => page.getByRole('button', { name: 'Compare A and B' });
const sidesTable = (page: Page) => page.getByRole('table', { name: /^Medians of / });
const rounds = (page: Page, count: number) =>
  page.getByRole('combobox', { name: 'Rounds' }).selectOption({ label: `${count} rounds` });

test('batched against unbatched: every figure of both, and their difference with its interval', async ({
  playground: page,
}) => {
  await showPane(page, 'Compare');
  await page.getByRole('combobox', { name: 'Pattern of A' }).selectOption({ label: 'In batches' });
  await page.getByRole('combobox', { name: 'Pattern of B' }).selectOption({ label: 'All at once' });
  await rounds(page, 4);
  await compare(page).click();
  await expect(page.getByRole('table', { name: /^Medians of 4 rounds/ })).toBeVisible({ timeout: 40_000 });
  const rows = sidesTable(page).locator('tbody tr');
  await expect(rows).toHaveCount(7);
  const { height } = (await page.getByRole('region', { name: 'Results of A and B' }).boundingBox())!;
  expect(height).toBeGreaterThan(100);
  const byName = new Map<string, string[]>();
  for (const row of await rows.all()) {
    const cells = await row.getByRole('cell').allInnerTexts();
    const [a, b, difference] = cells;
    expect([numberOf(a!), numberOf(b!)].every(Number.isFinite), cells.join(' | ')).toBe(true);
    expect(difference).toMatch(/^[+−][\d,.]+ ± [\d,.]+$/);
    byName.set((await row.getByRole('rowheader').innerText()).trim(), cells);
  }
  const batch = byName.get('Mean batch')!.map(numberOf);
  expect(batch[0]).toBeGreaterThan(4);
  expect(batch[1]).toBe(1);
  expect(byName.get('Answered %')!.slice(0, 2)).toEqual(['100.0', '100.0']);
  expect(byName.get('Requests/s')!.map(numberOf)[0]).toBeGreaterThan(0);

  await rounds(page, 20);
  await compare(page).click();
  await expect(page.getByText(/^Round [2-9] of 20$/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(compare(page)).toBeEnabled();
  const told = numberOf(await sidesTable(page).locator('caption').innerText());
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(20);
});

test('measuring every policy fills a row for each', async ({ playground: page }) => {
  await showPane(page, 'Compare');
  await rounds(page, 4);
  const policies = page.getByRole('region', { name: 'All policies' });
  await policies.getByRole('button', { name: 'Measure every policy' }).click();
  await expect(page.getByText('Round 4 of 4')).toBeVisible({ timeout: 60_000 });
  await expect(compare(page)).toBeEnabled({ timeout: 30_000 });
  const rows = policies.getByRole('table').first().locator('tbody tr');
  await expect(rows).toHaveCount(BATCH_POLICY_NAMES.length);
  for (const row of await rows.all()) {
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(0, 5).map(numberOf).every(Number.isFinite), cells.join(' | ')).toBe(true);
    expect(numberOf(cells[0]!), cells.join(' | ')).toBeGreaterThan(0);
  }
  await expect(page.locator('.compare-pane').getByRole('alert')).toHaveCount(0);

  await page.evaluate(() => window.fanout.load({ mode: 'open', requestsPerSecond: 1_000, durationMs: 600 }));
  await policies.getByRole('button', { name: 'Simulate the last run under each' }).click();
  for (const row of await rows.all()) {
    for (const cell of (await row.getByRole('cell').all()).slice(5))
      await expect(cell).toHaveText(/^[\d.,]+$/);
  }
});

test('a kept network is asked beside the one it became, and one of other inputs is refused in words', async ({
  playground: page,
}) => {
  await showPane(page, 'Compare');
  const kept = page.getByRole('region', { name: 'Kept networks' });
  await kept.getByRole('textbox').fill('Early');
  await kept.getByRole('button', { name: 'Keep the present network' }).click();
  await expect(kept.getByText(/^Early step 0, \d+ parameters$/)).toBeVisible();
  await page.evaluate(() => window.fanout.train({ epochs: 20 }));
  await kept.getByRole('button', { name: 'Send to all 2 and count the votes' }).click();
  const table = kept.getByRole('table', { name: /^\d+ test samples, each sent to every network/ });
  await expect(kept.getByRole('button', { name: /^Send to all/ })).toBeEnabled({ timeout: 60_000 });
  const shares: Record<string, number> = {};
  for (const row of await table.locator('tbody tr').all()) {
    const text = await row.getByRole('cell').nth(1).innerText();
    expect(text).toMatch(/^[\d.]+\s%$/);
    shares[await row.getByRole('rowheader').innerText()] = numberOf(text);
  }
  expect(Object.keys(shares)).toEqual(['Present', 'Early', 'Their vote']);
  for (const share of Object.values(shares)) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(100);
  }
  const { accuracy } = await page.evaluate(() => window.fanout.evaluate('test'));
  expect(shares['Present']).toBeCloseTo(100 * accuracy!, 0);

  await page.getByRole('radio', { name: 'Iris', exact: true }).check();
  await expect(page.getByText(/^Epoch 0$/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Network of B' }).selectOption({ label: 'Early' });
  await compare(page).click();
  await expect(page.locator('.compare-pane').getByRole('alert')).toHaveText(
    /^"Early" has 2 inputs, the present data 4\. Choose/,
  );
  await expect(compare(page)).toBeEnabled();
});

/** A figure of both sides, after the first round. */
async function sidesOf(page: Page, figure: string): Promise<{ a: number; b: number }> {
  const row = sidesTable(page).getByRole('row', { name: new RegExp(`^${figure}`) });
  const [a, b] = (await row.getByRole('cell').allInnerTexts()).map(numberOf);
  return { a: a!, b: b! };
}

/** A line of the results, as written. */
const lawOf = (page: Page, label: string): Promise<string> =>
  page.locator('.laws > div', { hasText: label }).locator('dd').innerText();

/** What a preset must show, whatever the machine: half of what was measured on a slow one, or less. */
const PROMISES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async whyBatch(page) {
    const { a, b } = await sidesOf(page, 'Requests/s');
    expect(b / a).toBeGreaterThan(2);
  },
  async whenWaitingPays(page) {
    const { a, b } = await sidesOf(page, 'Mean batch');
    expect(b).toBeGreaterThan(a);
  },
  async overload(page) {
    const { a, b } = await sidesOf(page, 'Goodput/s');
    expect(b / Math.max(a, 1)).toBeGreaterThan(3);
  },
  async coordinatedOmission(page) {
    // A stall of 500 ms in 4 s: the slowest twentieth waited 300 ms and more for its end.
    expect(
      numberOf(await page.locator('.load-metrics > div', { hasText: 'p95' }).locator('dd').innerText()),
    ).toBeGreaterThan(150);
  },
  async priorityStarvation(page) {
    const answered = async (priority: number): Promise<number> =>
      numberOf((await lawOf(page, `Priority ${priority}`)).split(/, |ms/).at(-1)!);
    expect(await answered(3)).toBeLessThan((await answered(1)) / 2);
  },
};

for (const preset of LAB_PRESETS) {
  test(`preset "${preset.label()}" starts in one click, and one undo brings the old plan back`, async ({
    playground: page,
    hasGpu,
  }) => {
    const before = await experimentOf(page);
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${preset.label().replace('?', '\\?')}`) }).click();
    await expect(page.getByRole('note')).toContainText(preset.look());
    const tab = page.getByRole('tablist', { name: 'Request lab' }).locator('[aria-selected="true"]');
    await expect(tab).toHaveText(LAB_PANES.find(({ name }) => name === preset.pane)!.label());
    const needsGpu = preset.sides?.some(({ device }) => device === 'webgpu') ?? false;
    if (needsGpu && !hasGpu) {
      await expect(page.locator('.compare-pane').getByRole('alert')).toHaveText(
        /^webgpu does not work here, .*Device tab says why/,
      );
    } else if (preset.sides) {
      await expect(page.getByRole('table', { name: /^Medians of \d/ })).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await PROMISES[preset.id]?.(page);
    } else if (preset.sweep) {
      const points = page.getByRole('region', { name: 'Points of the sweep' }).locator('tbody tr');
      await expect(points).not.toHaveCount(0, { timeout: 30_000 });
      await page.getByRole('button', { name: 'Stop the sweep' }).click();
    } else {
      if (preset.fault) {
        await expect(page.getByRole('region', { name: 'Faults' }).getByRole('status')).toHaveText(
          new RegExp(`done, took [\\d.,]+\\sms`),
        );
      }
      await expect(page.getByText(/answered in .*\/s$/)).toBeVisible({ timeout: 30_000 });
      expect(numberOf(await page.getByText(/answered in .*\/s$/).innerText())).toBeGreaterThan(0);
      await PROMISES[preset.id]?.(page);
    }
    await page.getByRole('button', { name: /^Undo/ }).click();
    const after = await experimentOf(page);
    expect(after.serving).toEqual(before.serving);
    expect(after.load).toEqual(before.load);
  });
}
