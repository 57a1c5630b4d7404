/** Challenges of digits, which are trained again on the device: a poor network reaches no mark, a known solution does. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fanoutTest.ts';
import type { ExperimentInput } from '../../src/experiment/experiment.ts';

const strip = (page: Page) => page.getByRole('region', { name: 'Challenge' });

async function choose(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: title }).click();
  await expect(strip(page)).toBeVisible();
  // The digits have come.
  await page.evaluate(() => window.fanout.evaluate('test'));
}

async function score(page: Page, change: ExperimentInput): Promise<string> {
  await page.evaluate((parts) => window.fanout.edit(parts), change);
  await strip(page).getByRole('button', { name: 'Score my settings' }).click();
  await expect(strip(page).getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(strip(page).getByRole('button', { name: 'Stop' })).toBeHidden({ timeout: 120_000 });
  return (await strip(page).getByRole('status').textContent()) ?? '';
}

const REACHED = /the (first|second|third) mark/;

test('digits: few teachers, a light reader, and 97 per cent', async ({ open }) => {
  test.setTimeout(300_000);
  const page = await open();
  await choose(page, /^Few teachers:/);
  expect(await score(page, { network: { hidden: [] }, training: { l2: 0.3 } })).not.toMatch(REACHED);
  expect(
    await score(page, {
      network: { hidden: [{ units: 128, activation: 'relu' }] },
      training: { l2: 0, dropout: 0.5 },
    }),
  ).toMatch(REACHED);
  await choose(page, /^Light reader:/);
  const adam = { name: 'adam', learningRate: 0.002 } as const;
  const small: ExperimentInput = {
    network: { hidden: [{ units: 32, activation: 'relu' }] },
    training: { batchSize: 64, optimizer: adam },
  };
  expect(await score(page, small)).toMatch(/^25,450 parameters.*first mark/);
  await choose(page, /^97 per cent:/);
  expect(await score(page, { training: { batchSize: 64, optimizer: adam } })).toMatch(
    /^101,770 parameters.*first mark/,
  );
});
