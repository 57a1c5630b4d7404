/**
 * An opened experiment starts from its seed, bit for bit as on a page that has done nothing else; undo restores
 * training.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitCounts } from '#data/splitCounts.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { arbitraryExperiment } from '#experiment/testing/arbitraryExperiment.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Failure } from '#messages/Failure.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import { createTrainer } from './createTrainer.ts';

const baseUrl = new URL('/', location.href).href;

async function startTrainer(experiment: Experiment) {
  const snapshots: Snapshot<Failure>[] = [];
  const trainer = createTrainer((kind, detail) => {
    if (kind === 'snapshotTaken') snapshots.push(detail as Snapshot<Failure>);
  });
  await trainer.start({ experiment, prefer: 'wasm', baseUrl, moment: 1, origin: 0 });
  return { trainer, newest: () => snapshots.at(-1)! };
}

const isGenerated = ({ data }: Experiment): boolean => factsOf(data).kind === 'plane' && data.set !== 'drawn';
/** Without a point of each part, training refuses to begin. */
const hasPoints = ({ data }: Experiment): boolean => data.drawn === undefined || splitCounts(data).train > 0;

/** Small, so that many fit into a test; images would be fetched. */
const small = arbitraryExperiment
  .filter(
    (experiment) =>
      factsOf(experiment.data).kind !== 'image' &&
      hasPoints(experiment) &&
      parameterCount(networkShape(experiment)) < 2_000,
  )
  .map((experiment): Experiment => ({
    ...experiment,
    data: { ...experiment.data, samples: isGenerated(experiment) ? 40 : 'all' },
    training: {
      ...experiment.training,
      batchSize: 1 + (experiment.training.batchSize % 20),
      // A run that ends by the clock is another one each time.
      stop: { ...experiment.training.stop, seconds: 0 },
    },
  }));

const circle = defaultExperiment('circle');
const withTraining = (training: Partial<Experiment['training']>): Experiment => ({
  ...circle,
  training: { ...circle.training, ...training },
});
/** Pairs of which an edit would keep the weights. */
const PAIRS: readonly [Experiment, Experiment][] = [
  [circle, circle],
  [circle, withTraining({ optimizer: { name: 'sgd', learningRate: 0.1 } })],
  [withTraining({ batchSize: 7 }), circle],
  [circle, { ...circle, data: { ...circle.data, seed: 9 } }],
  [circle, withTraining({ optimizer: { name: 'adam', learningRate: 0.01 } })],
];

it('the parameters of a link do not depend on what ran before', async () => {
  await fc.assert(
    fc.asyncProperty(small, small, async (a, b) => {
      const { trainer: busy, newest } = await startTrainer(a);
      await busy.train({ steps: 30 });
      await busy.configure({ experiment: b, moment: 2, origin: 1 });
      const { trainer: fresh } = await startTrainer(b);
      expect(newest().metrics).toMatchObject({ epoch: 0, step: 0 });
      expect(await busy.parameters()).toEqual(await fresh.parameters());
      expect((await busy.history()).length).toBe(1);
      await busy.train({ steps: 9 });
      await fresh.train({ steps: 9 });
      expect(await busy.parameters()).toEqual(await fresh.parameters());
    }),
    { numRuns: 20, examples: PAIRS.map(([a, b]) => [a, b]) },
  );
});

it('an edit made before the link has been taken starts from the seed, too', async () => {
  const { trainer, newest } = await startTrainer(circle);
  const start = await trainer.parameters();
  await trainer.train({ epochs: 5 });
  // Moment 2, the link itself, never reached the trainer: a drag followed at once.
  await trainer.configure({ experiment: withTraining({ l2: 0.01 }), moment: 3, origin: 1 });
  expect(newest().metrics.step).toBe(0);
  expect(await trainer.parameters()).toEqual(start);
  await trainer.train({ epochs: 1 });
  await trainer.configure({ experiment: withTraining({ l2: 0.02 }), moment: 4, origin: 1 });
  expect(newest().metrics.epoch).toBe(1);
});

it('ends the run under way; undo across it brings back what was trained', async () => {
  const { trainer, newest } = await startTrainer(circle);
  const endless = trainer.train({ epochs: 1e9 });
  while (newest().metrics.step === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await trainer.configure({ experiment: { ...circle }, moment: 2, origin: 1 });
  const { stopped, step } = await endless;
  expect(stopped?.text).toBe('Another experiment was opened.');
  expect(newest().metrics.step).toBe(0);
  await trainer.configure({ experiment: circle, moment: 1, origin: 0 });
  expect(newest().metrics.step).toBe(step);
});
