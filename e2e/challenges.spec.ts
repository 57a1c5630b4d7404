/** The page of lessons: a demo opens and keeps its promise; a challenge is scored, and what its link claims is computed again. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fanoutTest.ts';

test('a demo is found, opens with its sentence, and Undo brings the work back', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search the demos' }).fill('same circle');
  const { violations } = await new AxeBuilder({ page }).include('.learn').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: /^The same circle, no hidden layer/ }).click();
  await expect(page.getByRole('region', { name: 'Note' })).toContainText('3 numbers');
  const accuracy = await page.evaluate(async () => {
    await window.fanout.train({ epochs: 20 });
    return (await window.fanout.evaluate('test')).accuracy;
  });
  expect(accuracy).toBeGreaterThanOrEqual(0.99);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.evaluate(() => window.fanout.experiment().network.hidden.length)).toBe(2);
});

test('a challenge is scored; a link with a score that was typed in is found out', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: /^Smallest XOR/ }).click();
  const strip = page.getByRole('region', { name: 'Challenge' });
  await page.evaluate(() => window.fanout.edit({ data: { noise: 0.3 } }));
  await expect(strip).toContainText('Not as the challenge asks: Noise.');
  await page.evaluate(() =>
    window.fanout.edit({
      data: { noise: 0 },
      network: { hidden: [{ units: 3, activation: 'relu' }], seed: 1 },
    }),
  );
  await strip.getByRole('button', { name: 'Score my settings' }).click();
  await expect(strip).toContainText('13 parameters, your best: the second mark.', { timeout: 30_000 });
  const kept = await page.evaluate(() => localStorage.getItem('fanout.challenges'));
  const { fragment } = (JSON.parse(kept!) as Record<string, { fragment: string }>)['smallest-xor']!;

  const friend = await open({ fragment: fragment.replace('/13&', '/5&') });
  await expect(friend.getByRole('region', { name: 'Challenge' })).toContainText(
    'The link says 5 parameters, but its settings give 13 parameters.',
    { timeout: 30_000 },
  );
});
