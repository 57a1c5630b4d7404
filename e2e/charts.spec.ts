/** The larger charts: runs are kept, named by what differs, compared and downloaded. */
import { readFile } from 'node:fs/promises';
import { expect, test, waitUntilReady } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';

test('two runs are kept, compared and saved as CSV, SVG and PNG', async ({ open }) => {
  const page = await open();
  const dialog = page.getByRole('dialog', { name: 'Charts of this run' });
  const openCharts = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Open larger charts' }).click();
    await expect(dialog).toBeVisible();
  };
  for (const learningRate of [0.03, 0.1]) {
    await page.evaluate(async (rate) => {
      await window.fanout.edit({ training: { optimizer: { name: 'sgd', learningRate: rate } } });
      await window.fanout.reset();
      await window.fanout.train({ epochs: 20 });
    }, learningRate);
    await openCharts();
    await dialog.getByRole('button', { name: 'Keep this run' }).click();
    await page.keyboard.press('Escape');
  }
  await page.evaluate(() => window.fanout.edit({ training: { optimizer: { learningRate: 0.3 } } }));
  await openCharts();
  await expect(dialog.getByRole('rowheader')).toHaveText([
    'This run',
    '1 · learning rate 0.03',
    '2 · learning rate 0.1',
  ]);
  await dialog.getByRole('radio', { name: 'Steps' }).check();
  await expect(dialog.getByRole('img', { name: 'Loss over steps' })).toBeVisible();
  await expect(dialog.getByRole('img', { name: 'Gradient norm over steps' })).toBeVisible();
  expect(await axeFaultsOf(page, 'charts')).toEqual([]);

  const save = async (kind: string): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: kind }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`fanout-charts.${kind.toLowerCase()}`);
    return readFile(await file.path());
  };
  const csv = (await save('CSV')).toString().split('\r\n');
  expect(csv.filter((row) => row.startsWith('2 · learning rate 0.1,')).length).toBeGreaterThan(15);
  const history = await page.evaluate(() => window.fanout.history());
  const last = csv.findLast((row) => row.startsWith('This run,'))!.split(',');
  expect([Number(last[2]), Number(last[4])]).toEqual([history.step.at(-1), history.trainLoss.at(-1)]);
  expect((await save('SVG')).toString()).toContain('<svg');
  expect((await save('PNG')).subarray(1, 4).toString()).toBe('PNG');

  await dialog.getByRole('button', { name: /^Remove run 1/ }).click();
  await expect(dialog.getByRole('rowheader')).toHaveText(['This run', '2 · learning rate 0.1']);
  await page.keyboard.press('Escape');

  await page.reload();
  await waitUntilReady(page);
  await openCharts();
  await expect(dialog.getByRole('rowheader')).toHaveText(['This run', '2 · learning rate 0.1']);
});
