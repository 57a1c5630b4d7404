/**
 * Edits of a trained network, as the page gives them to the trainer: what still has a place keeps its very bits, and the run goes on.
 */
import { expect, it } from 'vitest';
import { numbersOf } from '#client/momentOf.ts';
import { inheritUnits, unitIdsOf } from '#client/unitIds.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { editNetwork, type NetworkEdit } from '#experiment/networkEdits.ts';
import { startTrainer, withTraining, type Trainer } from './testing/trainerRig.ts';

const tanh = (units: number) => ({ units, activation: 'tanh' as const });
const circle = defaultExperiment('circle');
const START: Experiment = {
  ...withTraining(circle, { optimizer: { name: 'adam', learningRate: 0.01 } }),
  network: { ...circle.network, hidden: [tanh(6), tanh(4)] },
};

interface Edited {
  readonly trainer: Trainer;
  present: Experiment;
  apply(change: NetworkEdit | ((experiment: Experiment) => Experiment)): Promise<unknown>;
}

async function trained(epochs = 20): Promise<Edited> {
  const first = { ...START };
  unitIdsOf(first);
  const trainer = await startTrainer(first, 'wasm');
  await trainer.configure({ experiment: first, ...numbersOf(first) });
  if (epochs > 0) await trainer.train({ epochs });
  return {
    trainer,
    present: first,
    async apply(this: Edited, change) {
      const before = this.present;
      if (typeof change === 'function') {
        this.present = change(before);
        inheritUnits(this.present, before);
      } else {
        const { experiment, sources } = editNetwork(before, change);
        inheritUnits(experiment, before, sources);
        this.present = experiment;
      }
      return trainer.configure({ experiment: this.present, ...numbersOf(this.present) });
    },
  };
}

it('a unit that is added and removed again leaves the same network, and the run goes on', async () => {
  const run = await trained();
  const { trainer } = run;
  const [before, losses] = [await trainer.parameters(), trainer.last('snapshotTaken').metrics];
  expect(await run.apply({ kind: 'addUnit', layer: 0 })).toEqual({ kept: 'weights' });
  const added = await trainer.parameters();
  expect(added[0]!.bias.slice(0, 6)).toEqual(before[0]!.bias);
  expect(added[0]!.kernel.map((row) => row.slice(0, 6))).toEqual(before[0]!.kernel);
  expect(added[1]!.kernel).toEqual([...before[1]!.kernel, [0, 0, 0, 0]]);
  expect(added[2]).toEqual(before[2]);
  // It computes what it did; the curve goes on, the epochs too.
  const now = trainer.last('snapshotTaken').metrics;
  expect(now.epoch).toBe(20);
  expect(now.testLoss).toBeCloseTo(losses.testLoss, 6);
  expect((await trainer.history()).length).toBeGreaterThan(20);

  await run.apply({ kind: 'removeUnit', layer: 0, unit: 6 });
  expect(await trainer.parameters()).toEqual(before);
  // Slots, too: it trains on as if nothing had been.
  await trainer.train({ epochs: 5 });
  const after = await trainer.parameters();
  const straight = await trained(20);
  await straight.trainer.train({ epochs: 5 });
  expect(after).toEqual(await straight.trainer.parameters());
});

it('removing a unit in the middle takes only its own, also where several edits come at once', async () => {
  const run = await trained();
  const before = await run.trainer.parameters();
  const { apply } = run;
  // The page edits twice before the trainer is told.
  const first = editNetwork(run.present, { kind: 'removeUnit', layer: 0, unit: 1 });
  inheritUnits(first.experiment, run.present, first.sources);
  run.present = first.experiment;
  await apply.call(run, { kind: 'removeUnit', layer: 0, unit: 3 });
  const after = await run.trainer.parameters();
  const without = <T>(list: readonly T[]): T[] => list.filter((_, i) => i !== 1 && i !== 4);
  expect(after[0]!.kernel).toEqual(before[0]!.kernel.map(without));
  expect(after[0]!.bias).toEqual(without(before[0]!.bias));
  expect(after[1]!.kernel).toEqual(without(before[1]!.kernel));
  expect(after[2]).toEqual(before[2]);
});

it('another activation, output, loss, batch size or optimiser keeps all weights', async () => {
  const run = await trained();
  const { trainer } = run;
  const before = await trainer.parameters();
  const changes: ((experiment: Experiment) => Experiment)[] = [
    (e) => ({ ...e, network: { ...e.network, hidden: [{ units: 6, activation: 'relu' }, tanh(4)] } }),
    (e) => withTraining(e, { batchSize: 17 }),
    (e) => withTraining(e, { optimizer: { name: 'sgd', learningRate: 0.1 } }),
    (e) => ({
      ...withTraining(e, { loss: 'binaryCrossentropy' }),
      network: { ...e.network, output: { activation: 'sigmoid' } },
    }),
  ];
  for (const change of changes) {
    await run.apply(change);
    expect(await trainer.parameters()).toEqual(before);
    expect(trainer.last('snapshotTaken').metrics.epoch).toBe(20);
  }
  expect(await trainer.train({ epochs: 1 })).toMatchObject({ epoch: 21 });
});

it('an input that is added keeps the weights of the others', async () => {
  const run = await trained();
  const before = await run.trainer.parameters();
  await run.apply((e) => ({ ...e, data: { ...e.data, features: ['x1', 'x1^2', 'x2'] } }));
  const after = await run.trainer.parameters();
  expect(after[0]!.kernel).toEqual([before[0]!.kernel[0], Array(6).fill(0), before[0]!.kernel[1]]);
  expect(after.slice(1)).toEqual(before.slice(1));
});

it('a redrawn unit begins as it began, a copy halves what both pass on, a moved layer takes its weights along', async () => {
  const run = await trained();
  const { trainer } = run;
  const before = await trainer.parameters();
  const start = await (await trained(0)).trainer.parameters();
  await run.apply({ kind: 'resetUnit', layer: 0, unit: 2 });
  const redrawn = await trainer.parameters();
  expect(redrawn[0]!.kernel).toEqual(
    before[0]!.kernel.map((row, i) => row.with(2, start[0]!.kernel[i]![2]!)),
  );
  expect(redrawn.slice(1)).toEqual(before.slice(1));
  await run.apply({ kind: 'copyUnit', layer: 1, unit: 0 });
  const copied = await trainer.parameters();
  expect(copied[1]!.kernel.map((row) => row[1])).toEqual(redrawn[1]!.kernel.map((row) => row[0]));
  expect(copied[2]!.kernel.slice(0, 2)).toEqual(Array(2).fill([Math.fround(redrawn[2]!.kernel[0]![0]! / 2)]));
  await run.apply({ kind: 'moveLayer', layer: 1, to: 0 });
  const moved = await trainer.parameters();
  expect(moved[0]!.kernel).toEqual(copied[1]!.kernel.slice(0, 2));
  expect(moved[1]!.bias).toEqual(copied[0]!.bias);
  expect(await trainer.train({ epochs: 2 })).toMatchObject({ epoch: 22 });
});

it('an untrained network that is edited is the one that a link would open', async () => {
  const run = await trained(0);
  await run.apply({ kind: 'addUnit', layer: 1 });
  const edited = await run.trainer.parameters();
  const opened = await startTrainer(run.present, 'wasm');
  expect(edited).toEqual(await opened.parameters());
});
