/** Going back in time: by pointer, by keys, and on from there as a branch; what is shown is what the run was. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';

/** Trains 60 epochs; resolves with the parameters after 20. */
const trainBy20And40 = (page: Page) =>
  page.evaluate(async () => {
    await window.fanout.train({ epochs: 20 });
    const parameters = await window.fanout.parameters();
    await window.fanout.train({ epochs: 40 });
    return parameters;
  });
const parametersNow = (page: Page) => page.evaluate(() => window.fanout.parameters());
const sliderOf = (page: Page) => page.getByRole('slider', { name: 'Epoch of the run that is shown' });
const stripOf = (page: Page) => page.getByRole('region', { name: 'History of this training run' });

test('drag back: the network is what it was then; keys go from epoch to epoch, and back to the end', async ({
  open,
}) => {
  const page = await open();
  await expect(stripOf(page)).toHaveCount(0);
  const then = await trainBy20And40(page);
  const strip = stripOf(page);
  await expect(strip).toContainText('61 epochs kept');
  const box = (await strip.locator('.history-track').boundingBox())!;
  const xOf = (epoch: number): number => box.x + 17 + (epoch / 60) * (box.width - 34);
  await page.mouse.move(xOf(60), box.y + 12);
  await page.mouse.down();
  await page.mouse.move(xOf(20), box.y + 12, { steps: 12 });
  await page.mouse.up();
  await expect(strip).toContainText('at epoch 20 of 60');
  await expect(page.getByRole('banner')).toContainText('looking back');
  await expect.poll(() => parametersNow(page)).toEqual(then);
  expect(await axeFaultsOf(page, 'looking back')).toEqual([]);

  await page.keyboard.press('.');
  await expect(sliderOf(page)).toHaveAttribute('aria-valuetext', 'Epoch 21 of 60, looking back');
  await page.keyboard.press(',');
  await page.keyboard.press('Home');
  await expect(sliderOf(page)).toHaveAttribute('aria-valuetext', 'Epoch 0 of 60, looking back');
  await page.getByRole('button', { name: 'Back to epoch 60' }).click();
  await expect(sliderOf(page)).toHaveAttribute('aria-valuetext', 'Epoch 60, the end of the run');
});

test('training on from there is a branch, and undo brings back the run that was left', async ({ open }) => {
  const page = await open();
  await trainBy20And40(page);
  const end = await parametersNow(page);
  await sliderOf(page).press('Home');
  await page.getByRole('button', { name: 'Train on from here' }).click();
  await expect.poll(() => page.evaluate(async () => (await window.fanout.branches()).length)).toBe(1);
  await page.evaluate(() => window.fanout.pause());
  await expect(stripOf(page)).not.toContainText('of 60');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => parametersNow(page)).toEqual(end);
  await expect(stripOf(page)).toContainText('61 epochs kept');
  expect(await page.evaluate(() => window.fanout.branches())).toEqual([]);
});
