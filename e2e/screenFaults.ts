/** What may be wrong with the screen as such: things over its edges, and what axe objects to. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fanoutTest.ts';

/** How far the page is wider than the window, and the controls that reach over its edges and cannot be scrolled to. */
export const overflowOf = (page: Page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const scrolls = (element: Element): boolean => {
      for (let each: Element | null = element; each; each = each.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
      }
      return false;
    };
    const outside = [...document.querySelectorAll<HTMLElement>('button, input, select, h1, h2, h3, th, td')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      // Tables of values for screen readers take no room.
      .filter((element) => element.closest('.visually-hidden') === null)
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || right > innerWidth + 1) && !scrolls(element);
      })
      .map((element) => element.getAttribute('aria-label') ?? element.innerText);
    return { wide, outside };
  });
export const NO_OVERFLOW = { wide: 0, outside: [] };

/**
 * Rules of WCAG 2.2 that axe knows and does not run by itself. Units of a squeezed diagram stand as close as its height
 * makes them, which the rule for targets allows (the place is the information) and axe cannot know.
 */
const MORE_RULES = {
  'target-size': { enabled: true },
  'label-content-name-mismatch': { enabled: true },
};

/** What axe finds under forced colours. The palette is the system's, so its contrast is not checked. */
export async function forcedColoursFaultsOf(page: Page, what: string): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  const { violations } = await new AxeBuilder({ page }).disableRules(['color-contrast']).analyze();
  await page.emulateMedia({ forcedColors: 'none' });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${what}, forced colours: ${id} at ${target.join(' ')}`),
  );
}

/** Faults of what is on the screen, one line each that says where. */
export async function axeFaultsOf(page: Page, what: string): Promise<string[]> {
  const size = page.viewportSize()!;
  const faults: string[] = [];
  const look = async (how: string, rules: string[]): Promise<void> => {
    const axe = new AxeBuilder({ page }).options({ rules: MORE_RULES });
    const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary, html } of nodes.slice(0, 5)) {
        if (id === 'target-size' && html.includes('unit-button')) continue;
        const why = failureSummary?.split('\n')[1]?.trim() ?? '';
        faults.push(`${what}, ${how}: ${id} at ${target.join(' ')}: ${why}`);
      }
    }
  };
  await look('as it is', []);
  // The contrast of what is scrolled out of sight is not judged, so all of it is brought into sight, in both themes.
  await page.setViewportSize({ width: size.width, height: 2_400 });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
      .toBe(colorScheme);
    await look(colorScheme, ['color-contrast']);
  }
  await page.setViewportSize(size);
  return faults;
}
