/** Undo on a device: a run that an edit replaced is restored with weights, slots, position and curve, and continues. */
import { expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { Failure } from '#messages/Failure.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import { createTrainer } from './createTrainer.ts';

const BASE = defaultExperiment('circle');
const ADAM: Experiment = {
  ...BASE,
  training: { ...BASE.training, optimizer: { name: 'adam', learningRate: 0.01 } },
};
const baseUrl = new URL('/', location.href).href;

async function startTrainer() {
  const snapshots: Snapshot<Failure>[] = [];
  const trainer = createTrainer((kind, detail) => {
    if (kind === 'snapshotTaken') snapshots.push(detail as Snapshot<Failure>);
  });
  await trainer.start({ experiment: ADAM, prefer: 'wasm', baseUrl, moment: 1 });
  return { trainer, newest: () => snapshots.at(-1)! };
}

const wider = (experiment: Experiment): Experiment => ({
  ...experiment,
  network: {
    ...experiment.network,
    hidden: [...experiment.network.hidden, { units: 3, activation: 'tanh' }],
  },
});

it('restores the run that an added layer replaced, undo and redo', async () => {
  const { trainer, newest } = await startTrainer();
  await trainer.train({ epochs: 20 });
  const trained = await trainer.parameters();
  const straight = await trainer.train({ epochs: 5 });
  const uninterrupted = await trainer.parameters();
  await trainer.reset({ moment: 3 });
  await trainer.train({ epochs: 20 });
  expect(await trainer.parameters()).toEqual(trained);
  const curve = structuredClone(await trainer.history());

  await trainer.configure({ experiment: wider(ADAM), moment: 2 });
  expect(newest().metrics).toMatchObject({ epoch: 20 });
  await trainer.train({ epochs: 3 });
  const wide = await trainer.parameters();

  await trainer.configure({ experiment: ADAM, moment: 3 });
  expect(await trainer.parameters()).toEqual(trained);
  expect(newest().metrics).toMatchObject({ epoch: 20 });
  expect(await trainer.history()).toEqual(curve);
  // The slots are restored, too: it continues as without the edit.
  expect(await trainer.train({ epochs: 5 })).toMatchObject({ step: straight.step, epoch: 25 });
  expect(await trainer.parameters()).toEqual(uninterrupted);

  await trainer.configure({ experiment: wider(ADAM), moment: 2 });
  expect(await trainer.parameters()).toEqual(wide);
  expect(newest().metrics.epoch).toBe(23);
});

it('restores the runs that a reset, a typed weight and another data set replaced', async () => {
  const { trainer, newest } = await startTrainer();
  await trainer.train({ epochs: 10 });
  const trained = await trainer.parameters();
  await trainer.reset({ moment: 2 });
  const fresh = await trainer.parameters();
  await trainer.configure({ experiment: ADAM, moment: 1 });
  expect(await trainer.parameters()).toEqual(trained);
  expect(newest().metrics.epoch).toBe(10);

  const typed = structuredClone(trained);
  typed[0]!.kernel[0]![0] = 0.25;
  await trainer.setParameters({ layers: typed, moment: 3 });
  await trainer.configure({ experiment: ADAM, moment: 1 });
  expect(await trainer.parameters()).toEqual(trained);

  const moons = { ...ADAM, data: { ...ADAM.data, set: 'moons' as const } };
  await trainer.configure({ experiment: moons, moment: 4 });
  await trainer.train({ epochs: 1 });
  await trainer.configure({ experiment: ADAM, moment: 1 });
  expect(await trainer.parameters()).toEqual(trained);
  await trainer.configure({ experiment: ADAM, moment: 2 });
  expect(await trainer.parameters()).toEqual(fresh);
});

it('leaves training alone where the undone edit had kept the weights', async () => {
  const { trainer, newest } = await startTrainer();
  const slower = { ...ADAM, training: { ...ADAM.training, l2: 0.001 } };
  await trainer.train({ epochs: 2 });
  await trainer.configure({ experiment: slower, moment: 2 });
  await trainer.train({ epochs: 2 });
  await trainer.configure({ experiment: ADAM, moment: 1 });
  expect(newest().metrics.epoch).toBe(4);
});

it('continues a kept run in another worker, with slots, position and curve', async () => {
  const { trainer, newest } = await startTrainer();
  await trainer.train({ epochs: 20 });
  const curve = structuredClone(await trainer.history());
  const run = structuredClone({ ...newest().run!, curve });
  expect(run).toMatchObject({ experiment: ADAM, checkpoint: { epoch: 20 } });
  await trainer.train({ epochs: 5 });
  const uninterrupted = await trainer.parameters();

  const snapshots: Snapshot<Failure>[] = [];
  const other = createTrainer((kind, detail) => {
    if (kind === 'snapshotTaken') snapshots.push(detail as Snapshot<Failure>);
  });
  await other.start({ experiment: ADAM, prefer: 'wasm', baseUrl, moment: 1, run });
  expect(snapshots.at(-1)).toMatchObject({ metrics: { epoch: 20 }, history: { start: 0 } });
  expect(await other.history()).toEqual(curve);
  await other.train({ epochs: 5 });
  expect(await other.parameters()).toEqual(uninterrupted);
});

it('ignores a run that is damaged, or of another network', async () => {
  const { trainer, newest } = await startTrainer();
  await trainer.train({ epochs: 3 });
  const { experiment, checkpoint } = newest().run!;
  const damaged = [
    { ...checkpoint, state: checkpoint.state.slice(1) },
    { ...checkpoint, state: checkpoint.state.map((value, i) => (i === 4 ? NaN : value)) },
    { ...checkpoint, step: -1 },
    { ...checkpoint, epoch: 0.5 },
    { ...checkpoint, slotsSince: checkpoint.step + 1 },
  ].map((bad) => ({ experiment, checkpoint: bad, curve: [] }));
  for (const run of [...damaged, { experiment: wider(ADAM), checkpoint, curve: [] }]) {
    const other = createTrainer(() => undefined);
    await other.start({ experiment: ADAM, prefer: 'wasm', baseUrl, moment: 1, run });
    expect(await other.train({ steps: 1 })).toMatchObject({ step: 1 });
  }
});

it('sends the run at rest, and once for each state', async () => {
  const snapshots: Snapshot<Failure>[] = [];
  const trainer = createTrainer((kind, detail) => {
    if (kind === 'snapshotTaken') snapshots.push(detail as Snapshot<Failure>);
  });
  await trainer.start({ experiment: ADAM, prefer: 'wasm', baseUrl, moment: 1 });
  await trainer.probe({ row: null });
  await trainer.step({ unit: 'batch' });
  await trainer.probe({ row: null });
  await trainer.reset({ moment: 2 });
  expect(snapshots.flatMap(({ run }) => (run ? [run.checkpoint.step] : []))).toEqual([0, 1, 0]);
});
