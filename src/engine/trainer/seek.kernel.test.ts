/**
 * Going back in a run: every kept moment is what the run was there, training on from one is the run that never stopped, bit for bit,
 * and undo brings back what was left.
 */
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { startTrainer, withTraining, type Trainer } from './testing/trainerRig.ts';

/** Slots, dropout, and a last batch that is smaller: all that a continued run must get right. */
const EXPERIMENT: Experiment = withTraining(defaultExperiment('moons'), {
  optimizer: { name: 'adam', learningRate: 0.01 },
  dropout: 0.2,
  batchSize: 7,
});

const start = async (device: 'cpu' | 'wasm' | 'webgpu' = 'wasm'): Promise<Trainer> => {
  const trainer = await startTrainer(EXPERIMENT, device);
  await trainer.configure({ experiment: EXPERIMENT, moment: 1 });
  return trainer;
};
const view = ({ last }: Trainer) => {
  const { metrics, confusion, parameters, maps } = last('snapshotTaken');
  return structuredClone({ metrics, confusion, parameters, maps });
};

describe.each(DEVICE_NAMES)('on %s', (device) => {
  it('parameters, metrics, confusion and maps are as they were', async () => {
    const trainer = await start(device);
    const at: Record<number, ReturnType<typeof view>> = {};
    for (const epochs of [0, 3, 4, 5]) {
      if (epochs > 0) await trainer.train({ epochs });
      const { metrics } = view(trainer);
      await trainer.probe({ row: null });
      at[metrics.epoch] = view(trainer);
    }
    expect(Object.keys(at)).toEqual(['0', '3', '7', '12']);
    const curve = await trainer.history();
    const kept = await trainer.checkpoints();
    expect(kept.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 13 }, (_, epoch) => epoch));
    for (const epoch of [7, 0, 12, 3]) {
      const metrics = await trainer.seek({ epoch, moment: 2 });
      expect(metrics.epoch).toBe(epoch);
      expect(view(trainer)).toEqual(at[epoch]);
    }
    // Looking back forgets nothing.
    expect(await trainer.checkpoints()).toEqual(kept);
    expect(await trainer.history()).toEqual(curve);
    expect(await trainer.branches()).toEqual([]);
  });
});

it('a run continued from any moment is the run that never stopped, bit for bit', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 30 });
  const straight = await trainer.parameters();
  const curve = await trainer.history();
  for (const epoch of [11, 0, 29]) {
    await trainer.seek({ epoch, moment: 2 });
    const report = await trainer.train({ epochs: 30 - epoch });
    expect(report).toMatchObject({ epoch: 30, step: curve.at(-1)!.step });
    expect(await trainer.parameters()).toEqual(straight);
    expect((await trainer.history()).map(({ epoch: e }) => e)).toEqual(curve.map(({ epoch: e }) => e));
  }
  const branches = await trainer.branches();
  expect(branches.map((points) => [points[0]!.epoch, points.at(-1)!.epoch])).toEqual([
    [11, 30],
    [0, 30],
    [29, 30],
  ]);
  await trainer.reset({ moment: 3 });
  expect(await trainer.branches()).toEqual([]);
  expect(await trainer.checkpoints()).toEqual([{ epoch: 0, step: 0 }]);
});

it('a moment within an epoch continues there', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 2 });
  await trainer.step({ unit: 'batch' });
  await trainer.step({ unit: 'batch' });
  const paused = await trainer.parameters();
  const straight = await (async () => {
    await trainer.train({ epochs: 3 });
    return trainer.parameters();
  })();
  await trainer.seek({ epoch: 2, moment: 2 });
  await trainer.train({ steps: 2 });
  expect(await trainer.parameters()).toEqual(paused);
  await trainer.seek({ epoch: 0, moment: 2 });
  // Beyond the end is the end, also within an epoch.
  await trainer.seek({ epoch: Infinity, moment: 2 });
  expect(await trainer.parameters()).toEqual(paused);
  await trainer.train({ epochs: 3 });
  expect(await trainer.parameters()).toEqual(straight);
});

it('undo brings back the run that was left, and redo the branch', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 20 });
  const end = await trainer.parameters();
  const [curve, kept] = [await trainer.history(), await trainer.checkpoints()];
  await trainer.seek({ epoch: 5, moment: 2 });
  await trainer.seek({ epoch: 8, moment: 3 });
  const earlier = await trainer.parameters();
  await trainer.configure({ experiment: EXPERIMENT, moment: 1 });
  expect(await trainer.parameters()).toEqual(end);
  expect(await trainer.checkpoints()).toEqual(kept);

  // Redo looks back again, with all that came after.
  await trainer.configure({ experiment: EXPERIMENT, moment: 3 });
  expect(await trainer.parameters()).toEqual(earlier);
  expect(await trainer.checkpoints()).toEqual(kept);
  await trainer.train({ epochs: 3 });
  const branch = await trainer.parameters();
  expect((await trainer.checkpoints()).at(-1)).toMatchObject({ epoch: 11 });
  expect((await trainer.branches()).length).toBe(1);

  await trainer.configure({ experiment: EXPERIMENT, moment: 1 });
  expect(await trainer.parameters()).toEqual(end);
  expect(await trainer.history()).toEqual(curve);
  expect(await trainer.checkpoints()).toEqual(kept);
  expect(await trainer.branches()).toEqual([]);
  await trainer.configure({ experiment: EXPERIMENT, moment: 3 });
  expect(await trainer.parameters()).toEqual(branch);
});

it('a long run keeps moments evenly, and any of them is what the run was there', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 1_500 });
  const kept = await trainer.checkpoints();
  expect(kept.length).toBeLessThanOrEqual(240);
  expect(kept[0]!.epoch).toBe(0);
  expect(kept.at(-1)!.epoch).toBe(1_500);
  const gaps = kept.slice(1, -1).map(({ epoch }, i) => epoch - kept[i]!.epoch);
  expect(new Set(gaps)).toEqual(new Set([8]));
  await trainer.seek({ epoch: 803, moment: 2 });
  expect(trainer.last('snapshotTaken').metrics.epoch).toBe(800);
  const found = await trainer.parameters();
  await trainer.reset({ moment: 3 });
  await trainer.train({ epochs: 800 });
  expect(await trainer.parameters()).toEqual(found);
});

it('another optimiser starts with fresh slots where it is put back', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 4 });
  const other = withTraining(EXPERIMENT, { optimizer: { name: 'sgd', learningRate: 0.1 } });
  await trainer.configure({ experiment: other, moment: 2 });
  await trainer.train({ epochs: 2 });
  await trainer.seek({ epoch: 2, moment: 3 });
  expect(await trainer.train({ epochs: 1 })).toMatchObject({ epoch: 3 });
  await trainer.seek({ epoch: 1, moment: 4 });
  await trainer.configure({ experiment: EXPERIMENT, moment: 5 });
  expect(await trainer.train({ epochs: 1 })).toMatchObject({ epoch: 2 });
});

it('a goal that counts from elsewhere ends, and nothing is trained while looking back', async () => {
  const trainer = await start();
  await trainer.train({ epochs: 10 });
  const endless = trainer.train({ epochs: 10_000_000 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const metrics = await trainer.seek({ epoch: 4, moment: 2 });
  expect((await endless).stopped?.text).toContain('earlier moment');
  const before = await trainer.parameters();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await trainer.parameters()).toEqual(before);
  expect(metrics.epoch).toBe(
    (await trainer.checkpoints()).find(({ epoch }) => epoch === metrics.epoch)!.epoch,
  );
});
