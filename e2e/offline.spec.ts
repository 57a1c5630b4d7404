/** Once visited, the page needs no network any more; a new version is offered, not forced. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, waitUntilReady } from './fanoutTest.ts';
import { serveDist } from './serveDist.mjs';

const DIST = join(import.meta.dirname, '..', 'dist');

test.use({ serviceWorkers: 'allow' });

/** Until every file is kept and a reload would be answered without a network. */
async function whenKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

test('after one visit it opens, trains, serves and reads digits without a network', async ({
  page,
  context,
  baseURL,
}) => {
  await page.goto(new URL('../../kept/fanout/', baseURL).href);
  await waitUntilReady(page);
  await whenKept(page);
  await context.setOffline(true);
  await page.reload();
  await waitUntilReady(page);
  const isCut = await page.evaluate(() =>
    fetch('data/digits/train-1.bin').then(
      () => false,
      () => true,
    ),
  );
  expect(isCut, 'the network is cut').toBe(true);
  const { ok, rows, accuracy } = await page.evaluate(async () => {
    const { fanout } = window;
    const { ok } = await fanout.load({ mode: 'closed', inFlight: 16, requests: 200 });
    const { used: rows } = await fanout.importTable('a,b\n1,x\n2,y\n3,x\n4,y');
    await fanout.open({ data: { set: 'mnist' } });
    const { testAccuracy: accuracy } = await fanout.train({ epochs: 1 });
    return { ok, rows, accuracy };
  });
  expect(ok).toBe(200);
  expect(rows).toBe(4);
  expect(accuracy).toBeGreaterThan(0.8);
  // Parts that were never opened with a network are kept, too.
  await page.getByRole('tab', { name: 'Device' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('Measure all');
  // With a query it is the same page.
  await page.goto(`${page.url().replace(/[?#].*/, '')}?later`);
  await waitUntilReady(page);
});

test('a new version is offered, comes with the reload, and the work is kept', async ({ page, problems }) => {
  const dist = mkdtempSync(join(tmpdir(), 'fanout-dist-'));
  cpSync(DIST, dist, { recursive: true });
  const server = await serveDist(0, () => undefined, 'no-store', dist);
  try {
    const address = server.address.replace('/plain/', '/kept/');
    await page.goto(address);
    await waitUntilReady(page);
    await whenKept(page);
    await page.reload();
    await waitUntilReady(page);
    const { epoch } = await page.evaluate(() => window.fanout.train({ epochs: 7 }));
    const notice = page.getByText('A new version of Fanout is ready');
    await expect(notice).toHaveCount(0);

    const worker = join(dist, 'sw.js');
    writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n// another version`);
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update();
    });
    await expect(notice).toBeVisible();
    expect(await page.evaluate(() => window.fanout.train({ epochs: 1 }))).toMatchObject({ epoch: epoch + 1 });

    const reloaded = page.waitForEvent('load');
    await page.locator('.notice').getByRole('button', { name: 'Reload' }).click();
    await reloaded;
    await waitUntilReady(page);
    const waiting = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null,
    );
    expect(waiting).toBeNull();
    expect((await page.evaluate(() => window.fanout.train({ steps: 1 }))).step).toBeGreaterThan(1);
  } finally {
    // Its requests go to an address of its own.
    problems.splice(0, problems.length, ...problems.filter((text) => !text.startsWith('outside request')));
    server.close();
    rmSync(dist, { recursive: true, force: true });
  }
});
