import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trainer, startTrainer, XOR } from './testing/trainerRig.ts';

describe('changing devices', () => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await startTrainer(XOR, 'wasm');
  });
  afterAll(() => trainer.pause());

  it('keeps weights, slots and position, and continues as without a change', async () => {
    await trainer.train({ epochs: 4 });
    const layers = await trainer.parameters();
    const straight = await trainer.train({ epochs: 1 });
    await trainer.reset({});
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
    await trainer.reset({});
    const recovered = trainer.until('deviceLost', () => true);
    const run = trainer.train({ epochs: 60 });
    await trainer.until('snapshotTaken', ({ metrics }) => metrics.step > 3);
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
