/** Ten tasks by keys alone. The focus is never lost to the page, and what happens is told in the live region. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { experimentOf, parametersOf } from './screenParts.ts';

/** Name of the focused control; "page" where nothing is focused. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'page';
    const labels = (element as HTMLInputElement).labels?.[0]?.textContent;
    return (element.getAttribute('aria-label') ?? labels ?? element.textContent ?? '').trim();
  });

/** Presses Tab (or Shift+Tab) until a control of this name has the focus; how often. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<number> {
  for (let presses = 1; presses <= 90; presses++) {
    await page.keyboard.press(key);
    const now = await focusedName(page);
    if (name.test(now)) return presses;
  }
  throw new Error(`Tab never came to ${String(name)}; it stands on "${await focusedName(page)}"`);
}

/** Everything the live region says from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.locator('.live-region').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('.live-region')!;
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  return async () =>
    (await page.evaluate(() => (window as unknown as { said: string[] }).said))
      .join(' | ')
      .replaceAll('\u202f', ' ');
}

test('ten tasks by keyboard, each told in words', async ({ open, hasGpu }) => {
  test.skip(hasGpu, 'keys are the same on every device');
  const page = await open();
  const said = await listen(page);
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const keepsFocus = async (task: string): Promise<void> => {
    // Losses show themselves a moment later.
    await page.waitForTimeout(100);
    expect(await focusedName(page), task).not.toBe('page');
  };

  await tabTo(page, /^Name of the experiment$/);
  await press('Control+a');
  await page.keyboard.type('By keys');
  await press('Enter');
  expect((await experimentOf(page)).title).toBe('By keys');
  await keepsFocus('a name');

  await tabTo(page, /^Circle$/);
  await press('ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect.poll(async () => (await experimentOf(page)).data.set).toBe('spiral');
  await expect.poll(said).toContain('Data set Spiral, 2 classes.');

  await tabTo(page, /^Loss/);
  await press('ArrowRight', 'ArrowRight', 'Enter');
  await expect(page.locator(':focus')).toHaveAttribute('type', 'radio');
  const rate = (await experimentOf(page)).training.optimizer.learningRate;
  await press('ArrowRight');
  await expect.poll(async () => (await experimentOf(page)).training.optimizer.learningRate).not.toBe(rate);
  await press('Escape');
  await expect(page.locator(':focus')).toHaveText(/^Learning rate/);
  await press('Enter');
  await tabTo(page, /^One unit fewer/);
  await expect(page.locator('.popover:popover-open')).toHaveCount(0);

  await tabTo(page, /^Units of hidden layer 1$/);
  await page.keyboard.type('8');
  await press('Enter');
  await expect.poll(async () => (await experimentOf(page)).network.hidden[0]?.units).toBe(8);
  await expect.poll(said).toContain('Hidden 1: 8 units.');
  await tabTo(page, /^Activation of hidden layer 1$/);
  await page.keyboard.type('ReLU');
  await expect.poll(async () => (await experimentOf(page)).network.hidden[0]?.activation).toBe('relu');

  const layers = (await experimentOf(page)).network.hidden.length;
  await tabTo(page, /^Add a hidden layer$/);
  await press('Enter');
  await expect.poll(said).toContain(`Layer added: ${layers + 1} hidden layers of 8, `);
  await keepsFocus('a layer more');
  await tabTo(page, new RegExp(`^Remove hidden layer ${layers + 1}$`), 'Shift+Tab');
  await press('Enter');
  await expect.poll(said).toContain(`Layer removed: ${layers} hidden layers of 8 and `);
  await keepsFocus('the last layer removed');

  await tabTo(page, /^Reset the network/, 'Shift+Tab');
  await press('ArrowRight', 'Enter');
  await expect.poll(said).toContain('Training started.');
  await press('Enter');
  await expect.poll(said).toMatch(/Paused at epoch [\d,]+, loss /);
  await keepsFocus('play and pause');

  await tabTo(page, /^Skip to the network$/, 'Shift+Tab');
  await press('Enter');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^Hidden 1 unit 1\./);
  await press('Enter');
  await page.keyboard.type('0.5');
  await press('Enter');
  await expect.poll(async () => (await parametersOf(page))[0]!.bias[0]).toBe(0.5);
  await press('Escape');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^Hidden 1 unit 1\./);
  await press('Enter');
  await press('Tab', 'Tab', 'Tab');
  await expect(page.locator('.weight-editor')).toHaveCount(0);
  await keepsFocus('Tab past the end of the editor');

  await tabTo(page, /^Requests$/);
  await tabTo(page, /^Send 256 requests$/);
  await press('Enter');
  await expect.poll(said).toMatch(/Done: 256 answers in \d+ ms, [\d,]+ per second, p50 [\d.]+ ms, p99 /);
  await keepsFocus('requests sent');
  await tabTo(page, /^Keep sending/);
  await press('Enter');
  await expect.poll(said).toContain('Load started.');
  expect(await focusedName(page)).toMatch(/^Keep sending/);
  await press('l');
  await expect.poll(said).toMatch(/Load ended: [\d,]+ answers in /);

  await tabTo(page, /^Live$/, 'Shift+Tab');
  await press('ArrowRight');
  expect(await focusedName(page)).toBe('Timeline');
  await press('Enter');
  const stops = (await tabTo(page, /^Skip to Timeline$/)) + 1;
  await press('Enter');
  expect(stops + (await tabTo(page, /^Timeline of /))).toBeLessThanOrEqual(8);
  await expect(page.locator(':focus')).toHaveAccessibleDescription(
    /requests of [\d,]+ clients? in [\d,]+ batches/,
  );
  await press('Enter');
  await expect.poll(said).toMatch(/Request [\d,]+ of client [\d,]+, [a-z ]+/);

  await press('Control+Shift+S');
  expect(await focusedName(page)).toBe('Link to this experiment');
  await press('Escape');
  expect(await focusedName(page)).toMatch(/^Timeline of /);

  await press('Control+z');
  await tabTo(page, /^Undo$/, 'Shift+Tab');
  for (let i = 0; i < 20; i++) await press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  expect(await focusedName(page)).toBe('Undo');
  await expect.poll(said).toMatch(/Undone\. /);
  expect(await said()).not.toMatch(/NaN|undefined|\[object/);
});
