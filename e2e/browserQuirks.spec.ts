/** What a browser does to a page, and what it cannot do: translated while it trains, and too old. */
import { expect, test, waitUntilReady } from './fanoutTest.ts';
import { numberOf, play } from './screenParts.ts';

/** As Google Translate in Chrome: each text node is replaced by <font> elements that hold other words. */
function translate(): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const parent = text.parentElement;
    if (!parent || parent.closest('script, style, [translate="no"], .notranslate')) continue;
    if (parent.tagName !== 'FONT' && /\p{L}/u.test(text.data)) texts.push(text);
  }
  for (const text of texts) {
    const outer = document.createElement('font');
    const inner = document.createElement('font');
    inner.textContent = `«${text.data}»`;
    outer.append(inner);
    text.replaceWith(outer);
  }
  return texts.length;
}

test('a page that is translated while it trains goes on, whatever is clicked', async ({ open }) => {
  const page = await open();
  await play(page);
  expect(await page.evaluate(translate)).toBeGreaterThan(50);
  const before = await page.evaluate(() => window.fanout.experiment().network.hidden.length);
  for (let i = 0; i < 3; i++) {
    // By place and not by name, for the names are in another language now.
    await page
      .getByRole('tablist')
      .getByRole('tab')
      .nth(i % 2)
      .click();
    await page.evaluate(translate);
    await page.keyboard.press('+');
    await page.evaluate(translate);
    await page.getByRole('radiogroup').getByRole('radio').nth(i).check();
    await page.evaluate(translate);
  }
  await page.evaluate(() => window.fanout.load({ mode: 'closed', inFlight: 8, requests: 200 }));
  await page.evaluate(translate);
  expect(await page.evaluate(() => window.fanout.experiment().network.hidden.length)).toBeGreaterThanOrEqual(
    before,
  );
  expect(await page.evaluate(() => document.body.innerText.includes('did not work'))).toBe(false);
  const { step } = await page.evaluate(() => window.fanout.train({ epochs: 2 }));
  expect(step).toBeGreaterThan(0);
});

test('numbers that change are out of the way of the translation', async ({ open }) => {
  const page = await open();
  await play(page);
  await page.evaluate(translate);
  // The word is in another language now; the number beside it is the page's own.
  const epochShown = async (): Promise<number> =>
    numberOf(await page.getByText(/^\W*Epoch\W*[\d,]+$/).innerText());
  const first = await epochShown();
  await expect.poll(epochShown).toBeGreaterThan(first);
});

/** Each stands for a browser that lacks it. */
const LACKS: readonly [string, () => void][] = [
  ['AbortSignal.any', () => Reflect.deleteProperty(AbortSignal, 'any')],
  ['popover', () => Reflect.deleteProperty(HTMLElement.prototype, 'popover')],
  ['toSorted', () => Reflect.deleteProperty(Array.prototype, 'toSorted')],
];

for (const [name, remove] of LACKS) {
  test(`a browser without ${name} is told which ones do, and may try anyway`, async ({ page, problems }) => {
    await page.addInitScript(remove);
    await page.goto('./');
    const told = page.getByRole('alert').filter({ hasText: 'This browser is too old for Fanout' });
    await expect(told).toContainText('Chrome or Edge 116, Firefox 125 or Safari 17.4');
    await told.getByRole('button', { name: 'Try anyway' }).click();
    await expect(told).toBeHidden();
    // What such a browser then breaks on is its own.
    problems.length = 0;
  });
}

test('a browser that is new enough is told nothing', async ({ page }) => {
  await page.goto('./');
  await waitUntilReady(page);
  await expect(page.locator('#early-word')).toHaveCount(0);
});
