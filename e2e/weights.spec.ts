/** The table of all weights: opened, edited, pasted into, and taken back in one step each. */
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';

test('weights are edited and pasted in their table, each one undo step', async ({ open }) => {
  const page = await open();
  const weights = async (): Promise<number[][]> =>
    page.evaluate(async () => (await window.fanout.parameters())[0]!.kernel.map((row) => row.slice(0, 2)));
  const before = await weights();
  await page.getByRole('button', { name: 'All weights' }).click();
  const dialog = page.getByRole('dialog', { name: 'All weights' });
  const grid = dialog.getByRole('grid');
  await expect(grid).toBeFocused();
  expect(await axeFaultsOf(page, 'weights')).toEqual([]);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('-1,5');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await weights())[0]![0]).toBe(-1.5);
  await expect(grid.getByRole('gridcell', { name: '−1.5000', exact: true })).toBeVisible();

  const paste = async (text: string): Promise<void> =>
    grid.evaluate((target, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste('1\t2\n3\tnone');
  await expect(dialog.getByRole('status')).toContainText('“none” was not taken');
  await paste('0.25\t0.5\n0.75\t1\n');
  await expect
    .poll(async () => (await weights()).slice(0, 2))
    .toEqual([
      [0.25, 0.5],
      [0.75, 1],
    ]);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await weights())[0]).toEqual([-1.5, before[0]![1]]);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(weights).toEqual(before);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
