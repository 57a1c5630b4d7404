/** Worst samples, cells and calibration on each device: the same samples that predictions and the confusion matrix tell of. */
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { startTrainer } from '../testing/trainerRig.ts';

describe.each(DEVICE_NAMES)('on %s', (device) => {
  it('agree with predictions, loss and confusion', async () => {
    const trainer = await startTrainer(defaultExperiment('iris'), device);
    await trainer.train({ epochs: 10 });
    const { inputs, targets } = await trainer.samples({ split: 'test' });
    const count = inputs.length;
    const { outputs } = await trainer.predict({ rows: Float32Array.from(inputs.flat()), count });
    const worst = await trainer.findSamples({ split: 'test', most: count });
    expect(worst.count).toBe(count);
    expect([...worst.index].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    expect([...worst.losses]).toEqual([...worst.losses].toSorted((a, b) => b - a));
    const { loss } = await trainer.evaluate({ split: 'test' });
    expect(worst.losses.reduce((sum, value) => sum + value, 0) / count).toBeCloseTo(loss, 4);
    for (const [i, n] of worst.index.entries()) {
      for (let k = 0; k < 3; k++) expect(worst.outputs[3 * i + k]).toBeCloseTo(outputs[3 * n + k]!, 4);
      expect(worst.truths![i]).toBe(targets[n]!.indexOf(1));
    }

    // The samples themselves, by the index that the trainer has them under.
    for (const split of ['train', 'test'] as const) {
      const { index, rows, truths } = await trainer.findSamples({ split, most: 5, rows: 2 });
      expect(index).toHaveLength(5);
      expect(rows!.labels).toHaveLength(2);
      const all = await trainer.samples({ split });
      for (const i of [0, 1]) {
        const sample = await trainer.sampleAt({ split, index: index[i]! });
        expect([...sample.row]).toEqual(all.inputs[index[i]!]);
        expect([...sample.target]).toEqual(all.targets[index[i]!]);
        expect(sample.raw).toEqual(rows!.raw.slice(4 * i, 4 * i + 4));
        expect([sample.label, rows!.labels[i]]).toEqual([truths![i], truths![i]]);
      }
      await expect(trainer.sampleAt({ split, index: all.inputs.length })).rejects.toThrow('no sample');
    }

    const { confusion } = trainer.last('snapshotTaken');
    for (let truth = 0; truth < 3; truth++) {
      for (let prediction = 0; prediction < 3; prediction++) {
        const cell = await trainer.findSamples({ split: 'test', most: 2, cell: [truth, prediction] });
        expect(cell.count).toBe(confusion![3 * truth + prediction]);
        expect(cell.index.length).toBe(Math.min(2, cell.count));
        expect([...cell.truths!].every((value) => value === truth)).toBe(true);
      }
    }
    const { bins, ece } = await trainer.calibration({ split: 'test', bins: 5 });
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(count);
    expect(ece).toBeGreaterThan(0);
    expect(ece).toBeLessThan(1);
  });
});

it('values have neither classes nor confidence, and a linear output no probabilities', async () => {
  const trainer = await startTrainer(defaultExperiment('ripple'), 'wasm');
  expect((await trainer.findSamples({ split: 'train', most: 3 })).truths).toBeUndefined();
  await expect(trainer.findSamples({ split: 'test', most: 3, cell: [0, 1] })).rejects.toThrow(
    'values instead of classes',
  );
  await expect(trainer.calibration({ split: 'test', bins: 10 })).rejects.toThrow('values instead of classes');
  const circle = defaultExperiment('circle');
  const network = { ...circle.network, output: { activation: 'linear' as const } };
  await trainer.configure({ experiment: { ...circle, network } });
  await expect(trainer.calibration({ split: 'test', bins: 10 })).rejects.toThrow('no probabilities');
});
