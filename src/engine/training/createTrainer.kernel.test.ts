import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../spec/defaults.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { DEVICE_NAMES, type DeviceName } from '../../spec/vocabulary.ts';
import type { Handlers } from '../../wire/Call.ts';
import type { Snapshot, TrainerCalls, TrainerEvents } from '../../wire/trainer.ts';
import { forward } from '../kernels/reference/forward.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { createTrainer } from './createTrainer.ts';

const baseUrl = new URL('./', location.href).href;

type Told = { [K in keyof TrainerEvents]: { kind: K; detail: TrainerEvents[K] } }[keyof TrainerEvents];

interface Trainer extends Handlers<TrainerCalls> {
  readonly told: Told[];
  last<K extends keyof TrainerEvents>(kind: K): TrainerEvents[K];
  until<K extends keyof TrainerEvents>(kind: K, test: (detail: TrainerEvents[K]) => boolean): Promise<void>;
}

function makeTrainer(): Trainer {
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const handlers = createTrainer((kind, detail) => {
    told.push({ kind, detail } as Told);
    for (const look of waiting) look();
  });
  const all = <K extends keyof TrainerEvents>(kind: K): TrainerEvents[K][] =>
    told.filter((event) => event.kind === kind).map((event) => event.detail as TrainerEvents[K]);
  return {
    ...handlers,
    told,
    last: (kind) => all(kind).at(-1)!,
    until(kind, test) {
      const from = all(kind).length;
      return new Promise((resolve) => {
        const look = (): void => {
          if (!all(kind).slice(from).some(test)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
    },
  };
}

async function startTrainer(experiment: Experiment, prefer: DeviceName): Promise<Trainer> {
  const trainer = makeTrainer();
  const report = await trainer.start({ experiment, prefer, baseUrl });
  expect(report).toMatchObject({ name: prefer, works: true });
  return trainer;
}

const XOR = defaultExperiment('xor');
const withTraining = (experiment: Experiment, training: Partial<Experiment['training']>): Experiment => ({
  ...experiment,
  training: { ...experiment.training, ...training },
});

describe.each(DEVICE_NAMES)('a trainer on %s', (name) => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await startTrainer(XOR, name);
  });

  it('opens with a picture of the untrained network', () => {
    const { metrics, maps, outputMap, confusion, parameters } = trainer.last('snapshotTaken');
    expect(metrics).toMatchObject({ epoch: 0, step: 0 });
    expect(metrics.trainLoss).toBeGreaterThan(0.05);
    const shape = networkShape(XOR);
    const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0);
    expect(maps!.units).toHaveLength(units * maps!.side ** 2);
    expect(outputMap!.values).toHaveLength(outputMap!.side ** 2);
    expect(confusion!.reduce((sum, count) => sum + count, 0)).toBe(250);
    // The upper left corner of the output map is the answer at (−6, 6).
    const corner = forward(shape, parameters, Float32Array.of(-6, 6), 1).at(-1)!;
    expect(outputMap!.values[0]).toBeCloseTo(corner[0]!, 4);
    expect(maps!.units.at(-(maps!.side ** 2))).toBeCloseTo(corner[0]!, 4);
  });

  it('makes the same losses from the same seed', async () => {
    const run = async () => {
      await trainer.reset();
      const first = await trainer.train({ steps: 7 });
      return [first.trainLoss, (await trainer.train({ epochs: 3 })).testLoss];
    };
    const once = await run();
    expect(await run()).toEqual(once);
    expect(trainer.last('snapshotTaken').metrics).toMatchObject({ epoch: 3, step: 75 });
  });

  it('steps by a batch and by an epoch', async () => {
    await trainer.reset();
    expect(await trainer.step({ unit: 'batch' })).toMatchObject({ step: 1, epoch: 0 });
    expect(await trainer.step({ unit: 'epoch' })).toMatchObject({ step: 25, epoch: 1 });
    expect(await trainer.step({ unit: 'epoch' })).toMatchObject({ step: 50, epoch: 2 });
  });

  it('plays until it is paused, with pictures on the way', async () => {
    await trainer.reset();
    const before = trainer.told.filter(({ kind }) => kind === 'snapshotTaken').length;
    await trainer.play({});
    expect(trainer.last('phaseChanged').phase).toBe('playing');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await trainer.pause();
    expect(trainer.last('phaseChanged').phase).toBe('paused');
    const taken = trainer.told.filter(({ kind }) => kind === 'snapshotTaken').length - before;
    expect(taken).toBeGreaterThan(3);
    expect(taken).toBeLessThan(40);
    const { metrics, stepsPerSecond } = trainer.last('snapshotTaken');
    expect(metrics.step).toBeGreaterThan(10);
    expect(stepsPerSecond).toBeGreaterThan(10);
    const { step } = metrics;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(trainer.last('snapshotTaken').metrics.step).toBe(step);
  });

  it('keeps to a speed', async () => {
    await trainer.reset();
    await trainer.play({ epochsPerSecond: 2 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await trainer.pause();
    const { step } = trainer.last('snapshotTaken').metrics;
    expect(step).toBeGreaterThan(30);
    expect(step).toBeLessThan(60);
  });

  it('answers evaluate, predict, samples and parameters in agreement', async () => {
    await trainer.train({ epochs: 2 });
    const layers = await trainer.parameters();
    const { inputs, targets } = await trainer.samples({ split: 'test' });
    const rows = Float32Array.from(inputs.flat());
    const { outputs } = await trainer.predict({ rows, count: inputs.length });
    const flat = Float32Array.from(layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]));
    const expected = forward(networkShape(XOR), flat, rows, inputs.length).at(-1)!;
    for (const [i, value] of expected.entries()) expect(Math.abs(outputs[i]! - value)).toBeLessThan(1e-5);
    const loss =
      targets.reduce((sum, [target], i) => sum + 0.5 * (outputs[i]! - target!) ** 2, 0) / targets.length;
    const evaluation = await trainer.evaluate({ split: 'test' });
    expect(evaluation.count).toBe(250);
    expect(evaluation.loss).toBeCloseTo(loss, 5);
    expect(evaluation.loss).toBeCloseTo(trainer.last('snapshotTaken').metrics.testLoss, 5);
    await expect(async () => trainer.predict({ rows, count: 3 })).rejects.toThrow('rows of 2 numbers');
  });

  it('takes parameters back as they were, and refuses others', async () => {
    const layers = await trainer.parameters();
    layers[0]!.kernel[1]![2] = 0.25;
    await trainer.setParameters({ layers });
    expect(await trainer.parameters()).toEqual(layers);
    layers[0]!.bias.pop();
    await expect(async () => trainer.setParameters({ layers })).rejects.toThrow('layers[0].bias');
  });

  it('keeps weights over a new learning rate, starts anew for a new layer', async () => {
    await trainer.reset();
    await trainer.train({ epochs: 1 });
    const before = await trainer.parameters();
    const { step } = trainer.last('snapshotTaken').metrics;
    const generation = trainer.last('snapshotTaken').generation;
    const optimizer = { ...XOR.training.optimizer, learningRate: 0.001 };
    const slower = withTraining(XOR, { optimizer });
    expect(await trainer.configure({ experiment: slower })).toEqual({ kept: 'everything' });
    expect(await trainer.parameters()).toEqual(before);
    const other = withTraining(XOR, { optimizer: { ...optimizer, name: 'rmsprop' } });
    expect(await trainer.configure({ experiment: other })).toEqual({ kept: 'everything' });
    expect(await trainer.parameters()).toEqual(before);
    expect(trainer.last('snapshotTaken').metrics.step).toBe(step);
    expect(trainer.last('snapshotTaken').generation).toBeGreaterThan(generation);
    const newData = { ...other, data: { ...other.data, seed: 77 } };
    expect(await trainer.configure({ experiment: newData })).toEqual({ kept: 'weights' });
    expect(await trainer.parameters()).toEqual(before);
    const network = { ...XOR.network, hidden: [{ units: 3, activation: 'relu' as const }] };
    expect(await trainer.configure({ experiment: { ...newData, network } })).toEqual({ kept: 'data' });
    expect(trainer.last('snapshotTaken').metrics.step).toBe(0);
    expect(await trainer.configure({ experiment: XOR })).toEqual({ kept: 'nothing' });
  });

  it('stops when the loss runs away, says why and keeps finite weights', async () => {
    const optimizer = { name: 'sgd' as const, learningRate: 100 };
    const linear = { ...XOR.network, hidden: [{ units: 8, activation: 'linear' as const }] };
    const network = { ...linear, output: { activation: 'linear' as const } };
    await trainer.configure({ experiment: { ...withTraining(XOR, { optimizer }), network } });
    const report = await trainer.train({ epochs: 50 });
    expect(report.stopped).toContain('smaller learning rate (now 100)');
    expect(trainer.last('runStopped').error.name).toBe('DivergedError');
    expect(trainer.last('phaseChanged').phase).toBe('stopped');
    const layers = await trainer.parameters();
    expect(layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]).every(Number.isFinite)).toBe(
      true,
    );
    await trainer.configure({ experiment: XOR });
    expect(trainer.last('phaseChanged').phase).toBe('paused');
  });

  it('goes back to weights that a lower rate can still mend', async () => {
    const experimentAt = (learningRate: number) => {
      const experiment = defaultExperiment('plane');
      return withTraining(experiment, { optimizer: { ...experiment.training.optimizer, learningRate } });
    };
    const sgd = { name: 'sgd' as const, learningRate: 100 };
    await trainer.configure({ experiment: withTraining(experimentAt(100), { optimizer: sgd }) });
    const start = await trainer.evaluate({ split: 'train' });
    // Many short dispatches: some end with weights that are finite but as good as lost.
    let report = await trainer.train({ steps: 1 });
    for (let i = 0; i < 300 && !report.stopped; i++) report = await trainer.train({ steps: 1 });
    expect(report.stopped).toContain('smaller learning rate');
    expect((await trainer.evaluate({ split: 'train' })).loss).toBeLessThan(200 * Math.max(1, start.loss));
    await trainer.configure({ experiment: experimentAt(0.01) });
    expect((await trainer.train({ epochs: 1_000 })).testLoss).toBeLessThan(0.05);
  });

  it.each(['circle', 'xor', 'gaussians'] as const)('learns %s within 300 epochs', async (set) => {
    await trainer.configure({ experiment: defaultExperiment(set) });
    const { testLoss, epoch } = await trainer.train({ epochs: 300 });
    expect(epoch).toBe(300);
    expect(testLoss).toBeLessThan(0.02);
  });
});

