/** Networks learn: the easy planes on every device, the digits on the device most people without a GPU get. */
import { expect, test } from './fanoutTest.ts';

for (const set of ['circle', 'xor', 'gaussians'] as const) {
  test(`${set}: the default network gets below 0.02 in 300 epochs on every device`, async ({
    open,
    devices,
  }) => {
    test.setTimeout(400_000);
    const page = await open();
    for (const device of devices) {
      const { report, evaluated } = await page.evaluate(
        async ([set, device]) => {
          const { fanout } = window;
          await fanout.useDevice(device);
          await fanout.open({ data: { set } });
          await fanout.reset();
          return { report: await fanout.train({ epochs: 300 }), evaluated: await fanout.evaluate('test') };
        },
        [set, device] as const,
      );
      console.log(
        `${set} on ${device}: test loss ${evaluated.loss.toFixed(4)} after ${report.seconds.toFixed(1)} s`,
      );
      expect(report.epoch, device).toBe(300);
      expect(evaluated.loss, device).toBeLessThan(0.02);
      expect(report.testLoss, device).toBeCloseTo(evaluated.loss, 5);
      expect(evaluated.accuracy, device).toBeGreaterThan(0.95);
    }
  });
}

test('a regression and a table are learnt too', async ({ open }) => {
  const page = await open();
  const { plane, iris } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ data: { set: 'plane' } });
    await fanout.train({ epochs: 100 });
    const plane = await fanout.evaluate('test');
    await fanout.open({ data: { set: 'iris' } });
    await fanout.train({ epochs: 100 });
    return { plane, iris: await fanout.evaluate('test') };
  });
  expect(plane.loss).toBeLessThan(0.01);
  expect(plane.accuracy).toBeUndefined();
  expect(iris.accuracy).toBeGreaterThan(0.85);
});

test('a run that blows up stops, says why and keeps parameters that are numbers', async ({ open }) => {
  const page = await open();
  const { report, finite } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({
      data: { set: 'multi-gaussian' },
      network: {
        hidden: [
          { units: 8, activation: 'relu' },
          { units: 8, activation: 'relu' },
        ],
      },
      training: { optimizer: { name: 'sgd', learningRate: 100 } },
    });
    const report = await fanout.train({ epochs: 50 });
    const layers = await fanout.parameters();
    return {
      report,
      finite: layers.every(({ kernel, bias }) => [...kernel.flat(), ...bias].every(Number.isFinite)),
    };
  });
  expect(report.stopped).toMatch(/loss/i);
  expect(report.epoch).toBeLessThan(50);
  expect(finite).toBe(true);
});

test('digits: the subset of 12,000 is read with at least 92 %', async ({ open }) => {
  test.setTimeout(300_000);
  const page = await open();
  const { count, trainCount, loss, accuracy, classes } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.useDevice('wasm');
    await fanout.open({ data: { set: 'mnist' } });
    await fanout.train({ epochs: 8 });
    const test = await fanout.evaluate('test');
    const { inputs, targets } = await fanout.samples('test');
    const [answer] = await fanout.predict([inputs[0]!]);
    return {
      ...test,
      trainCount: (await fanout.evaluate('train')).count,
      classes: [answer!.length, targets[0]!.length, answer!.reduce((sum, p) => sum + p, 0)],
    };
  });
  expect({ count, trainCount }).toEqual({ count: 2_000, trainCount: 10_000 });
  expect(classes[0]).toBe(10);
  expect(classes[1]).toBe(10);
  expect(classes[2]).toBeCloseTo(1, 4);
  expect(accuracy).toBeGreaterThanOrEqual(0.92);
  expect(loss).toBeLessThan(0.4);
});

test('digits: 60,000 samples, 784-128-10, Adam, 5 epochs on wasm read at least 97 % of 10,000 @slow', async ({
  open,
}, { project }) => {
  test.skip(project.name !== 'fallback', 'the wasm device is the same one in both projects');
  test.setTimeout(600_000);
  const page = await open();
  const { count, accuracy, seconds } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.useDevice('wasm');
    await fanout.open({
      data: { set: 'mnist', samples: 'all' },
      network: { hidden: [{ units: 128, activation: 'relu' }], output: { activation: 'softmax' } },
      training: {
        loss: 'categoricalCrossentropy',
        optimizer: { name: 'adam', learningRate: 0.001 },
        batchSize: 128,
      },
    });
    const { seconds } = await fanout.train({ epochs: 5 });
    return { ...(await fanout.evaluate('test')), seconds };
  });
  console.log(
    `60,000 digits, 5 epochs on wasm: ${(100 * accuracy!).toFixed(2)} % in ${seconds.toFixed(0)} s`,
  );
  expect(count).toBe(10_000);
  expect(accuracy).toBeGreaterThanOrEqual(0.97);
});
