/** Inspect: the numbers on the screen are those of `window.fanout`, and every pane can be read. */
import type { Page } from '@playwright/test';
import { INSPECT_PANES } from '../src/experiment/inspectPanes.ts';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf, NO_OVERFLOW, overflowOf } from './screenFaults.ts';
import { map, numberOf } from './screenParts.ts';

const showInspect = async (page: Page, pane: string): Promise<void> => {
  await page.getByRole('tab', { name: 'Inspect', exact: true }).click();
  await page.getByRole('tab', { name: pane, exact: true }).click();
};

/** A figure of the sample on show, by its name. */
const factOf = (page: Page, name: string) =>
  page
    .locator('.sample-facts > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd');

test('a point of the map is followed: the numbers are those that inspect() gives', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 20 }));
  await showInspect(page, 'One sample');
  await expect(page.getByRole('heading', { name: /^Test sample 1 of/ })).toBeVisible();
  const expected = await page.evaluate(async () => {
    const { inputs, targets } = await window.fanout.samples('test');
    return window.fanout.inspect(inputs[0]!, targets[0]);
  });
  await expect(factOf(page, 'Loss')).not.toHaveText('–');
  expect(numberOf(await factOf(page, 'Output').innerText())).toBeCloseTo(expected.output[0]!, 3);
  const output = expected.layers.at(-1)!;
  const rows = page.getByRole('row').filter({ has: page.locator('.variable') });
  await expect(rows).toHaveCount(output.kernel.length);
  for (const [from, [weight]] of output.kernel.entries()) {
    const cells = await rows.nth(from).getByRole('cell').allInnerTexts();
    const told = [weight!, output.kernelGradient![from]![0]!, output.kernelAfter![from]![0]!];
    for (const [i, value] of told.entries())
      expect(Math.abs(numberOf(cells[i]!) - value)).toBeLessThan(0.0005 + 0.01 * Math.abs(value));
  }

  // Phase by phase, by keys: what comes later is not known at first.
  await page.getByRole('button', { name: 'Again' }).press('Enter');
  await expect(factOf(page, 'Loss')).toHaveText('–');
  await page.getByRole('region', { name: 'Phases' }).getByRole('button', { name: /^Loss/ }).press('Enter');
  await expect(factOf(page, 'Loss')).not.toHaveText('–');

  const place = await page.evaluate(async () => (await window.fanout.samples('train')).inputs[4]!);
  const box = (await map(page).boundingBox())!;
  const side = Math.min(box.width - 68, box.height - 26);
  await page.mouse.click(
    box.x + 28 + ((place[0]! + 6) / 12) * side,
    box.y + 4 + ((6 - place[1]!) / 12) * side,
  );
  await expect(page.getByRole('heading', { name: /^Training sample/ })).toBeVisible();
});

test('a mistake is found by its cell, and followed', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  const page = await open();
  await page.evaluate(async () => {
    await window.fanout.open({ data: { set: 'gaussians', noise: 0.5 } });
    await window.fanout.train({ epochs: 3 });
  });
  await showInspect(page, 'Mistakes');
  const { count, samples } = await page.evaluate(() => window.fanout.mistakes({ truth: 1, prediction: 0 }));
  await page.getByRole('button', { name: new RegExp(`^${count} samples?: .1, answered −1$`) }).click();
  const list = page.locator('.mistake-list').getByRole('button');
  await expect(list).toHaveCount(Math.min(24, count));
  await list.first().click();
  await expect(
    page.getByRole('heading', { name: new RegExp(`^Test sample ${samples[0]!.index + 1} of`) }),
  ).toBeVisible();
  await expect(factOf(page, 'Loss')).not.toHaveText('–');
  expect(numberOf(await factOf(page, 'Loss').innerText())).toBeCloseTo(samples[0]!.loss, 2);
});

test('digits have no plane: it is said, and all else is shown', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  const page = await open();
  await page.evaluate(() => window.fanout.open({ data: { set: 'mnist' } }));
  await showInspect(page, 'Warped plane');
  await expect(page.getByText('This data has no plane to bend.')).toBeVisible();
  await expect(page.getByRole('img', { name: /training samples as Hidden 1 sees them/ })).toBeVisible();
  await showInspect(page, 'Mistakes');
  await page.locator('.mistake-list').getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: /^Test sample/ })).toBeVisible();
  await expect(page.getByText(/^The 12 largest of/)).toBeVisible();
});

test('every pane can be read, by the eye and by a screen reader', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 5 }));
  const faults: string[] = [];
  for (const { label } of INSPECT_PANES) {
    await showInspect(page, label());
    await expect(page.locator('#inspect-pane').getByRole('img').first()).toBeVisible();
    expect(await overflowOf(page), label()).toEqual(NO_OVERFLOW);
    faults.push(...(await axeFaultsOf(page, label())));
  }
  expect(faults).toEqual([]);
});
