/** axe finds nothing to object to: every page and dialog, in both themes, on a desktop, a tablet and a phone. */
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';
import { chooseSet, stepEpoch } from './screenParts.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

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

    faults.push(...(await axeFaultsOf(page, 'start')));
    if (phone) {
      await show('Data');
      faults.push(...(await axeFaultsOf(page, 'data')));
    }
    // A tablet has the markup of the desktop, but for the diagram and the plan.
    const whole = size.width !== 1024;
    await show('Requests');
    await page.getByRole('button', { name: 'Send 256 requests' }).click();
    await expect(page.getByRole('definition').first()).toHaveText(/^\d/);
    if (whole) faults.push(...(await axeFaultsOf(page, 'requests')));
    await show('Device');
    await expect(page.getByRole('rowheader', { name: 'WASM' })).toBeVisible();
    if (whole) faults.push(...(await axeFaultsOf(page, 'device')));

    await page.getByRole('button', { name: 'Share the experiment' }).click();
    await expect(page.getByRole('textbox', { name: 'Link to this experiment' })).toHaveValue(/#./);
    if (whole) faults.push(...(await axeFaultsOf(page, 'share')));
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    if (whole) faults.push(...(await axeFaultsOf(page, 'help')));
    await page.keyboard.press('Escape');

    await show('Network');
    await page.getByRole('button', { name: /^Learning rate/ }).click();
    await expect(page.getByRole('radio', { name: '0.03', exact: true })).toBeVisible();
    faults.push(...(await axeFaultsOf(page, 'learning rate')));
    await page.keyboard.press('Escape');

    await show('Data');
    await chooseSet(page, 'Digits');
    await expect(page.getByText('10,000 train, 2,000 test')).toBeVisible();
    await show('Network');
    if (!phone) await stepEpoch(page);
    else await page.getByRole('button', { name: 'Step one batch' }).click();
    await expect(page.getByRole('table', { name: /^Test samples by true class/ })).toBeVisible();
    faults.push(...(await axeFaultsOf(page, 'digits')));

    expect(faults).toEqual([]);
  });
}
