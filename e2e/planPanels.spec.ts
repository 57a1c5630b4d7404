/** Schedule, clipping and stop conditions are set on the screen, and the run ends as planned and says so. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fanoutTest.ts';

test('a run is planned on the screen: schedule, clipping, and when it ends', async ({ open }) => {
  const page = await open();
  const plan = page.getByRole('toolbar', { name: 'Training plan' });
  await plan.getByRole('button', { name: /^Optimiser/ }).click();
  await page.getByText('By norm', { exact: true }).click();
  await page.keyboard.press('Escape');
  await plan.getByRole('button', { name: /^Learning rate/ }).click();
  await page.getByRole('combobox', { name: 'Schedule' }).selectOption('cosine');
  await page.getByRole('textbox', { name: 'Period' }).fill('30');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /^Cosine annealing: .* from 0\.01 / })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.plan-strip').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.fanout.edit({ training: { stop: { epochs: 25 } } }));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByText('Stopped: epoch 25 reached.')).toBeVisible();
  await expect(page.getByText('planned end')).toBeVisible();
  const { training } = await page.evaluate(() => window.fanout.experiment());
  expect(training).toMatchObject({ clip: { by: 'norm' }, schedule: { name: 'cosine', period: 30 } });
});
