/** `npm run build:single`: one HTML file, opened without a server, does what the site does. */
import { expect, test, waitUntilReady } from './fanoutTest.ts';
import { ONE_FILE } from './oneFile.mjs';

test('the one file trains, serves, reads tables and knows digits, and asks nothing of a network', async ({
  page,
  context,
  devices,
}) => {
  await context.setOffline(true);
  await page.goto(ONE_FILE);
  await waitUntilReady(page);
  const losses = await page.evaluate(async (names) => {
    const { fanout } = window;
    const found: (number | null)[] = [];
    for (const name of names) {
      await fanout.useDevice(name);
      await fanout.reset();
      found.push((await fanout.train({ epochs: 100 })).testLoss ?? null);
    }
    return found;
  }, devices);
  for (const loss of losses) expect(loss).toBeLessThan(0.01);

  const { ok, rows, held, testAccuracy } = await page.evaluate(async () => {
    const { fanout } = window;
    const { ok } = await fanout.load({ mode: 'closed', inFlight: 32, requests: 500 });
    const { used: rows } = await fanout.importTable('a,b,kind\n1,2,x\n2,1,y\n1,3,x\n3,1,y\n0,2,x\n2,0,y');
    await fanout.open({ data: { set: 'mnist' } });
    const { testAccuracy } = await fanout.train({ epochs: 3 });
    return { ok, rows, held: fanout.experiment().data.samples, testAccuracy };
  });
  expect(ok).toBe(500);
  expect(rows).toBe(6);
  expect(held).toBe(2_000);
  expect(testAccuracy).toBeGreaterThan(0.75);
  // What opens on demand elsewhere is inside, too.
  await page.getByRole('tab', { name: 'Device' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('JavaScript');
});

test('a link behind the address of the one file opens its experiment', async ({ page }) => {
  await page.goto(ONE_FILE);
  await waitUntilReady(page);
  const link = await page.evaluate(async () => {
    await window.fanout.open({ data: { set: 'spiral' } });
    return window.fanout.link();
  });
  expect(link).toMatch(/^file:.*fanout\.html#/);
  await page.goto('about:blank');
  await page.goto(link);
  await waitUntilReady(page);
  expect(await page.evaluate(() => window.fanout.experiment().data.set)).toBe('spiral');
});
