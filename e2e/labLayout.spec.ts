/** The lab fits: every pane at each size and height of the dock, for the eye, for keys and for screen readers. */
import type { Page } from '@playwright/test';
import { LAB_PANES } from '../src/experiment/labPanes.ts';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf, NO_OVERFLOW, overflowOf } from './screenFaults.ts';
import { showPane } from './screenParts.ts';

const PANES = LAB_PANES.map(({ label }) => label());

/** Buttons, labels and cells of the lab that cannot show their whole text. The notes of headings may end in dots. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.dock-bar button, .requests :is(button, label, th, td)')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map((element) => element.getAttribute('aria-label') ?? element.innerText),
  );

const fill = (page: Page) =>
  page.evaluate(async () => {
    await window.fanout.load({ mode: 'open', requestsPerSecond: 400, durationMs: 700 });
    await window.fanout.loadSweep({ over: 'concurrency', values: [1, 8, 64], windowMs: 60, maxTrials: 3 });
  });

test.beforeEach(({ hasGpu }) => test.skip(hasGpu, 'the screen is the same on every device'));

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(`${width} × ${height}: no pane goes over the edge, and axe finds nothing`, async ({ page, open }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await open();
    const phone = width < 600;
    if (phone) {
      await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: 'Requests' }).click();
    }
    const faults: string[] = [];
    for (const filled of [false, true]) {
      if (filled) await fill(page);
      for (const pane of PANES) {
        await showPane(page, pane);
        const what = `${pane}, ${filled ? 'filled' : 'empty'}`;
        expect(await overflowOf(page), what).toEqual(NO_OVERFLOW);
        expect(await cutTexts(page), what).toEqual([]);
        if (filled && width !== 1024) faults.push(...(await axeFaultsOf(page, what)));
      }
    }
    if (!phone) {
      // A pane raises the dock. Folded and opened again, it is as low as on a page that has just come.
      const grip = page.getByRole('separator', { name: 'Height of the dock' });
      for (const pane of PANES) {
        await showPane(page, pane);
        await grip.press('Home');
        await grip.press('Enter');
        await expect(page.locator('#dock-panel')).toBeVisible();
        expect(await overflowOf(page), `${pane}, low`).toEqual(NO_OVERFLOW);
        expect(await cutTexts(page), `${pane}, low`).toEqual([]);
      }
    }
    expect(faults).toEqual([]);
  });
}

test('Tab comes to every control of every pane', async ({ page, open }) => {
  test.slow();
  await open();
  await fill(page);
  for (const pane of PANES) {
    await showPane(page, pane);
    for (const more of await page.locator('.requests summary').all()) {
      if (!(await more.evaluate(({ parentElement }) => (parentElement as HTMLDetailsElement).open))) {
        await more.click();
      }
    }
    const wanted = await page.evaluate(() => {
      const controls = document.querySelectorAll<HTMLElement>(
        '.dock :is(button, select, summary, input, a[href], [tabindex="0"])',
      );
      const seen = [...controls].filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          !(element as HTMLButtonElement).disabled &&
          // Of a tab list or a group of radio buttons, Tab comes to the chosen one, arrows to the others.
          element.tabIndex >= 0 &&
          !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked),
      );
      for (const [index, element] of seen.entries()) element.dataset['wanted'] = String(index);
      return seen.map((element) => element.getAttribute('aria-label') ?? element.innerText);
    });
    expect(wanted.length, pane).toBeGreaterThan(15);
    await page.getByRole('separator', { name: 'Height of the dock' }).focus();
    const reached = new Set<string>();
    for (let presses = 0; presses <= wanted.length; presses += 1) {
      const index = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['wanted']);
      if (index !== undefined) reached.add(index);
      await page.keyboard.press('Tab');
    }
    const missed = wanted.filter((_, index) => !reached.has(String(index)));
    expect(missed, pane).toEqual([]);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('[data-wanted]'))
        delete element.dataset['wanted'];
    });
  }
});
