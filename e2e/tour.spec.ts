/** The tour, asked for in Help: one mark at a time, the page is ready under it, and Skip ends it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fanoutTest.ts';

test('the tour moves on with what is done, and is skipped for good', async ({ open }) => {
  const page = await open();
  await expect(page.getByText('Press play: the network learns')).toBeHidden();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByRole('button', { name: 'Show the tour again' }).click();
  const mark = page.getByRole('complementary', { name: /^Tour, \d of 5/ });
  await expect(mark).toContainText('Press play');
  const { violations } = await new AxeBuilder({ page }).include('.tour-mark').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(mark).toContainText('This map is its answer');
  await mark.getByRole('button', { name: 'Skip the tour' }).click();
  await expect(mark).toBeHidden();
});
