/** The curves of loss and accuracy: read, zoomed and switched off, by pointer and by keys. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { coloursOf } from './screenParts.ts';

test.beforeEach(({ hasGpu }) => test.skip(hasGpu, 'the screen is the same on every device'));

const cursorShifts = (page: Page): Promise<string[]> =>
  page
    .locator('.curves .u-cursor-x:not(.u-off)')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));

test('one cursor reads both charts, a drag zooms both, and the whole run comes back', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 60 }));
  const loss = page.getByRole('img', { name: /^Loss on training/ });
  await expect(page.getByRole('img', { name: /^Accuracy on training/ })).toBeVisible();
  const box = (await loss.boundingBox())!;
  const [middle, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(middle, y);
  await expect(page.locator('.curve-epoch')).toHaveText(/^Epoch \d+/);
  await expect.poll(async () => (await cursorShifts(page)).length).toBe(2);
  expect(new Set(await cursorShifts(page)).size).toBe(1);

  await page.mouse.down();
  await page.mouse.move(middle + 60, y, { steps: 4 });
  await page.mouse.up();
  const whole = page.getByRole('button', { name: 'Whole run' });
  await expect(whole).toBeVisible();
  await page.mouse.dblclick(middle, y);
  await expect(whole).toBeHidden();

  const point = page.getByRole('slider', { name: 'Point of the curves' });
  await point.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(point).toHaveAttribute('aria-valuetext', /^Epoch \d+: loss /);
  await page.keyboard.press('+');
  await expect(whole).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(whole).toBeHidden();
});

test('a line is switched off and on by its name', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 60 }));
  const loss = page.getByRole('img', { name: /^Loss on training/ });
  const line = page.getByRole('group', { name: 'Lines of the curves' }).getByRole('button', { name: 'Test' });
  const both = await coloursOf(loss);
  await line.press('Enter');
  await expect(line).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => coloursOf(loss)).toBeLessThan(both);
  await line.press('Enter');
  await expect.poll(() => coloursOf(loss)).toBe(both);
});
