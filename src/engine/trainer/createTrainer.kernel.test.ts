import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { forward } from '#nn/forward.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { type Trainer, startTrainer, XOR, withTraining } from './testing/trainerRig.ts';

describe.each(DEVICE_NAMES)('a trainer on %s', (name) => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await startTrainer(XOR, name);
  });

  it('opens with a snapshot of the untrained network', () => {
    const { metrics, maps, outputMap, confusion, parameters } = trainer.last('snapshotTaken');
    expect(metrics).toMatchObject({ epoch: 0, step: 0 });
    expect(metrics.trainLoss).toBeGreaterThan(0.05);
    const shape = networkShape(XOR);
    const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0);
    expect(maps!.units).toHaveLength(units * maps!.side ** 2);
    expect(outputMap!.values).toHaveLength(outputMap!.side ** 2);
    expect(confusion!.reduce((sum, count) => sum + count, 0)).toBe(250);
    // The upper left corner of the output map is the prediction at (−6, 6).
    const corner = forward(shape, parameters, Float32Array.of(-6, 6), 1).at(-1)!;
    expect(outputMap!.values[0]).toBeCloseTo(corner[0]!, 4);
    expect(maps!.units.at(-(maps!.side ** 2))).toBeCloseTo(corner[0]!, 4);
  });

  it('makes the same losses from the same seed', async () => {
    const run = async () => {
      await trainer.reset({});
      const first = await trainer.train({ steps: 7 });
      return [first.trainLoss, (await trainer.train({ epochs: 3 })).testLoss];
    };
    const once = await run();
    expect(await run()).toEqual(once);
    expect(trainer.last('snapshotTaken').metrics).toMatchObject({ epoch: 3, step: 75 });
  });

  it('keeps the whole curve: epoch 50 of 100 is what 50 epochs give', async () => {
    await trainer.reset({});
    const half = await trainer.train({ epochs: 50 });
    await trainer.reset({});
    const whole = await trainer.train({ epochs: 100 });
    const points = await trainer.history();
    expect(points[0]).toMatchObject({ epoch: 0, step: 0 });
    // Besides what there was time to measure: the loss of the batches of each epoch.
    const summed = points.filter(({ batchLoss }) => Number.isFinite(batchLoss)).map(({ epoch }) => epoch);
    expect(summed).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    for (const { epoch, trainLoss, testLoss, trainAccuracy, testAccuracy } of [half, whole]) {
      const point = points.find((one) => one.epoch === epoch)!;
      expect(point.trainLoss).toBeCloseTo(trainLoss, 5);
      expect(point.testLoss).toBeCloseTo(testLoss, 5);
      expect(point).toMatchObject({ trainAccuracy, testAccuracy });
    }
    // The mean over an epoch's batches lies between its ends, or near them.
    const [before, after] = [
      points.find(({ epoch }) => epoch === 9)!,
      points.find(({ epoch }) => epoch === 10)!,
    ];
    expect(after.batchLoss).toBeGreaterThan(0.8 * after.trainLoss);
    expect(after.batchLoss).toBeLessThan(1.2 * before.trainLoss);
    // The page has assembled it from the snapshots.
    const page: HistoryPoint[] = [];
    for (const { kind, detail } of trainer.events) {
      if (kind === 'snapshotTaken')
        page.splice(detail.history!.start, page.length, ...detail.history!.points);
    }
    expect(page).toEqual(points);
  });

  it('steps by a batch and by an epoch', async () => {
    await trainer.reset({});
    expect(await trainer.step({ unit: 'batch' })).toMatchObject({ step: 1, epoch: 0 });
    expect(await trainer.step({ unit: 'epoch' })).toMatchObject({ step: 25, epoch: 1 });
    expect(await trainer.step({ unit: 'epoch' })).toMatchObject({ step: 50, epoch: 2 });
  });

  it('plays until it is paused, with snapshots on the way', async () => {
    await trainer.reset({});
    const before = trainer.events.filter(({ kind }) => kind === 'snapshotTaken').length;
    const taken = (): number => trainer.events.filter(({ kind }) => kind === 'snapshotTaken').length - before;
    const startMs = performance.now();
    await trainer.play({});
    expect(trainer.last('phaseChanged').phase).toBe('playing');
    while (taken() <= 5) await new Promise((resolve) => setTimeout(resolve, 50));
    await trainer.pause();
    expect(trainer.last('phaseChanged').phase).toBe('paused');
    // Twenty a second at most, and the last one.
    expect(taken()).toBeLessThanOrEqual((performance.now() - startMs) / 50 + 2);
    const { metrics, stepsPerSecond } = trainer.last('snapshotTaken');
    expect(metrics.step).toBeGreaterThan(10);
    expect(stepsPerSecond).toBeGreaterThan(10);
    const { step } = metrics;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(trainer.last('snapshotTaken').metrics.step).toBe(step);
  });

  it('keeps to a speed', async () => {
    await trainer.reset({});
    await trainer.play({ epochsPerSecond: 2 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await trainer.pause();
    const { step } = trainer.last('snapshotTaken').metrics;
    expect(step).toBeGreaterThan(30);
    expect(step).toBeLessThan(60);
  });

  it('evaluate, predict, samples and parameters agree', async () => {
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

  it('sets parameters by their index, all or none, and sends all flat with their step', async () => {
    await trainer.train({ steps: 1 });
    const before = await trainer.weights();
    expect(before.step).toBe(trainer.last('snapshotTaken').metrics.step);
    expect(before.parameters).toHaveLength(parameterCount(before.shape));
    await trainer.changeParameters({ changes: [{ index: 1, value: 0.5 }] });
    const { parameters } = await trainer.weights();
    expect([...parameters]).toEqual([...before.parameters].map((value, i) => (i === 1 ? 0.5 : value)));
    const refused = async (index: number, value: number, words: string): Promise<void> => {
      const changes = [
        { index: 0, value: 9 },
        { index, value },
      ];
      await expect(async () => trainer.changeParameters({ changes })).rejects.toThrow(words);
    };
    await refused(1, Infinity, 'finite');
    await refused(parameters.length, 0, 'not part');
    expect((await trainer.weights()).parameters).toEqual(parameters);
  });

  it('keeps weights with a new learning rate, and goes on with another layer', async () => {
    await trainer.reset({});
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
    expect(await trainer.configure({ experiment: { ...newData, network } })).toEqual({ kept: 'weights' });
    const { metrics, shape } = trainer.last('snapshotTaken');
    expect([metrics.step, shape.layers[0]!.units]).toEqual([step, 3]);
    const reseeded = { ...XOR, network: { ...XOR.network, seed: 77 } };
    expect(await trainer.configure({ experiment: reseeded })).toEqual({ kept: 'nothing' });
    expect(trainer.last('snapshotTaken').metrics.step).toBe(0);
    await trainer.configure({ experiment: XOR });
  });

  it('stops when the loss runs away, says why and keeps finite weights', async () => {
    const optimizer = { name: 'sgd' as const, learningRate: 100 };
    const linear = { ...XOR.network, hidden: [{ units: 8, activation: 'linear' as const }] };
    const network = { ...linear, output: { activation: 'linear' as const } };
    await trainer.configure({ experiment: { ...withTraining(XOR, { optimizer }), network } });
    const report = await trainer.train({ epochs: 50 });
    expect(report.stopped?.text).toContain('smaller learning rate (now 100)');
    expect(trainer.last('runStopped').reason.code).toMatch(/^trainerErrors\.loss/);
    expect(trainer.last('phaseChanged').phase).toBe('stopped');
    const layers = await trainer.parameters();
    expect(layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]).every(Number.isFinite)).toBe(
      true,
    );
    await trainer.configure({ experiment: XOR });
    expect(trainer.last('phaseChanged').phase).toBe('paused');
  });

  it('rolls back to weights that a lower rate can train further', async () => {
    const experimentAt = (learningRate: number) => {
      const experiment = defaultExperiment('plane');
      return withTraining(experiment, { optimizer: { ...experiment.training.optimizer, learningRate } });
    };
    const sgd = { name: 'sgd' as const, learningRate: 100 };
    await trainer.configure({ experiment: withTraining(experimentAt(100), { optimizer: sgd }) });
    const start = await trainer.evaluate({ split: 'train' });
    // Many short dispatches: some end with weights that are finite but cannot recover.
    let report = await trainer.train({ steps: 1 });
    for (let i = 0; i < 300 && !report.stopped; i++) report = await trainer.train({ steps: 1 });
    expect(report.stopped?.text).toContain('smaller learning rate');
    expect((await trainer.evaluate({ split: 'train' })).loss).toBeLessThan(200 * Math.max(1, start.loss));
    await trainer.configure({ experiment: experimentAt(0.01) });
    expect((await trainer.train({ epochs: 1_000 })).testLoss).toBeLessThan(0.05);
  });

  it('stops a finite loss that stays far too large, and not one that small batches bring back', async () => {
    const plane = parseExperiment({ data: { set: 'plane' }, network: { hidden: [], seed: 2 } });
    const at = (learningRate: number, batchSize: number) =>
      withTraining(plane, { batchSize, optimizer: { name: 'sgd', learningRate } });
    await trainer.configure({ experiment: at(0.17, 10) });
    await trainer.reset({});
    const back = await trainer.train({ epochs: 100 });
    const losses = (await trainer.history()).map(({ trainLoss }) => trainLoss).filter(Number.isFinite);
    expect(Math.max(...losses)).toBeGreaterThan(1e3);
    expect(back).toMatchObject({ epoch: 100 });
    expect(back).not.toHaveProperty('stopped');

    await trainer.configure({ experiment: at(0.17, 250) });
    await trainer.reset({});
    const grown = await trainer.train({ epochs: 100 });
    expect(grown).not.toHaveProperty('stopped');
    expect((await trainer.diagnose())[0]).toMatchObject({ id: 'diverged', restarts: true });
    const lost = await trainer.train({ epochs: 900 });
    expect(lost.stopped?.text).toContain('grown beyond all use');
    expect(lost.epoch).toBeLessThan(250);
    expect(lost.trainLoss).toBeLessThan(1_000);
  });

  it('knows a saturated output and on over-regularised weights', async () => {
    const circle = defaultExperiment('circle');
    const fast = withTraining(circle, { optimizer: { name: 'sgd', learningRate: 10 } });
    await trainer.configure({ experiment: fast });
    await trainer.reset({});
    await trainer.train({ epochs: 100 });
    expect((await trainer.diagnose())[0]?.sentence.text).toContain('flat end of tanh');
    await trainer.reset({});
    expect(await trainer.diagnose()).toEqual([]);
    await trainer.configure({ experiment: withTraining(circle, { l2: 0.3 }) });
    await trainer.reset({});
    await trainer.train({ epochs: 50 });
    expect((await trainer.diagnose())[0]?.sentence.text).toContain('L2 (0.3) holds all weights near 0');
    await trainer.configure({ experiment: circle });
    await trainer.reset({});
    await trainer.train({ epochs: 100 });
    expect(await trainer.diagnose()).toEqual([]);
    await trainer.configure({ experiment: XOR });
  });

  it.each(['circle', 'xor', 'gaussians'] as const)('learns %s within 300 epochs', async (set) => {
    await trainer.configure({ experiment: defaultExperiment(set) });
    const { testLoss, epoch } = await trainer.train({ epochs: 300 });
    expect(epoch).toBe(300);
    expect(testLoss).toBeLessThan(0.02);
  });
});
