/** Units and layers are copied, moved and dropped in the diagram; all others keep their weights. */
import { expect, test } from './fanoutTest.ts';

test('a unit is dropped, a layer moved, and undo brings both back', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 5 }));
  const units = () =>
    page.evaluate(() => window.fanout.experiment().network.hidden.map((layer) => layer.units));
  const firstBias = () => page.evaluate(async () => (await window.fanout.parameters())[0]!.bias);
  const before = await firstBias();
  expect(await units()).toEqual([6, 4]);
  await page.getByRole('button', { name: /^Hidden 1 unit 2\./ }).press('Enter');
  await page.getByRole('group', { name: 'This unit' }).getByRole('button', { name: 'Drop' }).click();
  await expect.poll(units).toEqual([5, 4]);
  expect(await firstBias()).toEqual(before.filter((_, unit) => unit !== 1));
  await page.getByRole('button', { name: 'Hidden 1: copy or move' }).click();
  await page.getByRole('menuitem', { name: 'Move right' }).click();
  await expect.poll(units).toEqual([4, 5]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(units).toEqual([6, 4]);
  expect(await firstBias()).toEqual(before);
});
