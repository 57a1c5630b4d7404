/** `dist/` works from any folder of any static host: with and without isolation, under a strict policy, and offline. */
import { expect, test } from './fanoutTest.ts';

for (const isolated of [false, true]) {
  test(`works ${isolated ? 'with' : 'without'} cross-origin isolation`, async ({ open }) => {
    const page = await open({ isolated });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    const { step, answer, report } = await page.evaluate(async () => ({
      step: (await window.fanout.train({ steps: 10 })).step,
      answer: await window.fanout.request([1, 2]),
      report: await window.fanout.ready,
    }));
    expect(step).toBe(10);
    expect(answer.output).toHaveLength(1);
    expect(report.works).toBe(true);
  });
}

test('once open, it needs no network: every worker and file it runs on is there', async ({
  open,
  context,
}) => {
  const page = await open();
  await page.evaluate(() => window.fanout.request([0, 0]));
  await context.setOffline(true);
  const { ok, step } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ data: { set: 'spiral' } });
    const { step } = await fanout.train({ epochs: 1 });
    const { ok } = await fanout.load({ mode: 'closed', inFlight: 16, requests: 200 });
    return { ok, step };
  });
  expect(step).toBeGreaterThan(0);
  expect(ok).toBe(200);
});

test('the first picture does not wait for the engine', async ({ page, problems }) => {
  // The engine's script is held back; what the page draws meanwhile is its own work.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/engine\.worker/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('canvas').first()).toBeVisible();
  const colours = (): Promise<number> =>
    page.evaluate(() => {
      const seen = new Set<string>();
      for (const canvas of document.querySelectorAll('canvas')) {
        const context = canvas.getContext('2d');
        if (!context || canvas.width === 0 || canvas.height === 0) continue;
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4 * 997) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
      }
      return seen.size;
    });
  await expect.poll(colours).toBeGreaterThan(20);
  release();
  await page.evaluate(async () => {
    await window.fanout.ready;
  });
  expect(problems).toEqual([]);
});
