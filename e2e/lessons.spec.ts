/**
 * Lessons as a reader plays them: by the page, by a link and by script. Next stays shut until what the text asks for has been done;
 * reading on undoes nothing, and leaving brings back what stood before.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';

const next = (page: Page) => page.getByRole('button', { name: /^(Next|Finish)$/ });
const done = (page: Page) => page.locator('.lesson-goal .lesson-done');

async function shut(page: Page): Promise<void> {
  await expect(next(page)).toHaveAttribute('aria-disabled', 'true');
}

async function goOn(page: Page): Promise<void> {
  await expect(done(page)).toBeVisible({ timeout: 20_000 });
  await next(page).click();
}

test('a lesson is played from the list: guess, try, and Next opens', async ({ open }) => {
  const page = await open();
  const before = await page.evaluate(() => window.fanout.experiment());
  await page.keyboard.press('g');
  await page.getByRole('button', { name: 'Why hidden layers?' }).last().click();
  await expect(page.getByRole('heading', { name: 'Why hidden layers?' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.lesson-column').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await shut(page);
  await page.getByRole('button', { name: '3', exact: true }).click();
  await expect(page.getByText('Your guess is 3.')).toBeVisible();
  await page.evaluate(() => window.fanout.train({ epochs: 100 }));
  await expect(page.getByText('The fourth is always wrong')).toBeVisible();
  await goOn(page);

  await shut(page);
  const phrase = page.getByRole('button', { name: 'Add a hidden layer of eight linear units' });
  await phrase.click();
  await expect(phrase).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => window.fanout.train({ epochs: 100 }));
  await goOn(page);

  await shut(page);
  await page.evaluate(() => window.fanout.train({ epochs: 60 }));
  await goOn(page);

  await shut(page);
  await page.getByRole('button', { name: 'three units', exact: true }).click();
  await page.evaluate(() => window.fanout.train({ epochs: 100 }));
  await expect(done(page)).toBeVisible({ timeout: 20_000 });
  const left = await page.evaluate(async () => (await window.fanout.evaluate('test')).loss);

  // Back and forth: the trained network of this step is still there.
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByText('Step 3 of 4')).toBeVisible();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByText('Step 4 of 4')).toBeVisible();
  expect(await page.evaluate(async () => (await window.fanout.evaluate('test')).loss)).toBe(left);

  await next(page).click();
  await expect(page.getByText('1 of', { exact: false }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => window.fanout.experiment())).toEqual(before);
});

test('weights typed by hand count, a step has a link, and a reload comes back to it', async ({ open }) => {
  const page = await open({ fragment: 'lesson=one-unit/2' });
  await expect(page.getByText('Step 2 of 5')).toBeVisible();
  await shut(page);
  await page.evaluate(async () => {
    const [layer] = await window.fanout.parameters();
    await window.fanout.setParameters([{ ...layer!, kernel: [layer!.kernel[0]!, [0.5]] }]);
  });
  await goOn(page);
  await expect(page.getByText('Step 3 of 5')).toBeVisible();
  await page.evaluate(() => window.fanout.edit({ data: { noise: 0.05 } }));
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('lesson=one-unit/3&v1.');
  await page.reload();
  await expect(page.getByText('Step 3 of 5')).toBeVisible();
  expect(await page.evaluate(() => window.fanout.experiment().data.noise)).toBe(0.05);
});

test('requests of a lesson are judged: the leak leaves 127 behind', async ({ open }) => {
  const page = await open();
  const opened = await page.evaluate(() => window.fanout.lesson('fan-out', 4));
  expect(opened).toMatchObject({ id: 'fan-out', step: 4, steps: 5, done: false });
  await shut(page);
  await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'The leak' });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(done(page)).toBeVisible({ timeout: 20_000 });
  expect(await page.evaluate(() => window.fanout.lesson())).toMatchObject({ step: 4, done: true });
  const list = await page.evaluate(() => window.fanout.lessons());
  expect(list.find(({ id }) => id === 'fan-out')).toMatchObject({ kind: 'lesson', done: 1 });
});

test('a lesson that is not there is said, and changes nothing', async ({ open, problems }) => {
  const page = await open({ fragment: 'lesson=no-such-lesson/1' });
  await expect(page.getByText('There is no lesson "no-such-lesson"')).toBeVisible();
  const why = await page.evaluate(() =>
    window.fanout.lesson('one-unit', 99).catch(({ code }) => code as string),
  );
  expect(why).toBe('lessonErrors.noStep');
  expect(problems).toEqual([]);
});
