/** Sweeps: many networks at once by the tab and by script, one of them taken as the experiment, and the seed lottery. */
import { SWEEP_PANES } from '../src/experiment/sweepPanes.ts';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf, NO_OVERFLOW, overflowOf } from './screenFaults.ts';

const SMALL = {
  data: { set: 'xor', samples: 80 },
  network: { hidden: [{ units: 3, activation: 'tanh' }] },
  view: { dock: 'sweep' },
  sweep: {
    over: [
      { path: 'training.optimizer.learningRate', values: [0.003, 0.03] },
      { path: 'network.hidden.*.units', values: [1, 2, 4] },
    ],
    epochs: 20,
    lottery: { networks: 8, firstSeed: 3, epochs: 20, solvedBelow: 0.3 },
  },
} as const;

test('a script trains many networks, each as it would alone, and may stop them', async ({ open }) => {
  const page = await open();
  const seen = await page.evaluate(async (small) => {
    const { fanout } = window;
    await fanout.open(small as never);
    const over = { 'training.optimizer.learningRate': [0.01, 0.1], 'network.hidden.*.units': [2, 4] };
    const told: number[] = [];
    const { runs, best } = await fanout.trainingSweep(
      { over, until: { epochs: 12 }, parameters: true },
      ({ share }) => told.push(share),
    );
    const { values, metrics, parameters } = runs[best]!;
    const units = values['network.hidden.*.units'] as number;
    await fanout.open({
      ...fanout.experiment(),
      network: { ...fanout.experiment().network, hidden: [{ units, activation: 'tanh' }] },
      training: {
        ...fanout.experiment().training,
        optimizer: {
          ...fanout.experiment().training.optimizer,
          learningRate: values['training.optimizer.learningRate'] as number,
        },
      },
    });
    const alone = await fanout.train({ epochs: 12 });
    const own = (await fanout.parameters()).flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
    const control = new AbortController();
    const stopped = await fanout.trainingSweep(
      { over, until: { epochs: 1_000_000 }, signal: control.signal },
      () => control.abort(),
    );
    const wrong = await fanout
      .trainingSweep({ over: { 'training.speed': [1] }, until: { epochs: 1 } })
      .catch((error: unknown) => String(error));
    return {
      ended: runs.map((run) => run.ended),
      told: told.at(-1),
      losses: [metrics!.testLoss, alone.testLoss],
      isSame: own.every((value, i) => value === parameters![i]) && own.length === parameters!.length,
      stopped: stopped.runs.map((run) => run.ended),
      wrong,
    };
  }, SMALL);
  expect(seen.ended).toEqual(['done', 'done', 'done', 'done']);
  expect(seen.told).toBe(1);
  expect(seen.losses[0]).toBe(seen.losses[1]);
  expect(seen.isSame).toBe(true);
  expect(seen.stopped).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  expect(seen.wrong).toContain('training.speed is not a field');
});

test('the tab: a grid by keys, a network taken and given back, the runs as a table and a file', async ({
  open,
}) => {
  const page = await open();
  await page.evaluate((small) => window.fanout.open(small as never), SMALL);
  await expect(page.getByText(/^6 networks, about/)).toBeVisible();
  await page.getByRole('button', { name: 'Train 6 networks' }).press('Enter');
  await expect(page.getByText(/^6 of 6 trained in/)).toBeVisible();
  const cells = page.getByRole('group', { name: 'Networks of the sweep' }).getByRole('button');
  await expect(cells).toHaveCount(6);
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const chosen = cells.nth(4);
  await expect(chosen).toBeFocused();
  await expect(chosen).toHaveAccessibleName(/^Learning rate 0.03.*Units per hidden layer 2: test loss/);
  await chosen.press('Enter');
  await expect.poll(() => page.evaluate(() => window.fanout.experiment().network.hidden[0]!.units)).toBe(2);
  expect(await page.evaluate(async () => (await window.fanout.history()).epoch.at(-1))).toBe(20);
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.evaluate(() => window.fanout.experiment().network.hidden[0]!.units)).toBe(3);

  await page.getByRole('tab', { name: 'Runs', exact: true }).click();
  await page.getByRole('button', { name: 'Sort by Train loss' }).click();
  await expect(page.getByRole('columnheader', { name: 'Sort by Train loss' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Runs as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('fanout-runs.csv');

  await page.getByRole('tab', { name: 'Seeds', exact: true }).click();
  await page.getByRole('button', { name: 'Train 8 starts' }).click();
  await expect(page.getByText(/^8 of 8 trained in/)).toBeVisible();
  await expect(page.getByText('Chance, 95 % interval')).toBeVisible();
});

test('a link holds the settings, opens unstarted, and can be read in every size and theme', async ({
  open,
  hasGpu,
}) => {
  test.skip(hasGpu, 'the screen is the same on every device');
  const page = await open();
  const link = await page.evaluate(async (small) => {
    await window.fanout.open(small as never);
    return window.fanout.link();
  }, SMALL);
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Train 6 networks' })).toBeVisible();
  await page.getByRole('button', { name: 'Train 6 networks' }).click();
  await expect(page.getByText(/^6 of 6 trained in/)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const { label } of SWEEP_PANES) {
      await page.getByRole('tab', { name: label(), exact: true }).click();
      expect(await axeFaultsOf(page, `${label()}, ${colorScheme}`)).toEqual([]);
    }
  }
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const { label } of SWEEP_PANES) {
      await page.getByRole('tab', { name: label(), exact: true }).click();
      expect(await overflowOf(page), `${label()}, ${width} × ${height}`).toEqual(NO_OVERFLOW);
    }
  }
});
