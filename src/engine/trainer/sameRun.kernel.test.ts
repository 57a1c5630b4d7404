/**
 * One experiment on three devices: 300 epochs from the same seed through the real trainer. Devices round differently,
 * and training amplifies rounding errors; test losses within 2 % of each other show that weights, sample order,
 * dropout and updates are the same.
 */
import { describe, expect, it } from 'vitest';
import type { Experiment } from '#experiment/experiment.ts';
import { PRESETS } from '#experiment/presets.ts';
import { DEVICE_NAMES, type DeviceName } from '#experiment/vocabulary.ts';
import type { Metrics } from '#protocol/trainer.ts';
import { createTrainer } from './createTrainer.ts';

const EPOCHS = 300;
const baseUrl = new URL('../training', location.href).href;

function presetWith(id: string, training: Partial<Experiment['training']>): Experiment {
  const { experiment } = PRESETS.find((preset) => preset.id === id)!;
  return { ...experiment, training: { ...experiment.training, ...training } };
}

const RUNS = [
  { name: 'circle-three-units', experiment: presetWith('circle-three-units', {}) },
  {
    name: 'learning-by-heart, with dropout 0.2',
    experiment: presetWith('learning-by-heart', { dropout: 0.2 }),
  },
  {
    name: 'four-classes, with Adam and L2',
    experiment: presetWith('four-classes', { optimizer: { name: 'adam', learningRate: 0.003 }, l2: 0.001 }),
  },
];

/** Runs of all experiments on one device, their metrics in the order of `RUNS`. */
async function runsOn(prefer: DeviceName): Promise<{ before: Metrics; after: Metrics }[]> {
  let metrics: Metrics | undefined;
  const trainer = createTrainer((kind, detail) => {
    if (kind === 'snapshotTaken') ({ metrics } = detail as { metrics: Metrics });
  });
  const measured: { before: Metrics; after: Metrics }[] = [];
  for (const { experiment } of RUNS) {
    if (measured.length === 0) {
      expect(await trainer.start({ experiment, prefer, baseUrl })).toMatchObject({ name: prefer });
    } else {
      // Opened, not edited: an edit would keep the weights that still have a place.
      const opened = measured.length;
      await trainer.configure({ experiment, moment: opened, origin: opened });
    }
    const before = metrics!;
    const report = await trainer.train({ epochs: EPOCHS });
    expect(report.stopped).toBeUndefined();
    expect(metrics!.testLoss).toBe(report.testLoss);
    measured.push({ before, after: metrics! });
  }
  return measured;
}

describe('300 epochs from one seed', () => {
  it('end at the same test loss on every device', async () => {
    const byDevice: Record<string, { before: Metrics; after: Metrics }[]> = {};
    for (const name of DEVICE_NAMES) byDevice[name] = await runsOn(name);
    for (const [i, { name }] of RUNS.entries()) {
      const reference = byDevice['cpu']![i]!;
      expect(reference.after.epoch, name).toBe(EPOCHS);
      // Runs that have learnt nothing would agree as well.
      expect(reference.after.trainLoss, name).toBeLessThan(0.7 * reference.before.trainLoss);
      for (const device of DEVICE_NAMES) {
        const { after } = byDevice[device]![i]!;
        expect(after.step, `${name} on ${device}`).toBe(reference.after.step);
        const apart = Math.abs(after.testLoss / reference.after.testLoss - 1);
        expect(apart, `${name}: ${device} ${after.testLoss}, cpu ${reference.after.testLoss}`).toBeLessThan(
          0.02,
        );
      }
    }
  });
});
