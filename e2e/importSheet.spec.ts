/** A table of one's own: pasted, corrected, used, trained, changed; and what cannot be used. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';

/** Eight flowers, with a letter in a number, a missing value and a row that is too short. */
const FLOWERS = [
  'species;length;width;site',
  ...Array.from(
    { length: 40 },
    (_, i) => `${i % 2 === 0 ? 'rose' : 'lily'};${i % 2 === 0 ? 1 : 4},${i % 10};${i % 7};a`,
  ),
  'rose;2O,6;3;a',
  'lily;;3;b',
  'lily;4,5',
].join('\n');

/** As the browser does it for Ctrl+V on the page. */
const paste = (page: Page, text: string) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, text);

test('a pasted table is corrected, used, trained, and its columns are changed', async ({ open }) => {
  const page = await open();
  await paste(page, FLOWERS);
  const sheet = page.getByRole('dialog', { name: 'Import a table' });
  await expect(sheet.getByRole('heading', { name: '3 inputs, 2 classes' })).toBeVisible();
  await expect(sheet.getByRole('combobox', { name: 'Separator' })).toHaveValue(';');
  await expect(sheet.getByRole('combobox', { name: 'Decimal mark' })).toHaveValue(',');
  await expect(sheet.getByRole('combobox', { name: 'Use of species' })).toHaveValue('target');
  await expect(sheet.getByRole('heading', { name: '3 rows cannot be used' })).toBeVisible();
  await expect(sheet.getByRole('row', { name: /^Row 42/ })).toHaveText(
    /length: “2O,6” is not a number. Is the O a zero\?/,
  );
  expect(await axeFaultsOf(page, 'import')).toEqual([]);

  await sheet.getByRole('combobox', { name: 'Use of site' }).selectOption('Leave out');
  await sheet.getByRole('radio', { name: 'Fill in the mean of the column' }).check();
  await expect(sheet.getByText(/The network becomes 2-\d/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Use 41 rows' }).click();
  await expect(sheet).toBeHidden();
  const trained = await page.evaluate(() => window.fanout.train({ epochs: 30 }));
  expect(trained.trainAccuracy).toBeGreaterThan(0.9);

  await page.getByRole('button', { name: 'Change columns…' }).click();
  await expect(sheet.getByRole('combobox', { name: 'Use of site' })).toHaveValue('ignore');
  await expect(sheet.getByRole('radio', { name: 'Fill in the mean of the column' })).toBeChecked();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('Pasted table.csv');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.evaluate(() => window.fanout.experiment().data.set)).toBe('circle');
});

test('what is no table changes nothing; on a phone there are three pages', async ({ open, page, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Paste or import a table' }).click();
  const sheet = page.getByRole('dialog', { name: 'Import a table' });
  expect(await axeFaultsOf(page, 'import, empty, phone')).toEqual([]);
  await sheet.getByRole('textbox', { name: 'Or paste rows here' }).fill('a,b\n');
  await sheet.getByRole('button', { name: 'Read these rows' }).click();
  await expect(sheet.getByRole('alert')).toHaveText('The table has a header and no rows.');
  await sheet.getByRole('textbox', { name: 'Or paste rows here' }).fill(FLOWERS);
  await sheet.getByRole('button', { name: 'Read these rows' }).click();
  await sheet.getByText('Problems (3)').click();
  await expect(sheet.getByRole('row', { name: /^Row 44/ })).toHaveText(/2 cells instead of 4/);
  await sheet.getByText('Rows', { exact: true }).click();
  await expect(sheet.getByRole('columnheader', { name: 'length' })).toBeVisible();
  expect(await axeFaultsOf(page, 'import, rows, phone')).toEqual([]);
  await sheet.getByText('Columns', { exact: true }).click();
  await sheet.getByRole('combobox', { name: 'Use of length' }).selectOption('Leave out');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.evaluate(() => window.fanout.experiment().data.set)).toBe('circle');
});

test('255 inputs and 20 classes: rows, network and confusion stay in view', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  const page = await open();
  const head = [...Array.from({ length: 255 }, (_, i) => `sensor ${i + 1}`), 'class'].join(',');
  const rows = Array.from({ length: 120 }, (_, r) =>
    [...Array.from({ length: 255 }, (_, c) => ((r * (c + 3)) % 17) + (r % 20)), `kind ${r % 20}`].join(','),
  );
  await paste(page, [head, ...rows].join('\n'));
  const sheet = page.getByRole('dialog', { name: 'Import a table' });
  await expect(sheet.getByRole('heading', { name: '255 inputs, 20 classes' })).toBeVisible();
  // Of 256 columns those in view are there, with some beyond.
  expect(await sheet.getByRole('columnheader').count()).toBeLessThan(30);
  await sheet.getByRole('group', { name: 'Rows of the table' }).evaluate((box) => box.scrollTo(1e6, 1e6));
  await expect(sheet.getByRole('columnheader', { name: 'class' })).toBeVisible();
  await expect(sheet.getByRole('rowheader', { name: '121', exact: true })).toBeVisible();
  await sheet.getByRole('button', { name: 'Use 120 rows' }).click();
  await page.evaluate(() => window.fanout.train({ epochs: 2 }));
  await expect(page.getByRole('listitem').filter({ hasText: /^kind 19/ })).toBeVisible();
  await page.getByRole('button', { name: 'Next test sample' }).click();
  await expect(page.getByText('Test sample 2')).toBeVisible();
  await expect(page.getByRole('table', { name: /^Test samples by true class/ })).toBeAttached();
  await page.getByRole('combobox', { name: 'Across' }).selectOption('sensor 7');
  await expect(
    page.getByRole('img', { name: 'Rows of the table, sensor 7 across, sensor 2 up' }),
  ).toBeAttached();
  expect(await axeFaultsOf(page, 'wide table')).toEqual([]);
});
