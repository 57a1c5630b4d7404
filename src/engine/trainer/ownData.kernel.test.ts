/** Data of somebody's own in training, on real devices: few or no points, formulas as inputs and as data. */
import { expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { addPoints, clearPoints } from '#experiment/drawnPoints.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { startTrainer } from './testing/trainerRig.ts';

const drawn = (points: readonly (readonly number[])[], more: object = {}): Experiment =>
  parseExperiment({ data: { set: 'drawn', drawn: { points, ...more } } });

const DEVICES = ['wasm', 'webgpu'] as const;

test.each(DEVICES)(
  '%s: no point, then one, then two of one class, then two classes, then none',
  async (device) => {
    const empty = drawn([]);
    const trainer = await startTrainer(empty, device);
    const first = trainer.last('snapshotTaken');
    expect(first.outputMap?.values.every(Number.isFinite)).toBe(true);
    expect(first.metrics.trainLoss).toBeNaN();
    await expect(trainer.train({ epochs: 3 })).rejects.toThrow('no samples to learn from');
    await expect(trainer.step({ unit: 'epoch' })).rejects.toThrow('no samples to learn from');
    expect(await trainer.evaluate({ split: 'test' })).toMatchObject({ count: 0 });

    const put = (before: Experiment, points: readonly (readonly [number, number, number])[]): Experiment =>
      changeExperiment(before, { data: { drawn: addPoints(before.data.drawn!, points) } });
    const one = put(empty, [[1, 1, 1]]);
    await trainer.configure({ experiment: one, moment: 2 });
    const lone = await trainer.train({ epochs: 12 });
    expect(lone.trainLoss).toBeLessThan(1);
    expect(lone.testLoss).toBeNaN();
    expect(lone.advice?.text).toContain('of class +1');

    const two = put(one, [[-2, 1, 1]]);
    await trainer.configure({ experiment: two, moment: 3 });
    const { epoch, advice } = await trainer.train({ epochs: 3 });
    expect(epoch).toBe(15);
    expect(advice?.text).toContain('of class +1');

    const both = put(two, [
      [-3, -3, 0],
      [-3, -2, 0],
      [-4, -3, 0],
      [3, 2, 1],
    ]);
    await trainer.configure({ experiment: both, moment: 4 });
    const learnt = await trainer.train({ epochs: 200 });
    expect(learnt.trainAccuracy).toBe(1);
    expect(learnt.advice?.text ?? '').not.toContain('of class');

    const playing = trainer.until('runStopped', ({ reason }) => reason.text.includes('no samples'));
    await trainer.play({});
    const cleared = changeExperiment(both, { data: { drawn: clearPoints(both.data.drawn!) } });
    await trainer.configure({ experiment: cleared, moment: 5 });
    await playing;
  },
  60_000,
);

test.each(DEVICES)(
  '%s: a formula as an input solves what none of the plain ones can',
  async (device) => {
    const experiment = parseExperiment({
      data: { set: 'circle', features: ['radius = hypot(x1, x2)'] },
      network: { hidden: [] },
      training: { optimizer: { name: 'adam', learningRate: 0.1 } },
    });
    const trainer = await startTrainer(experiment, device);
    const { testAccuracy } = await trainer.train({ epochs: 40 });
    expect(testAccuracy).toBeGreaterThan(0.98);
    const { outputMap } = trainer.last('snapshotTaken');
    // The middle is of the inner class, the corner of the outer one.
    const { side, values } = outputMap!;
    const middle = values[Math.floor(side / 2) * side + Math.floor(side / 2)]!;
    expect(Math.sign(middle)).toBe(-Math.sign(values[0]!));
  },
  60_000,
);

test('wasm: points and values by formula are learnt', async () => {
  const above = parseExperiment({ data: { set: 'formula', formula: { text: '2*sin(x1)' } } });
  const trainer = await startTrainer(above, 'wasm');
  expect((await trainer.train({ epochs: 300 })).testAccuracy).toBeGreaterThan(0.95);
  const values = parseExperiment({ data: { set: 'formula', formula: { text: 'x1*x2', labels: 'values' } } });
  await trainer.configure({ experiment: values, moment: 2, origin: 2 });
  expect((await trainer.train({ epochs: 300 })).testLoss).toBeLessThan(0.01);
}, 60_000);
