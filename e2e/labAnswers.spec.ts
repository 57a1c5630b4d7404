/** The answers of a run as a table that is searched, and the order in which they came. */
import { expect } from './fanoutTest.ts';
import { coloursOf, numberOf, test } from './screenParts.ts';

test('an answer is found by its number and by how it ended, pinned, and seen in the order of completion', async ({
  playground: page,
}) => {
  await page
    .getByRole('navigation', { name: 'Request lab' })
    .getByRole('button', { name: 'Answers', exact: true })
    .click();
  const picture = page.getByRole('img', { name: 'Order of completion against order of sending' });
  const search = page.getByRole('searchbox', { name: 'Search the answers' });
  const rows = page.locator('.answer-table tbody tr');
  const found = page.locator('.answers-count');
  await expect(found).toHaveText('Send requests and each becomes a row, the newest first.');
  const before = await coloursOf(picture);
  const { sent, ok } = await page.evaluate(() =>
    window.fanout.load({ mode: 'open', requestsPerSecond: 500, durationMs: 1_000 }),
  );
  await expect.poll(async () => numberOf(await found.innerText())).toBe(sent);
  await expect.poll(() => coloursOf(picture)).toBeGreaterThan(before);
  await expect(rows).toHaveCount(Math.min(200, sent));

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
