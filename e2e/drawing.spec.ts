/** Data of one's own: two classes drawn by pointer and learned, all of it by keyboard, and formulas that are wrong and then right. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf, NO_OVERFLOW, overflowOf } from './screenFaults.ts';
import { chooseSet, diagram, epochOf, experimentOf, parametersOf, pause, play } from './screenParts.ts';

const canvasOf = (page: Page) => page.getByRole('application', { name: /^Map to draw on/ });
const alertOf = (page: Page) => page.getByRole('alert').filter({ hasText: 'character' });
const pointsOf = (page: Page) => page.evaluate(() => window.fanout.data.points());

/** A stroke by shares of the canvas from its upper left. */
async function stroke(page: Page, path: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = (await canvasOf(page).boundingBox())!;
  for (const [i, [across, down]] of path.entries()) {
    await page.mouse.move(x + across * width, y + down * height, { steps: i === 0 ? 1 : 5 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

test('two classes drawn by pointer are learned while they are drawn, and a stroke is undone', async ({
  page,
  open,
  hasGpu,
}) => {
  await open();
  await chooseSet(page, 'Draw');
  await expect(page.getByText('Click to set a point, drag for many')).toBeVisible();
  await stroke(page, [
    [0.2, 0.2],
    [0.2, 0.8],
  ]);
  await expect(page.getByText('One class only: add a point of the other')).toBeVisible();
  await page.getByRole('button', { name: 'Class +1', exact: true }).click();
  await stroke(page, [
    [0.7, 0.2],
    [0.7, 0.8],
  ]);
  const both = (await pointsOf(page)).length;
  expect(both).toBeGreaterThan(20);
  await play(page);
  await expect(page.getByRole('row', { name: /^Train/ })).toContainText('100.0 %');
  const before = await epochOf(page);
  await stroke(page, [
    [0.75, 0.4],
    [0.8, 0.6],
  ]);
  const more = (await pointsOf(page)).length;
  expect(more).toBeGreaterThan(both);
  // The run goes on from its weights.
  expect(await epochOf(page)).toBeGreaterThanOrEqual(before);
  await page.getByRole('button', { name: 'Undo stroke' }).click();
  expect(await pointsOf(page)).toHaveLength(both);
  await expect(page.getByRole('row', { name: /^Train/ })).toContainText('100.0 %');
  await pause(page);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const lines = readFileSync(await (await saving).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(both + 1);
  expect(lines[0]).toBe('x1,x2,class,part');

  await expect(diagram(page)).toBeVisible();
  const weights = await parametersOf(page);
  await page.getByRole('button', { name: 'Show the network large' }).click();
  await expect(canvasOf(page)).toBeHidden();
  await page.getByRole('button', { name: 'Draw on the map' }).click();
  await expect(canvasOf(page)).toBeVisible();
  expect(await parametersOf(page)).toEqual(weights);
  if (!hasGpu) expect(await axeFaultsOf(page, 'drawing')).toEqual([]);
});

test('points are drawn, moved and taken by keys alone, and told', async ({ page, open }) => {
  await open();
  await chooseSet(page, 'Draw');
  await canvasOf(page).focus();
  const keys = async (...names: string[]): Promise<void> => {
    for (const name of names) await page.keyboard.press(name);
  };
  await keys('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter');
  await keys('2', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
  expect(await pointsOf(page)).toEqual([
    [-3, 0, 0],
    [0, 0, 1],
  ]);
  await expect(page.locator('.live-region')).toContainText('2 points.');
  await keys('m', 'Enter', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Enter');
  expect(await pointsOf(page)).toEqual([
    [-3, 0, 0],
    [0, 3, 1],
  ]);
  // The page's own undo takes a stroke back, a move of several steps at once.
  await keys('ControlOrMeta+z');
  expect((await pointsOf(page))[1]).toEqual([0, 0, 1]);
  await keys('ControlOrMeta+Shift+z', 'Delete');
  expect(await pointsOf(page)).toEqual([[-3, 0, 0]]);
  await keys('Shift+ArrowRight', 'Enter');
  await keys('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});

test('formulas: a wrong one is marked at its place; as input, as points, as data', async ({ page, open }) => {
  await open();
  await page.getByRole('button', { name: 'Add a formula' }).click();
  const formula = page.getByRole('textbox', { name: 'Formula of x1 and x2' });
  await formula.fill('hypot(x1, y)');
  await formula.press('Enter');
  await expect(alertOf(page)).toContainText('There is no “y” (character 11)');
  await formula.fill('hypot(x1, x2)');
  await page.getByRole('textbox', { name: 'Name (optional)' }).fill('radius');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Input radius' })).toBeVisible();
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 3,/);

  await chooseSet(page, 'Draw');
  const where = page.getByRole('textbox', { name: 'Formula', exact: true });
  await where.fill('x1 > ');
  await page.getByRole('button', { name: 'Add 100 points' }).click();
  await expect(alertOf(page)).toContainText('The formula ends too early');
  await where.fill('x1 > x2');
  await page.getByRole('button', { name: 'Add 100 points' }).click();
  expect(await pointsOf(page)).toHaveLength(100);
  await page.getByRole('combobox', { name: 'What the formula says' }).selectOption('above');
  await page.getByRole('button', { name: 'Use the formula itself as data' }).click();
  const text = page.getByRole('textbox', { name: 'Formula', exact: true });
  await text.fill('x1 / 2');
  await text.press('Enter');
  await expect.poll(async () => (await experimentOf(page)).data.formula?.text).toBe('x1 / 2');
  // Choosing to draw again brings the drawn points back.
  await chooseSet(page, 'Circle');
  await chooseSet(page, 'Draw');
  expect(await pointsOf(page)).toHaveLength(100);
});

test('on a phone the map is as wide as the page, and drawing does not scroll it', async ({
  page,
  open,
  hasGpu,
}) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: 'Data' }).click();
  await page.getByRole('radio', { name: 'Draw', exact: true }).click({ force: true });
  await stroke(page, [
    [0.2, 0.2],
    [0.3, 0.8],
  ]);
  await expect(page.getByRole('button', { name: /^Class −1, \d\d points$/ })).toBeVisible();
  const { width } = (await canvasOf(page).boundingBox())!;
  expect(width).toBeGreaterThan(330);
  await expect(canvasOf(page)).toHaveCSS('touch-action', 'none');
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);
  expect(await axeFaultsOf(page, 'drawing on a phone')).toEqual([]);
});
