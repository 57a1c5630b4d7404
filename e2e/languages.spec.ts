/** The screen in each language, chosen by the address or by the reader. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fanoutTest.ts';

const MESSAGES = join(import.meta.dirname, '..', 'src', 'messages');
const LANGUAGES = readdirSync(MESSAGES)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    tag: file.replace('.json', ''),
    texts: JSON.parse(readFileSync(join(MESSAGES, file), 'utf8')) as Record<string, string>,
  }));

for (const { tag, texts } of LANGUAGES) {
  test(`the page speaks ${tag} where its address asks for it, trains and answers`, async ({ open }) => {
    const page = await open({ query: `?lang=${tag}` });
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    const button = (code: string) => page.getByRole('button', { name: texts[code]!, exact: true });
    await expect(button('topbar.lessons')).toBeVisible();
    await button('topbar.play').click();
    await expect(button('topbar.pause')).toBeVisible();
    const { message, output } = await page.evaluate(async () => {
      const { fanout } = window;
      await fanout.pause();
      const { output } = await fanout.request([1, 1]);
      const message = await fanout.seek(-1).then(
        () => '',
        (error: Error) => error.message,
      );
      return { message, output };
    });
    expect(output).toHaveLength(1);
    expect(message).not.toBe('');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
}

test('a reader chooses a language; the reload that brings it keeps the weights', async ({ open }) => {
  const page = await open();
  const { trainLoss } = await page.evaluate(() => window.fanout.train({ epochs: 30 }));
  await page.getByRole('button', { name: 'Theme and language' }).click();
  await page.getByLabel('Language', { exact: true }).selectOption({ label: 'Deutsch' });
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload in this language' }).click();
  await reloaded;
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.waitForFunction(() => 'fanout' in window);
  const kept = await page.evaluate(async () => {
    await window.fanout.ready;
    return window.fanout.evaluate('train');
  });
  expect(kept.loss).toBeCloseTo(trainLoss, 5);
});
