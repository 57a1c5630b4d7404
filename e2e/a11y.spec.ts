/** axe finds nothing to object to: every page and dialog, in both themes, on a desktop, a tablet and a phone. */
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf, forcedColoursFaultsOf } from './screenFaults.ts';
import { chooseSet, parametersOf, stepEpoch } from './screenParts.ts';

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
    faults.push(...(await forcedColoursFaultsOf(page, 'start')));
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

test('what is chosen can be seen under forced colours', async ({ page, open, hasGpu }) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open();
  const look = (selector: string, property: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const [tab, otherTab] = ['.lab-tabs [aria-selected="true"]', '.lab-tabs [aria-selected="false"]'];
  expect(await look(tab, 'border-bottom-color')).not.toBe(await look(otherTab, 'border-bottom-color'));
  expect(await look('.set-choice:has(:checked) .set-thumb', 'outline-width')).toBe('3px');
  expect(await look('.set-choice:not(:has(:checked)) .set-thumb', 'outline-width')).toBe('1px');
  expect(await look('.input-choice[aria-pressed="true"] .input-thumb', 'outline-width')).toBe('3px');
  const [segment, otherSegment] = ['.segmented label:has(:checked)', '.segmented label:not(:has(:checked))'];
  expect(await look(segment, 'background-color')).not.toBe(await look(otherSegment, 'background-color'));
  await page.getByRole('button', { name: 'Theme' }).click();
  expect(await look('.popover:popover-open', 'border-top-width')).toBe('1px');
  // A picture painted for a light page could not be read on a dark palette.
  await page.evaluate(() => localStorage.setItem('fanout.preferences', '{"theme":"light"}'));
  await page.reload();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
});

test('network, map, curves and latency have their values in the accessibility tree', async ({
  page,
  open,
  hasGpu,
}) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  await open();
  const { trainLoss, testLoss } = await page.evaluate(() => window.fanout.train({ epochs: 60 }));
  const [first] = await parametersOf(page);
  const signed = (value: number): string => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);
  const row = page.getByRole('table', { name: 'Biases and weights of Hidden 1' }).getByRole('row').nth(3);
  await expect(row.getByRole('cell')).toHaveText([
    signed(first!.bias[2]!),
    signed(first!.kernel[0]![2]!),
    signed(first!.kernel[1]![2]!),
  ]);
  await page.getByRole('button', { name: /^Hidden 1 unit 3\./ }).focus();
  await expect(page.locator(':focus')).toHaveAttribute(
    'aria-description',
    new RegExp(`^tanh, bias \\${signed(first!.bias[2]!)}\\. Weights from x1 .*On the plane: top left `),
  );

  // The circle's inside is +1, its outside −1.
  const place = page.getByRole('slider', { name: /^Place on the map/ });
  await place.focus();
  await expect(place).toHaveAttribute('aria-valuetext', /^x1 0\.0, x2 0\.0: class \+1, output \+/);
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowUp');
  await expect(place).toHaveAttribute('aria-valuetext', /^x1 0\.0, x2 \+5\.0: class −1, output −/);
  await expect(page.locator('.map-readout')).toHaveText(/class −1/);
  const corner = page
    .getByRole('table', { name: 'Answers of the network on the plane' })
    .getByRole('cell')
    .first();
  await expect(corner).toHaveText(/^−1 \(−/);

  const curves = page.getByRole('slider', { name: 'Point of the curves' });
  await curves.focus();
  // What is read is renewed once a second.
  await expect(async () => {
    await page.keyboard.press('End');
    expect(await curves.getAttribute('aria-valuetext')).toMatch(/^Epoch 60: loss /);
  }).toPass();
  const text = (await curves.getAttribute('aria-valuetext'))!;
  expect(Number(/loss ([\d.]+)/.exec(text)![1])).toBeCloseTo(trainLoss, 3);
  expect(Number(/test loss ([\d.]+)/.exec(text)![1])).toBeCloseTo(testLoss, 3);
  await expect(
    page.getByRole('table', { name: 'Loss and accuracy by epoch' }).getByRole('row').nth(1),
  ).toHaveText(/^0/);

  await page.getByRole('tab', { name: 'Latency' }).click();
  const { ok, latencyMs } = await page.evaluate(() =>
    window.fanout.load({ mode: 'closed', inFlight: 16, requests: 400 }),
  );
  const table = page.getByRole('table', { name: 'Latency over time' });
  const answers = table.getByRole('row').locator('td:nth-of-type(1)');
  await expect
    .poll(async () =>
      (await answers.allInnerTexts()).reduce((sum, each) => sum + Number(each.replace(',', '')), 0),
    )
    .toBe(ok);
  // With as many decimals as the screen shows, which depends on the step of the clock.
  await expect(async () => {
    const summary = await page
      .getByText(new RegExp(`^${ok} responses: p50 `))
      .first()
      .textContent({ timeout: 1_000 });
    const shown = /, max ([\d.]+) ms/.exec(summary!)![1]!;
    expect(shown).toBe(latencyMs.max.toFixed(shown.split('.')[1]?.length ?? 0));
  }).toPass();
  const moment = page.getByRole('slider', { name: /^Moment in latency over time/ });
  await moment.focus();
  await page.keyboard.press('End');
  // A moment in which nothing was answered says so; some moment before it has answers.
  await expect(async () => {
    await page.keyboard.press('ArrowLeft');
    expect(await moment.getAttribute('aria-valuetext')).toMatch(/^At .*: \d+ responses?, p50 /);
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Unpin: Request/ })).toBeVisible();
});
