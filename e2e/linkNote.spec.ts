/** A teacher sends a link with words; a student reads them, hides them, trains, and has them again when asked for. */
import { expect, test } from './fanoutTest.ts';

const NOTE = 'This network has learned the spiral.\n<img src=x onerror=alert(1)> Take units away.';

test('a link shows its note as text until it is hidden, in this tab also after a reload', async ({
  open,
  context,
}) => {
  const page = await open();
  const link = await page.evaluate(
    (note) => window.fanout.link({ title: 'Spiral', note, tryThis: 'Can you do it with fewer units?' }),
    NOTE,
  );
  const student = await open({ fragment: new URL(link).hash.slice(1) }, await context.newPage());
  const panel = student.getByRole('region', { name: 'Note' });
  await expect(panel).toContainText('<img src=x onerror=alert(1)> Take units away.');
  await expect(panel).toContainText('Try this: Can you do it with fewer units?');
  await student.evaluate(() => window.fanout.edit({ training: { batchSize: 20 } }));
  await expect(panel).toBeVisible();
  await panel.getByRole('button', { name: 'Hide the note' }).click();
  await expect(panel).toBeHidden();
  await student.reload();
  await student.evaluate(() => window.fanout.ready);
  await expect(panel).toBeHidden();
  expect(await student.evaluate(() => window.fanout.experiment().note)).toBe(NOTE);

  await student.keyboard.press('Control+k');
  await student.getByRole('combobox', { name: /^Search settings/ }).fill('note of the link');
  await student.keyboard.press('Enter');
  await expect(panel).toBeVisible();
});

test('P makes the text a quarter larger for a projector, arranged for the room that is left, and back', async ({
  open,
}) => {
  const page = await open();
  const sizePx = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const layout = () => page.evaluate(() => document.documentElement.dataset['layout']);
  expect([await sizePx(), await layout()]).toEqual([16, 'normal']);
  await page.keyboard.press('p');
  await expect.poll(layout).toBe('narrow');
  expect(await sizePx()).toBe(20);
  await page.keyboard.press('p');
  await expect.poll(layout).toBe('normal');
  expect(await sizePx()).toBe(16);
});
