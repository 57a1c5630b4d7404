/** Everything without a pointer: the order of Tab, a visible focus, weights typed in place, and the shortcuts. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { epochOf, experimentOf, parametersOf } from './screenParts.ts';

/** The focused control by name and kind, and whether one can see that it is focused. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const text = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : element.innerText;
    const name = element.getAttribute('aria-label') ?? text ?? '';
    const kind = element.getAttribute('role') ?? (element as HTMLInputElement).type ?? element.tagName;
    // A ring may be drawn on the label around a hidden radio button, or on what stands beside it.
    const around = [element, element.parentElement!, ...element.parentElement!.children];
    const styles = around.flatMap((each) => [getComputedStyle(each), getComputedStyle(each, '::before')]);
    const seen = styles.some(
      ({ content, outlineStyle, outlineWidth }) =>
        content !== 'none' && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    );
    return { name: name.replaceAll(/\s+/g, ' ').trim(), kind, seen, isBody: element === document.body };
  });

test('Tab reaches everything in the order of the screen, and the focus can be seen', async ({ open }) => {
  const page = await open();
  const stops = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.isBody) break;
    stops.push(stop);
  }
  expect(stops.filter(({ seen }) => !seen).map(({ name }) => name)).toEqual([]);
  expect(stops.filter(({ name }) => name === '')).toEqual([]);
  const names = stops.map(({ name }) => name);
  const wanted = [
    'Skip to the network',
    'Skip to the output',
    'Skip to the dock',
    'Name of the experiment',
    'Undo',
    // One stop for each toolbar: the arrow keys move within it.
    /^Reset the network/,
    'Speed of training',
    /^Device: /,
    'Share the experiment',
    'Theme and language',
    'Keyboard shortcuts',
    // One stop for all sets: the arrow keys choose among them.
    'Circle',
    'Samples',
    'Seed of the data',
    'x1',
    /^Loss /,
    'One unit more in hidden layer 1',
    'Activation of hidden layer 2',
    'Add a hidden layer',
    /^Hidden 1 unit 1/,
    'Sharp edges',
    'Height of the dock',
    'Requests',
    'Live',
    'Examples',
    'Skip to Live',
    'Send 256 requests',
    'Requests in flight',
    'Max queue size',
  ];
  let from = 0;
  for (const want of wanted) {
    const at = names.findIndex(
      (name, i) => i >= from && (typeof want === 'string' ? name.startsWith(want) : want.test(name)),
    );
    expect(
      at,
      `${String(want)} comes after "${names[from - 1] ?? ''}" in ${names.join(' | ')}`,
    ).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
});

test('a data set, a unit and a weight are chosen and changed by keys alone', async ({ open }) => {
  const page = await open();
  await page.getByRole('radio', { name: 'Circle', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await experimentOf(page)).data.set).toBe('xor');

  const unit = (name: RegExp) => page.getByRole('button', { name });
  await unit(/^Hidden 1 unit 1\./).focus();
  await page.keyboard.press('ArrowDown');
  await expect(unit(/^Hidden 1 unit 2\./)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(unit(/^Hidden 2 unit \d\./).and(page.locator(':focus'))).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'Numbers of Hidden 1 unit 2' });
  await expect(editor.getByRole('textbox', { name: 'Bias of Hidden 1 unit 2' })).toBeFocused();
  await page.keyboard.type('0.75');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await parametersOf(page))[0]!.bias[1]).toBe(0.75);
  await page.keyboard.press('Tab');
  await page.keyboard.type('-1.5');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await parametersOf(page))[0]!.kernel[0]![1]).toBe(-1.5);
  expect((await parametersOf(page))[0]!.bias[1]).toBe(0.75);
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(unit(/^Hidden 1 unit 2\./)).toBeFocused();
});

test('the shortcuts do what help says, and leave typed text alone', async ({ open }) => {
  const page = await open();
  await page.keyboard.press('s');
  await expect(page.getByText('step 1', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+S');
  await expect.poll(() => epochOf(page)).toBe(1);
  await page.keyboard.press('r');
  await expect(page.getByText('step 0', { exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByText(/^256 answered in/)).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Stop the load' })).toBeEnabled();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Send 256 requests' })).toBeEnabled();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'New points' }).click();
  await page.keyboard.press('Control+z');
  expect((await experimentOf(page)).data.seed).toBe(1);
  await page.keyboard.press('Control+Shift+Z');
  expect((await experimentOf(page)).data.seed).toBe(2);

  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.keyboard.press('t');
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
    .toBe('dark');

  const title = page.getByRole('textbox', { name: 'Name of the experiment' });
  await title.fill('');
  await title.pressSequentially('best runs, part b');
  await page.keyboard.press('Enter');
  expect((await experimentOf(page)).title).toBe('best runs, part b');
  expect(await epochOf(page)).toBeGreaterThanOrEqual(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('hints come with focus by key, and a menu is gone through by arrows and letters', async ({ open }) => {
  const page = await open();
  const hint = page.getByRole('tooltip');
  await page.getByRole('button', { name: 'Theme' }).focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(hint).toHaveText('Theme and language');
  await expect(hint).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(hint).toBeHidden();

  const steps = page.getByRole('button', { name: 'Other steps' });
  await steps.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Step one batch' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Step one epoch' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(steps).toBeFocused();
  await page.getByRole('button', { name: 'Experiments to open' }).focus();
  await page.keyboard.press('Enter');
  // The list comes a little later, and takes the focus then.
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('menuitem', { name: /^XOR with nothing/ })).toBeFocused();
});