describe('changing devices', () => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await startTrainer(XOR, 'wasm');
  });
  afterAll(() => trainer.pause());

  it('keeps weights, optimiser and place, and goes on as if nothing had been', async () => {
    await trainer.train({ epochs: 4 });
    const layers = await trainer.parameters();
    const straight = await trainer.train({ epochs: 1 });
    await trainer.reset();
    await trainer.train({ epochs: 4 });
    for (const name of ['webgpu', 'cpu', 'webgpu', 'wasm'] as const) {
      expect(await trainer.useDevice({ name })).toMatchObject({ name, works: true });
      expect(await trainer.parameters()).toEqual(layers);
    }
    await trainer.useDevice({ name: 'webgpu' });
    const moved = await trainer.train({ epochs: 1 });
    expect(moved.step).toBe(straight.step);
    expect(moved.trainLoss).toBeCloseTo(straight.trainLoss, 3);
  });

  it('measures all devices and comes back', async () => {
    await trainer.useDevice({ name: 'wasm' });
    const before = await trainer.parameters();
    const reports = await trainer.measureDevices();
    expect(reports.map(({ name }) => name)).toEqual(['webgpu', 'wasm', 'cpu']);
    for (const report of reports) expect(report.stepsPerSecond).toBeGreaterThan(1);
    expect(await trainer.parameters()).toEqual(before);
    await trainer.train({ steps: 1 });
  });

  it('survives the loss of the GPU in the middle of a run', async () => {
    await trainer.useDevice({ name: 'webgpu' });
    await trainer.reset();
    const recovered = trainer.until('deviceLost', () => true);
    const run = trainer.train({ epochs: 60 });
    await trainer.until('snapshotTaken', ({ metrics }: Snapshot) => metrics.step > 3);
    await trainer.loseDevice();
    await recovered;
    expect(trainer.last('deviceLost')).toMatchObject({ report: { name: 'webgpu', works: false } });
    expect(trainer.last('deviceLost').continuesOn).toBeDefined();
    const report = await run;
    expect(report.stopped).toBeUndefined();
    expect(report.epoch).toBe(60);
    expect(report.testLoss).toBeLessThan(0.2);
  });

  it('survives the loss of the GPU while it is paused', async () => {
    await trainer.useDevice({ name: 'webgpu' });
    const before = await trainer.parameters();
    const recovered = trainer.until('deviceLost', () => true);
    await trainer.loseDevice();
    await recovered;
    expect(await trainer.parameters()).toEqual(before);
  });
});
