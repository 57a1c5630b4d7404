/** The curated experiments at the title: opened like a link, and undone like an edit. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';

const menu = (page: Page) => page.getByRole('button', { name: 'Experiments to open' });
const titleOf = (page: Page) => page.getByRole('textbox', { name: 'Name of the experiment' });
const placeOf = (page: Page) =>
  page.evaluate(async () => {
    const { epoch } = await window.fanout.history();
    return { set: window.fanout.experiment().data.set, epoch: epoch.at(-1) };
  });

test('a preset opens from its start; undo and Back bring back what was there, with what was trained', async ({
  open,
}) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 12 }));
  await menu(page).click();
  await expect(page.getByRole('menu', { name: 'Experiments' }).getByRole('menuitem')).toHaveCount(10);
  await page.getByRole('menuitem', { name: /^XOR with nothing hidden/ }).click();
  await expect(titleOf(page)).toHaveValue('XOR with nothing hidden');
  await expect.poll(() => placeOf(page)).toEqual({ set: 'xor', epoch: 0 });
  await page.keyboard.press('Control+z');
  await expect.poll(() => placeOf(page)).toEqual({ set: 'circle', epoch: 12 });
});

test('another preset of the same network starts anew, too', async ({ open }) => {
  const page = await open();
  const choose = async (name: RegExp) => {
    await menu(page).click();
    await page.getByRole('menuitem', { name }).click();
  };
  const entries = (): Promise<number> => page.evaluate(() => history.length);
  const before = await entries();
  await choose(/^Learning by heart/);
  await expect.poll(entries).toBe(before + 1);
  await page.evaluate(() => window.fanout.train({ epochs: 5 }));
  await choose(/^Held back by L2/);
  await expect.poll(() => placeOf(page)).toEqual({ set: 'circle', epoch: 0 });
  await expect(titleOf(page)).toHaveValue('Held back by L2');
  await expect.poll(entries).toBe(before + 2);
  await page.goBack();
  await expect(titleOf(page)).toHaveValue('Learning by heart');
});

test('by keyboard: Enter opens the menu at its first experiment, Escape gives the focus back', async ({
  open,
}) => {
  const page = await open();
  await menu(page).focus();
  const first = page.getByRole('menuitem', { name: /^A circle from three lines/ });
  await page.keyboard.press('Enter');
  await expect(first).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('XOR with nothing hidden');
});

test('on a phone the menu stands at the title and stays on the screen', async ({ open, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  await menu(page).click();
  const list = page.getByRole('menu', { name: 'Experiments' });
  await expect(list).toBeVisible();
  const box = (await list.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(390);
  expect(box.y + box.height).toBeLessThanOrEqual(844);
  await list.getByRole('menuitem', { name: /^Handwritten digits/ }).scrollIntoViewIfNeeded();
  await list.getByRole('menuitem', { name: /^Hills and hollows/ }).click();
  await expect(titleOf(page)).toHaveValue('Hills and hollows');
});
