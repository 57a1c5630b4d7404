/** Somebody asks what the network runs on, compares the devices and switches between them. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';
import { deviceChip, numberOf, parametersOf, stepEpoch } from './screenParts.ts';

const NAMES = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' } as const;
const rowOf = (page: Page, name: keyof typeof NAMES) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: NAMES[name], exact: true }) });

test('the Device tab tells what works and why not, measures all, and switches with the weights', async ({
  open,
  hasGpu,
  devices,
}) => {
  const page = await open();
  await stepEpoch(page);
  const trained = await parametersOf(page);
  await deviceChip(page).click();
  await expect(page.getByRole('tab', { name: 'Device' })).toHaveAttribute('aria-selected', 'true');
  await expect(rowOf(page, 'wasm')).toContainText('In use');
  if (!hasGpu) {
    await expect(rowOf(page, 'webgpu')).toContainText('Does not work');
    await expect(rowOf(page, 'webgpu')).toContainText(/WebGPU|adapter/i);
  }

  await page.getByRole('button', { name: 'Measure all' }).click();
  await expect(page.getByRole('button', { name: 'Stop measuring' })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Measure all' })).toBeEnabled({ timeout: 60_000 });
  for (const name of devices) {
    const row = rowOf(page, name);
    await expect(row, name).toContainText(/In use|Works/);
    const cells = await row.getByRole('cell').allInnerTexts();
    // State, adapter, path, self-test error, warm-up, steps/s, requests/s, choose.
    expect(Number(cells[3]!.replace('−', '-')), `${name} self-test`).toBeLessThan(1e-3);
    expect(numberOf(cells[5]!), `${name} steps/s`).toBeGreaterThan(0);
  }
  expect(await parametersOf(page)).toEqual(trained);

  for (const name of devices.toReversed()) {
    const use = page.getByRole('button', { name: `Use ${NAMES[name]}`, exact: true });
    if (await use.isVisible()) await use.click();
    await expect(rowOf(page, name)).toContainText('In use', { timeout: 30_000 });
    await expect(deviceChip(page)).toHaveAccessibleName(new RegExp(NAMES[name]));
    expect(await parametersOf(page), name).toEqual(trained);
  }
  await stepEpoch(page);
});
