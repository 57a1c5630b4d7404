/** Somebody teaches the network to read digits, looks at its mistakes and draws one. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { chooseSet, coloursOf, diagram, numberOf, stepEpoch } from './screenParts.ts';

const answersOf = async (page: Page): Promise<number[]> => {
  const items = page.getByRole('list', { name: 'Answer for the sample on show' }).getByRole('listitem');
  return (await items.allInnerTexts()).map((text) => numberOf(text.split('\n').at(-1) ?? ''));
};

test('digits load with progress, are read after an epoch, and one that is drawn gets ten probabilities', async ({
  open,
}) => {
  test.setTimeout(180_000);
  const page = await open();
  // Slow enough to see how far it is.
  await page.route(/\/data\/.*/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await chooseSet(page, 'Digits');
  await expect(page.getByRole('progressbar', { name: 'Loading the data' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Loading the data' })).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText('10,000 train, 2,000 test')).toBeVisible();
  await expect
    .poll(() => coloursOf(page.getByRole('img', { name: /images of the training part/ })))
    .toBeGreaterThan(5);
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 784, 128, 10 units/);

  await stepEpoch(page);
  const told = page.getByText(/^\d+ of \d+ right/);
  await expect(told).toBeVisible();
  // The answers come with the next picture, a moment after the epoch.
  const rightShare = async (): Promise<number> => {
    const [, right, of] = /(\d+) of (\d+) right/.exec(await told.innerText()) ?? [];
    return Number(right) / Number(of);
  };
  await expect.poll(rightShare).toBeGreaterThan(0.7);

  const table = page.getByRole('table', { name: /^Test samples by true class/ });
  await expect(table).toBeVisible();
  const counted = async () => {
    const rows = table.getByRole('row').filter({ has: page.getByRole('rowheader') });
    return (await rows.getByRole('cell').allInnerTexts()).map((text) => (text === '·' ? 0 : numberOf(text)));
  };
  const sum = (counts: number[]): number => counts.reduce((all, count) => all + count, 0);
  // While it trains a part of the test samples is counted, all of them at the end.
  await expect.poll(async () => sum(await counted())).toBe(2_000);
  const counts = await counted();
  expect(counts).toHaveLength(100);
  const wrong = sum(counts.filter((_, i) => i % 11 !== 0));
  await expect(page.getByText(`${wrong} of 2,000 test samples wrong`)).toBeVisible();
  const { accuracy } = await page.evaluate(() => window.fanout.evaluate('test'));
  expect(wrong).toBe(Math.round((1 - accuracy!) * 2_000));

  await page.getByRole('button', { name: 'Next test digit' }).click();
  await expect(page.getByRole('img', { name: /^Test digit, a \d/ })).toBeVisible();
  const sample = await answersOf(page);
  expect(sample).toHaveLength(10);

  await page.getByRole('button', { name: 'Clear' }).click();
  const pad = page.getByRole('img', { name: 'Your drawing' });
  const box = (await pad.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.5, 0.15));
  await page.mouse.down();
  await page.mouse.move(...at(0.48, 0.5), { steps: 6 });
  await page.mouse.move(...at(0.46, 0.85), { steps: 6 });
  await page.mouse.up();
  expect(await coloursOf(pad)).toBeGreaterThan(1);
  await expect.poll(async () => (await answersOf(page)).join()).not.toBe(sample.join());
  const drawn = await answersOf(page);
  // Each is rounded to a tenth of a percent.
  expect(Math.abs(sum(drawn) - 100)).toBeLessThan(0.6);
  // A straight line down is a 1 to a network that has learned ten thousand digits.
  await expect
    .poll(async () => (await answersOf(page)).indexOf(Math.max(...(await answersOf(page)))))
    .toBe(1);
});
