/** Diagnoses through the trainer, on each device: the same rules on what its kernels measure. */
import { describe, expect, it } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { startTrainer } from '../testing/trainerRig.ts';

const circle = defaultExperiment('circle');
const sgd = (learningRate: number): ExperimentInput => ({
  training: { optimizer: { name: 'sgd', learningRate } },
});

describe.each(DEVICE_NAMES)('on %s', (device) => {
  it('finds nothing wrong with a good run, and what is wrong with others', async () => {
    const trainer = await startTrainer(circle, device);
    expect(await trainer.diagnose()).toEqual([]);
    await trainer.train({ epochs: 30 });
    expect(await trainer.diagnose()).toEqual([]);
    const before = await trainer.parameters();

    const none = changeExperiment(circle, { network: { hidden: [], seed: 2 } });
    await trainer.configure({ experiment: none });
    await trainer.train({ epochs: 60 });
    const [found] = await trainer.diagnose();
    expect(found).toMatchObject({
      id: 'underfitting',
      suggestion: { text: 'Use 4 units in the first hidden layer' },
    });
    await trainer.configure({ experiment: changeExperiment(none, found!.change) });
    expect(await trainer.parameters()).toHaveLength(2);

    const dead = changeExperiment(circle, {
      network: {
        hidden: [{ units: 8, activation: 'relu' }],
        initializer: 'heUniform',
        seed: 6,
        output: { activation: 'sigmoid' },
      },
      training: { loss: 'binaryCrossentropy', ...sgd(3).training },
    });
    await trainer.configure({ experiment: dead });
    await trainer.train({ epochs: 20 });
    expect((await trainer.diagnose()).map(({ id }) => id)).toContain('deadUnits');

    await trainer.configure({ experiment: circle });
    await trainer.train({ epochs: 30 });
    expect(await trainer.parameters()).toEqual(before);
  });
});

it('a run that diverged says so until it is edited', async () => {
  const plane = changeExperiment(defaultExperiment('plane'), sgd(3));
  const trainer = await startTrainer(plane, 'wasm');
  expect((await trainer.train({ epochs: 50 })).stopped).toBeDefined();
  const [found] = await trainer.diagnose();
  expect(found).toMatchObject({ id: 'diverged', change: { training: { optimizer: { learningRate: 0.3 } } } });
  await trainer.configure({
    experiment: changeExperiment(plane, { training: { optimizer: { learningRate: 0.01 } } }),
  });
  expect((await trainer.diagnose()).map(({ id }) => id)).not.toContain('diverged');
});
