/**
 * Every control can be hit at its own middle at every width and zoom, nothing is wider than the screen, no two pictures
 * lie over each other. One page is walked through the sizes, as a window that is resized.
 */
import type { Page } from '@playwright/test';
import { LAB_PANES } from '../src/experiment/labPanes.ts';
import { expect, test } from './fanoutTest.ts';
import { NO_OVERFLOW, overflowOf } from './screenFaults.ts';
import { showPane } from './screenParts.ts';

/** Phones, tablets, halves of screens, desktops; then 1440 × 900, 1280 × 1024 and 1920 × 1080 at 200 and 400 %. */
const SIZES = [
  [320, 568], [360, 740], [390, 844], [480, 900], [600, 800], [641, 900], [720, 1_000], [768, 1_024], [820, 1_180],
  [865, 1_080], [905, 700], [985, 768], [1_024, 768], [1_180, 820], [1_280, 600], [1_440, 900], [1_600, 450],
  [1_920, 1_080], [720, 450], [640, 512], [960, 540], [360, 225], [320, 256], [480, 270], [844, 390], [800, 600],
] as const; // prettier-ignore
const PANES = LAB_PANES.map(({ label }) => label());
/** Of the eight panes, how many are looked at in each size: neighbours look at the others. */
const PANES_EACH = 2;

interface Faults {
  readonly covered: string[];
  readonly cut: string[];
  readonly overlapping: string[];
}

/** Looks at each control where the reader would scroll it to. */
const faultsOf = (page: Page): Promise<Faults> =>
  page.evaluate(() => {
    const shown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
      element.getBoundingClientRect().width > 1 &&
      // Skip links, until the keyboard comes to them.
      !getComputedStyle(element).clipPath.startsWith('inset') &&
      element.closest('.visually-hidden') === null;
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`;
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'button, select, summary, a[href], textarea, input, [role="separator"], [tabindex="0"]',
      ),
    ].filter(shown);
    // The cursor over a picture is moved by keys; pointers reach through it to the picture.
    const pointed = controls.filter((control) => getComputedStyle(control).pointerEvents !== 'none');
    const covered = pointed.flatMap((control) => {
      control.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = control.closest('label');
      if (hit && (control.contains(hit) || label?.contains(hit))) return [];
      // A region that can be scrolled by keys is hit by what stands in it.
      return [`${nameOf(control)} is under ${hit ? nameOf(hit) : 'nothing'}`];
    });
    const cut = [
      ...document.querySelectorAll<HTMLElement>(
        '.plan-strip b, .plan-name, .top-bar button, .phone-tabs button, .dock-bar button, .requests :is(button, label, th, td)',
      ),
    ]
      .filter(shown)
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map(nameOf);
    const pictures = [...document.querySelectorAll('canvas[aria-label]')].filter(shown);
    const overlapping = pictures.flatMap((one, i) =>
      pictures.slice(i + 1).flatMap((other) => {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // What is scrolled out of one region may lie behind the edge of the next.
        const apart = one.closest('.region, .dock') !== other.closest('.region, .dock');
        return across > 4 && down > 4 && !apart ? [`${nameOf(one)} and ${nameOf(other)}`] : [];
      }),
    );
    return { covered, cut, overlapping };
  });

test('every control can be hit at every width, height and zoom', async ({ page, open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  test.setTimeout(240_000);
  page.setDefaultTimeout(15_000);
  await open();
  const parts = page.getByRole('navigation', { name: 'Parts' });
  const faults: string[] = [];
  const look = async (where: string): Promise<void> => {
    const found = await faultsOf(page);
    const over = await overflowOf(page);
    for (const fault of [...found.covered, ...found.cut, ...found.overlapping])
      faults.push(`${where}: ${fault}`);
    if (JSON.stringify(over) !== JSON.stringify(NO_OVERFLOW))
      faults.push(`${where}: ${JSON.stringify(over)}`);
  };
  let next = 0;
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await expect(page.locator('.app, .phone').first()).toBeVisible();
    // The arrangement follows the window in the next frame.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const size = `${width} × ${height}`;
    const onePart = (await parts.count()) > 0;
    const tabs = onePart ? ['Data', 'Network', 'Device'] : ['Device'];
    for (const tab of tabs) {
      const button = onePart
        ? parts.getByRole('button', { name: tab })
        : page.getByRole('tab', { name: tab });
      await button.click();
      await look(`${size}, ${tab}`);
    }
    await (
      onePart ? parts.getByRole('button', { name: 'Requests' }) : page.getByRole('tab', { name: 'Requests' })
    ).click();
    for (let i = 0; i < PANES_EACH; i++) {
      const pane = PANES[next++ % PANES.length]!;
      await showPane(page, pane);
      await expect(page.locator('.lab-pane > *').first()).toBeVisible();
      await look(`${size}, ${pane}`);
    }
  }
  expect(faults).toEqual([]);
});
