/**
 * What the tests of the screen read from it and do on it, by the names that people and screen readers get. Numbers
 * come back as numbers; a true minus and commas between thousands are the screen's own way to write them.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test as base } from './fanoutTest.ts';

/** `playground` is the page, open and on the fastest kind of device that the project has. */
export const test = base.extend<{ playground: Page }>({
  playground: async ({ open, devices }, use) => {
    const page = await open();
    await page.evaluate((device) => window.fanout.useDevice(device), devices[0]!);
    await use(page);
  },
});

export const numberOf = (text: string): number => {
  const [written] = /−?[\d,]+(\.\d+)?(e−?\d+)?/.exec(text) ?? [];
  return written === undefined ? Number.NaN : Number(written.replaceAll(',', '').replaceAll('−', '-'));
};

export const deviceChip = (page: Page): Locator => page.getByRole('button', { name: /^Device: / });

export const epochOf = async (page: Page): Promise<number> =>
  numberOf(await page.getByText(/^Epoch [\d,]+$/).innerText());

/** A figure of the table beside the map, as written. */
export const metricOf = (page: Page, row: 'Train' | 'Test'): Locator =>
  page
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell')
    .first();

export const diagram = (page: Page): Locator => page.getByRole('img', { name: /^Network of/ });
export const map = (page: Page): Locator => page.getByRole('img', { name: /^Map of/ });

/** How many colours a canvas shows, of every seventh pixel: 1 where nothing is drawn. */
export const coloursOf = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    if (element.width === 0 || element.height === 0) return 0;
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    const seen = new Set<string>();
    for (let i = 0; i < data.length; i += 4 * 7) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
    return seen.size;
  });

/** By its picture, as people choose. */
/** @param label as in its name; blobs are one tile with a count */
export const chooseSet = async (page: Page, label: string): Promise<void> => {
  const [, count] = /^(\d) blobs$/.exec(label) ?? [];
  await page.getByRole('radio', { name: count === undefined ? label : 'Blobs', exact: true }).check();
  if (count === undefined) return;
  const counts = page.getByRole('radiogroup', { name: 'Number of blobs' });
  await counts.getByRole('radio', { name: count, exact: true }).check({ force: true });
};

export const play = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
};

export const pause = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
};

/** Brings a pane of the request lab to the front. */
export const showPane = (page: Page, name: string): Promise<void> =>
  page.getByRole('tablist', { name: 'Request lab' }).getByRole('tab', { name }).click();

/** Through the menu beside the step button. */
export const stepEpoch = async (page: Page): Promise<void> => {
  const before = await epochOf(page);
  await page.getByRole('button', { name: 'Other steps' }).click();
  await page.getByRole('menuitem', { name: 'Step one epoch' }).click();
  await expect.poll(() => epochOf(page)).toBe(before + 1);
};

/** Types a number into the field of a cell of the training plan. */
export const setInPlan = async (page: Page, cell: string, value: number): Promise<void> => {
  await page.getByRole('toolbar', { name: 'Training plan' }).getByRole('button', { name: cell }).click();
  const field = page.getByRole('textbox', { name: cell, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
};

export const parametersOf = (page: Page) => page.evaluate(() => window.fanout.parameters());
export const experimentOf = (page: Page) => page.evaluate(() => window.fanout.experiment());
