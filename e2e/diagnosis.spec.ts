/** The screen says what is wrong with a run; its suggestion is tried with one click and undone with one. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fanoutTest.ts';

test('why it happened, one change that helps, and the way back', async ({ open }) => {
  const page = await open();
  const l2 = () => page.evaluate(() => window.fanout.experiment().training.l2);
  const lossNow = () => page.evaluate(async () => (await window.fanout.evaluate('train')).loss);
  await page.evaluate(async () => {
    await window.fanout.edit({ training: { l2: 0.3 } });
    await window.fanout.train({ epochs: 50 });
  });
  const stuck = await lossNow();
  const why = page.getByRole('status').filter({ hasText: 'holds all weights near 0' });
  await expect(why).toContainText('Set L2 to 0.003?');
  const { violations } = await new AxeBuilder({ page }).include('.problem').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await why.getByRole('button', { name: 'Try it' }).click();
  expect(await l2()).toBe(0.003);
  await expect.poll(lossNow).toBeLessThan(stuck / 2);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Undo this' }).click();
  await expect.poll(l2).toBe(0.3);
  await expect.poll(lossNow).toBeCloseTo(stuck, 6);
});
