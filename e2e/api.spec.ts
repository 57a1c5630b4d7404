/** A script drives the playground through `window.fanout` and gets what the documentation promises. */
import type { ExperimentInput } from '../src/experiment/experiment.ts';
import { expect, test } from './fanoutTest.ts';

const SMALL: ExperimentInput = {
  data: { set: 'xor', samples: 200, seed: 5 },
  network: { hidden: [{ units: 5, activation: 'tanh' }], seed: 7 },
};

test('ready tells the device that runs, devices() all that were tried and why not', async ({
  open,
  devices,
}) => {
  const page = await open();
  const { ready, all, version } = await page.evaluate(async () => ({
    ready: await window.fanout.ready,
    all: await window.fanout.devices(),
    version: window.fanout.version,
  }));
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(ready.works).toBe(true);
  expect(ready.selfTestError).toBeLessThan(1e-3);
  for (const { name, works, reason } of all) {
    if (!works) expect(reason, `${name} says why not`).toMatch(/\w+ \w+/);
  }
  expect(all.find(({ name }) => name === ready.name)?.works).toBe(true);
  if (!devices.includes('webgpu')) {
    expect(ready.name).toBe('wasm');
    expect(all.find(({ name }) => name === 'webgpu')?.works).toBe(false);
  }
});

test('the same seed gives the same start and, on one device, the same losses', async ({ open, devices }) => {
  const page = await open();
  for (const device of devices) {
    const runs = await page.evaluate(
      async ([device, experiment]) => {
        const { fanout } = window;
        await fanout.open(experiment);
        await fanout.useDevice(device);
        const runs = [];
        for (let i = 0; i < 2; i++) {
          await fanout.reset();
          const start = await fanout.parameters();
          const { trainLoss, testLoss, step } = await fanout.train({ epochs: 3 });
          runs.push({ start, trainLoss, testLoss, step });
        }
        return runs;
      },
      [device, SMALL] as const,
    );
    expect(runs[1], device).toEqual(runs[0]);
    expect(runs[0]!.step, device).toBe(30);
  }
  const starts = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.reset();
    const first = await fanout.parameters();
    const experiment = fanout.experiment();
    await fanout.open({ ...experiment, network: { ...experiment.network, seed: 8 } });
    return { first, other: await fanout.parameters() };
  });
  expect(starts.other).not.toEqual(starts.first);
});

test('history tells what happened, watched or not', async ({ open }) => {
  const page = await open();
  const { half, history } = await page.evaluate(async (experiment) => {
    const { fanout } = window;
    await fanout.open(experiment);
    const half = await fanout.train({ epochs: 50 });
    await fanout.reset();
    await fanout.train({ epochs: 100 });
    return { half, history: await fanout.history() };
  }, SMALL);
  const at = history.epoch.indexOf(50);
  expect(history.step[at]).toBe(half.step);
  expect(history.testLoss[at]).toBeCloseTo(half.testLoss, 6);
  expect(history.trainAccuracy![at]).toBe(half.trainAccuracy);
  expect([history.epoch[0], history.epoch.at(-1)]).toEqual([0, 100]);
});

test('useDevice keeps the weights, and answers stay the same', async ({ open, devices }) => {
  const page = await open();
  await page.evaluate(async (experiment) => {
    await window.fanout.open(experiment);
    await window.fanout.train({ epochs: 5 });
  }, SMALL);
  const read = () =>
    page.evaluate(async () => {
      const { fanout } = window;
      const rows = [
        [1, 2],
        [-3, 4],
      ];
      return {
        weights: await fanout.parameters(),
        answers: await fanout.predict(rows),
        loss: (await fanout.evaluate('test')).loss,
      };
    });
  const before = await read();
  for (const device of [...devices, devices[0]!]) {
    const report = await page.evaluate((name) => window.fanout.useDevice(name), device);
    expect(report.name).toBe(device);
    const after = await read();
    expect(after.weights, device).toEqual(before.weights);
    after.answers.flat().forEach((value, i) => expect(value).toBeCloseTo(before.answers.flat()[i]!, 5));
    expect(after.loss).toBeCloseTo(before.loss, 5);
  }
});

test('a device that does not exist or does not work is refused in words, and the old one goes on', async ({
  open,
  devices,
}) => {
  const page = await open();
  const refusal = await page.evaluate(() =>
    window.fanout.useDevice('abacus' as 'cpu').then(
      () => 'none',
      (error: Error) => error.message,
    ),
  );
  expect(refusal).toContain('abacus');
  if (!devices.includes('webgpu')) {
    const why = await page.evaluate(() =>
      window.fanout.useDevice('webgpu').then(
        () => 'none',
        (error: Error) => error.message,
      ),
    );
    expect(why).toMatch(/WebGPU|adapter/i);
  }
  const report = await page.evaluate(() => window.fanout.train({ steps: 5 }));
  expect(report.step).toBe(5);
});

