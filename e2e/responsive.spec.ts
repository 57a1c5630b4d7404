/** Nothing is cut off or out of reach on a desktop, a tablet and a phone, whose tabs all work. */
import { expect, test } from './fanoutTest.ts';
import { NO_OVERFLOW, overflowOf } from './screenFaults.ts';
import { chooseSet, coloursOf, diagram, epochOf, map } from './screenParts.ts';

test.beforeEach(({ hasGpu }) => test.skip(hasGpu, 'the screen is the same on every device'));

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const) {
  test(`${width} × ${height}: everything at once, nothing over the edge`, async ({ page, open }) => {
    await page.setViewportSize({ width, height });
    await open();
    for (const region of ['Data', 'Output']) {
      await expect(page.getByRole('complementary', { name: region })).toBeInViewport({ ratio: 0.9 });
    }
    await expect(diagram(page)).toBeInViewport({ ratio: 0.9 });
    await expect(page.getByRole('region', { name: 'Dock' })).toBeInViewport({ ratio: 0.9 });
    expect(await overflowOf(page)).toEqual(NO_OVERFLOW);
    for (let layers = 0; layers < 3; layers++) {
      await page
        .getByRole('button', { name: 'Add a hidden layer' })
        .or(page.getByRole('button', { name: 'Add layer' }))
        .click();
    }
    await expect(diagram(page)).toHaveAccessibleName(/(\d+, ){6}\d+ units/);
    expect(await overflowOf(page)).toEqual(NO_OVERFLOW);
    for (const set of ['Iris', 'Blobs', 'Penguins']) {
      const choice = page.getByRole('radio', { name: set, exact: true });
      if (await choice.count()) await choice.check();
      expect(await overflowOf(page), set).toEqual(NO_OVERFLOW);
    }
    await page.getByRole('tab', { name: 'Device' }).click();
    expect(await overflowOf(page)).toEqual(NO_OVERFLOW);
  });
}

test('390 × 844: each tab has its part of the playground, with the transport at the thumb', async ({
  page,
  open,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  const tab = (name: string) => page.getByRole('navigation', { name: 'Parts' }).getByRole('button', { name });
  await expect(tab('Network')).toHaveAttribute('aria-current', 'page');
  await expect.poll(() => coloursOf(diagram(page))).toBeGreaterThan(20);
  await map(page).scrollIntoViewIfNeeded();
  await expect.poll(() => coloursOf(map(page))).toBeGreaterThan(20);
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Step one batch' }).click();

  await tab('Data').click();
  await expect(tab('Data')).toHaveAttribute('aria-current', 'page');
  await chooseSet(page, 'Spiral');
  await expect.poll(() => epochOf(page)).toBe(0);
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);

  await tab('Requests').click();
  await page.getByRole('button', { name: 'Send 256 requests' }).click();
  await expect(page.getByRole('definition').first()).toHaveText(/^\d/);
  await expect
    .poll(() => coloursOf(page.getByRole('img', { name: /^Requests leave their points/ })))
    .toBeGreaterThan(5);
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);

  await tab('Device').click();
  await expect(page.getByRole('rowheader', { name: 'WASM' })).toBeVisible();
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);

  await tab('Network').click();
  await page.getByRole('button', { name: /^Hidden 1: .*Change$/ }).click();
  await page.getByRole('button', { name: 'One unit more in hidden layer 1' }).click();
  await page.keyboard.press('Escape');
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 17, 12, 1/);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
    .toBe('dark');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 16, 12, 1/);
  await page.keyboard.press('Escape');
  expect(await overflowOf(page)).toEqual(NO_OVERFLOW);

  const small = await page
    .getByRole('contentinfo')
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => ({
          name: button.getAttribute('aria-label') ?? button.textContent,
          ...button.getBoundingClientRect().toJSON(),
        }))
        .filter(({ width, height }) => width < 44 || height < 44),
    );
  expect(small).toEqual([]);
});
