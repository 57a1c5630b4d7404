/** Nothing is lost: edits, weights and the curve survive a reload, and a tab that was closed. */
import type { Page } from '@playwright/test';
import { expect, test, waitUntilReady } from './fanoutTest.ts';

for (const waitMs of [0, 5, 40, 249]) {
  test(`an edit is there after a reload ${waitMs} ms later`, async ({ open }) => {
    const page = await open();
    for (const noise of [0.11, 0.22]) {
      await page.evaluate(
        async ({ noise, waitMs }) => {
          const { fanout } = window;
          const noiseNow = (): number => fanout.experiment().data.noise;
          // Several edits in a row: the address waits for the last.
          for (const value of [noise / 2, noise]) {
            void fanout.open({ data: { set: 'circle', noise: value } });
            while (noiseNow() !== value) await Promise.resolve();
          }
          if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
          setTimeout(() => location.reload());
        },
        { noise, waitMs },
      );
      await page.waitForEvent('load');
      await waitUntilReady(page);
      expect(await page.evaluate(() => window.fanout.experiment().data.noise)).toBe(noise);
      await expect.poll(() => page.evaluate(() => location.hash.length)).toBeGreaterThan(10);
    }
  });
}

const stateOf = (page: Page) =>
  page.evaluate(async () => {
    const { fanout } = window;
    return {
      experiment: fanout.experiment(),
      parameters: await fanout.parameters(),
      history: await fanout.history(),
    };
  });
const train = (page: Page, epochs: number) =>
  page.evaluate((epochs) => window.fanout.train({ epochs }), epochs);
const adam = {
  data: { set: 'xor', seed: 5 },
  training: { optimizer: { name: 'adam', learningRate: 0.01 } },
} as const;
const afresh = (page: Page) => page.getByRole('button', { name: 'Start afresh' });

test('a reload brings weights, optimiser and curve back, and training goes on as if nothing had been', async ({
  open,
  context,
}) => {
  const page = await open();
  await page.evaluate((experiment) => window.fanout.open(experiment), adam);
  await train(page, 20);
  const left = await stateOf(page);
  await page.reload();
  await waitUntilReady(page);
  expect(await stateOf(page)).toEqual(left);
  await expect(page.getByText('Your training is back: epoch 20.')).toBeVisible();
  await train(page, 5);
  const went = await stateOf(page);
  // The same without a reload, in a tab that is told everything by link.
  const fragment = new URL(page.url()).hash.slice(1);
  const other = await open({ fragment }, await context.newPage());
  expect((await stateOf(other)).history.epoch).toEqual([0]);
  await train(other, 20);
  await train(other, 5);
  expect((await stateOf(other)).parameters).toEqual(went.parameters);
});

test('a reload in the very moment in which training ends loses nothing', async ({ open }) => {
  const page = await open();
  for (const epoch of [6, 12, 18]) {
    await page.evaluate(async () => {
      await window.fanout.train({ epochs: 6 });
      setTimeout(() => location.reload());
    });
    await page.waitForEvent('load');
    await waitUntilReady(page);
    expect((await stateOf(page)).history.epoch.at(-1)).toBe(epoch);
  }
});

test('Start afresh goes back to the start, and undo brings the training back again', async ({ open }) => {
  const page = await open();
  const start = await stateOf(page);
  await train(page, 10);
  const left = await stateOf(page);
  await page.reload();
  await waitUntilReady(page);
  await afresh(page).click();
  await expect.poll(async () => (await stateOf(page)).parameters).toEqual(start.parameters);
  await expect(afresh(page)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await stateOf(page)).parameters).toEqual(left.parameters);
});

test('a tab that was closed comes back in one that is opened without a link; a link is a fresh start', async ({
  open,
  context,
}) => {
  const page = await open();
  await page.evaluate((experiment) => window.fanout.open(experiment), adam);
  await train(page, 7);
  const left = await stateOf(page);
  const fragment = (await page.evaluate(() => window.fanout.link())).split('#')[1]!;
  await page.close();
  const linked = await open({ fragment }, await context.newPage());
  expect((await stateOf(linked)).history.epoch).toEqual([0]);
  await linked.close();
  const next = await open({}, await context.newPage());
  expect(await stateOf(next)).toEqual(left);
  await expect(next.getByText('Your last experiment is back, at epoch 7.')).toBeVisible();
  await expect.poll(() => next.evaluate(() => location.hash.slice(1))).toBe(fragment);
  await afresh(next).click();
  await expect.poll(async () => (await stateOf(next)).experiment.data.set).toBe('circle');
  await next.close();
  const last = await open({}, await context.newPage());
  expect((await stateOf(last)).experiment.data.set).toBe('circle');
  await expect(afresh(last)).toBeHidden();
});

test('two tabs keep their own work, a duplicate included', async ({ open, context }) => {
  const page = await open();
  await train(page, 10);
  const one = await stateOf(page);
  // As a duplicated tab begins: with a copy of the session storage.
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open(location.href)),
  ]);
  await waitUntilReady(other);
  const nameOf = (tab: Page) => tab.evaluate(() => sessionStorage.getItem('fanout.tab'));
  const name = await nameOf(page);
  await expect.poll(() => nameOf(other)).not.toBe(name);
  await other.evaluate(() => window.fanout.open({ data: { set: 'moons' } }));
  await train(other, 3);
  const two = await stateOf(other);
  for (const tab of [page, other]) {
    await tab.reload();
    await waitUntilReady(tab);
  }
  expect(await stateOf(page)).toEqual(one);
  expect(await stateOf(other)).toEqual(two);
});

const storages: Record<string, () => void> = {
  'throws when opened': () => {
    indexedDB.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  },
  'never answers': () => {
    indexedDB.open = () => ({ addEventListener() {}, removeEventListener() {} }) as never;
  },
  'throws when written': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('broken', 'UnknownError');
    };
  },
  'is full': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'is denied altogether': () => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  },
};
for (const [what, breakIt] of Object.entries(storages)) {
  test(`storage that ${what} is said once, and nothing else changes`, async ({ open, page }) => {
    await page.addInitScript(breakIt);
    await open();
    const notice = page.getByText('This browser keeps nothing');
    await expect(notice).toBeHidden();
    await train(page, 5);
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await train(page, 5)).toMatchObject({ epoch: 10 });
    await page.evaluate(() => window.fanout.reset());
    await expect(notice).toBeHidden();
    await page.reload();
    await waitUntilReady(page);
    expect((await stateOf(page)).history.epoch).toEqual([0]);
  });
}
