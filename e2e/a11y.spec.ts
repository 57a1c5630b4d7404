/** axe finds nothing to object to: every page and dialog, in both themes, on a desktop, a tablet and a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { chooseSet, stepEpoch } from './screenParts.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

/** Faults of what is on the screen, one line each that says where. */
async function faultsOf(page: Page, what: string): Promise<string[]> {
  const size = page.viewportSize()!;
  const faults: string[] = [];
  const look = async (how: string, rules: string[]): Promise<void> => {
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes.slice(0, 5)) {
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

for (const size of SIZES) {
  test(`no faults at ${size.width} × ${size.height}`, async ({ page, open, hasGpu }) => {
    test.skip(hasGpu, 'the screen is the same on every device');
    await page.setViewportSize(size);
    await open();
    const phone = size.width < 600;
    const show = async (tab: string): Promise<void> => {
      if (phone)
        await page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name: tab }).click();
      else if (tab === 'Requests' || tab === 'Device') await page.getByRole('tab', { name: tab }).click();
    };
    const faults: string[] = [];

    faults.push(...(await faultsOf(page, 'start')));
    if (phone) {
      await show('Data');
      faults.push(...(await faultsOf(page, 'data')));
    }
    // A tablet has the markup of the desktop, but for the diagram and the plan.
    const whole = size.width !== 1024;
    await show('Requests');
    await page.getByRole('button', { name: 'Send 256 requests' }).click();
    await expect(page.getByRole('definition').first()).toHaveText(/^\d/);
    if (whole) faults.push(...(await faultsOf(page, 'requests')));
    await show('Device');
    await expect(page.getByRole('rowheader', { name: 'WASM' })).toBeVisible();
    if (whole) faults.push(...(await faultsOf(page, 'device')));

    await page.getByRole('button', { name: 'Share the experiment' }).click();
    await expect(page.getByRole('textbox', { name: 'Link to this experiment' })).toHaveValue(/#./);
    if (whole) faults.push(...(await faultsOf(page, 'share')));
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    if (whole) faults.push(...(await faultsOf(page, 'help')));
    await page.keyboard.press('Escape');

    await show('Network');
    await page.getByRole('button', { name: /^Learning rate/ }).click();
    await expect(page.getByRole('radio', { name: '0.03', exact: true })).toBeVisible();
    faults.push(...(await faultsOf(page, 'learning rate')));
    await page.keyboard.press('Escape');

    await show('Data');
    await chooseSet(page, 'Digits');
    await expect(page.getByText('10,000 train, 2,000 test')).toBeVisible();
    await show('Network');
    if (!phone) await stepEpoch(page);
    else await page.getByRole('button', { name: 'Step one batch' }).click();
    await expect(page.getByRole('table', { name: /^Test samples by true class/ })).toBeVisible();
    faults.push(...(await faultsOf(page, 'digits')));

    expect(faults).toEqual([]);
  });
}