test('parameters survive the way out and in again', async ({ open }) => {
  const page = await open();
  const { shapes, before, changed, after, predicted } = await page.evaluate(async (experiment) => {
    const { fanout } = window;
    await fanout.open(experiment);
    const before = await fanout.parameters();
    const changed = structuredClone(before);
    changed[0]!.kernel[1]![2] = 0.75;
    changed[1]!.bias[0] = -0.25;
    await fanout.setParameters(changed);
    const after = await fanout.parameters();
    // tanh all the way: what one unit of the output computes, by hand.
    const row = [0.5, -1];
    const hidden = after[0]!.bias.map((b, j) =>
      Math.tanh(b + row[0]! * after[0]!.kernel[0]![j]! + row[1]! * after[0]!.kernel[1]![j]!),
    );
    const output = Math.tanh(
      after[1]!.bias[0]! + hidden.reduce((sum, h, j) => sum + h * after[1]!.kernel[j]![0]!, 0),
    );
    return {
      shapes: before.map(({ kernel, bias }) => [kernel.length, kernel[0]!.length, bias.length]),
      before,
      changed,
      after,
      predicted: { byHand: output, byFanout: (await fanout.predict([row]))[0]![0]! },
    };
  }, SMALL);
  expect(shapes).toEqual([
    [2, 5, 5],
    [5, 1, 1],
  ]);
  expect(after).toEqual(changed);
  expect(after).not.toEqual(before);
  expect(predicted.byFanout).toBeCloseTo(predicted.byHand, 5);
});

test('predict and evaluate agree on the test samples', async ({ open, devices }) => {
  const page = await open();
  for (const device of devices) {
    const { byHand, evaluated } = await page.evaluate(
      async ([device, experiment]) => {
        const { fanout } = window;
        await fanout.useDevice(device);
        await fanout.open(experiment);
        await fanout.train({ epochs: 4 });
        const { inputs, targets } = await fanout.samples('test');
        const answers = await fanout.predict(inputs);
        const losses = answers.map(([o], i) => 0.5 * (o! - targets[i]![0]!) ** 2);
        const right = answers.filter(([o], i) => o! >= 0 === targets[i]![0]! >= 0).length;
        return {
          byHand: {
            loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
            accuracy: right / answers.length,
            count: answers.length,
          },
          evaluated: await fanout.evaluate('test'),
        };
      },
      [device, SMALL] as const,
    );
    expect(evaluated.count, device).toBe(byHand.count);
    expect(evaluated.count).toBe(100);
    expect(evaluated.loss, device).toBeCloseTo(byHand.loss, 5);
    expect(evaluated.accuracy, device).toBeCloseTo(byHand.accuracy, 6);
  }
});

test('open refuses what it cannot read, in words, and changes nothing', async ({ open }) => {
  const page = await open();
  const bad: [unknown, RegExp][] = [
    [{ data: { set: 'atlantis' } }, /data\.set.*atlantis/],
    [{ network: { hidden: [{ units: 5000, activation: 'tanh' }] } }, /units.*1,?024/],
    [{ training: { batchSize: 0 } }, /batchSize/],
    ['{"data": {"set": "xor"', /JSON/],
    ['#definitely not a link', /\w+ \w+ \w+/],
    ['https://example.org/', /link/i],
    [{ version: 99 }, /version/],
  ];
  const before = await page.evaluate(() => ({ experiment: window.fanout.experiment(), url: location.href }));
  for (const [source, words] of bad) {
    const message = await page.evaluate(
      (source) =>
        window.fanout.open(source as string).then(
          () => 'was opened',
          (error: Error) => error.message,
        ),
      source,
    );
    expect(message, JSON.stringify(source)).toMatch(words);
  }
  const after = await page.evaluate(() => ({ experiment: window.fanout.experiment(), url: location.href }));
  expect(after).toEqual(before);
  expect((await page.evaluate(() => window.fanout.train({ steps: 3 }))).step).toBe(3);
});

test('an edit that does not touch the network keeps its weights', async ({ open }) => {
  const page = await open();
  const { before, after, step } = await page.evaluate(async (input) => {
    const { fanout } = window;
    await fanout.open(input);
    await fanout.train({ epochs: 2 });
    const before = await fanout.parameters();
    await fanout.edit({ training: { optimizer: { learningRate: 0.001 } } });
    await fanout.edit(({ training }) => ({ training: { batchSize: 2 * training.batchSize } }));
    const after = await fanout.parameters();
    return { before, after, step: (await fanout.train({ steps: 1 })).step };
  }, SMALL);
  expect(after).toEqual(before);
  expect(step).toBe(21);
});

test('pause ends a run that was asked for more', async ({ open }) => {
  const page = await open();
  const report = await page.evaluate(async () => {
    const run = window.fanout.train({ seconds: 600 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await window.fanout.pause();
    return run;
  });
  expect(report.seconds).toBeLessThan(60);
  expect(report.step).toBeGreaterThan(0);
  expect(report.stopped).toMatch(/\w+/);
});
