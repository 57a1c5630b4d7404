/** The command palette by keyboard: opened anywhere, finds a setting, sets it, and takes the focus back. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fanoutTest.ts';

test('a setting, a data set and a pane by name', async ({ open }) => {
  const page = await open();
  const field = page.getByRole('combobox', { name: 'Search settings' });
  await page.keyboard.press('Control+K');
  await field.fill('rate 0.02');
  await expect(page.getByRole('option', { name: /^Learning rate 0\.02/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  const { violations } = await new AxeBuilder({ page }).include('.palette').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
  const experiment = () => page.evaluate(() => window.fanout.experiment());
  expect((await experiment()).training.optimizer.learningRate).toBe(0.02);
  await page.getByRole('button', { name: 'Search all commands' }).click();
  await field.fill('spiral');
  await page
    .getByRole('option', { name: /^Spiral/ })
    .first()
    .click();
  expect((await experiment()).data.set).toBe('spiral');
  await page.keyboard.press('Control+K');
  await field.fill('time windows');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Time windows' })).toHaveAttribute('aria-selected', 'true');
});
