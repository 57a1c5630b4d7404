/** The answers of a run as a table that is searched, and the order in which they came. */
import { latencyText } from '../src/messages/clockText.ts';
import { expect } from './fanoutTest.ts';
import { coloursOf, numberOf, test } from './screenParts.ts';

test('an answer is found by its number and by how it ended, pinned, and seen in the order of completion', async ({
  playground: page,
}) => {
  await page.getByRole('tab', { name: 'Answers', exact: true }).click();
  const picture = page.getByRole('img', { name: 'Order of completion against order of sending' });
  const search = page.getByRole('searchbox', { name: 'Search the responses' });
  const table = page.getByRole('table').filter({ hasText: 'Moved' });
  const rows = table.locator('tbody tr[aria-rowindex]');
  const found = page.locator('.answers-count');
  await expect(found).toHaveText('Send requests and each becomes a row, the newest first.');
  const before = await coloursOf(picture);
  const { sent, ok, latencyMs, clockStepMs } = await page.evaluate(() =>
    window.fanout.load({ mode: 'open', requestsPerSecond: 500, durationMs: 1_000 }),
  );
  await expect.poll(async () => numberOf(await found.innerText())).toBe(sent);
  await expect.poll(() => coloursOf(picture)).toBeGreaterThan(before);
  await expect(table).toHaveAttribute('aria-rowcount', String(sent + 1));
  expect(await rows.count()).toBeLessThan(100);

  // All that are kept can be reached: the last row is the first that came back.
  await rows.first().getByRole('button').press('End');
  const last = table.locator(`tr[aria-rowindex="${sent + 1}"]`);
  await expect(last.getByRole('button')).toBeFocused();
  await expect(last.locator('td').nth(2)).toHaveText('1');
  await table.getByRole('button', { name: 'ms', exact: true }).press('Enter');
  await expect(table.getByRole('columnheader', { name: 'ms' })).toHaveAttribute('aria-sort', 'descending');
  await last.getByRole('button').press('Home');
  await expect(rows.first().locator('td').nth(5)).toHaveText(latencyText(latencyMs.max, clockStepMs, 2));
  for (let press = 0; press < 2; press++)
    await table.getByRole('button', { name: 'ms', exact: true }).click();

  await search.fill('answered');
  await expect.poll(async () => numberOf(await found.innerText())).toBe(ok);
  const id = numberOf(await rows.nth(3).getByRole('button').innerText());
  await search.fill(String(id));
  await expect(rows).toHaveCount(1);
  const pin = page.getByRole('button', { name: `Pin request ${id}` });
  await pin.press('Enter');
  await expect(pin).toHaveAttribute('aria-pressed', 'true');

  await search.fill('nonsense');
  await expect(found).toContainText('Search for a request’s number');
  await expect(rows).toHaveCount(0);
});
