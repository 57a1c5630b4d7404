/**
 * Schedules, clipping and stop conditions through the real trainer on every device: the same rates and the same end as the
 * reference, whatever the dispatches, and a run that continues from a checkpoint is the run that never stopped.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '#experiment/experiment.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import { SCHEDULES, type ScheduleName } from '#nn/vocabulary.ts';
import type { Checkpoint, TrainReport } from '#protocol/trainer.ts';
import { startTrainer, withTraining, XOR, type Trainer } from './testing/trainerRig.ts';

const EPOCHS = 60;
/** SGD, which forgives rounding; short periods, so that every schedule has gone through all it does. */
const NOISY: Experiment = { ...XOR, data: { ...XOR.data, noise: 0.5 } };
/** A loss that no longer falls needs samples that cannot be learnt. */
const plan = (name: ScheduleName, rest: Partial<Experiment['training']> = {}): Experiment =>
  withTraining(name === 'plateau' ? NOISY : XOR, {
    optimizer: { name: 'sgd', learningRate: 0.3 },
    schedule: { name, warmup: 3, every: 8, halfLife: 10, period: 12, patience: 2, drop: 0.5, floor: 0.02 },
    ...rest,
  });

const checkpointOf = (trainer: Trainer): Checkpoint => trainer.last('snapshotTaken').run!.checkpoint;

async function run(trainer: Trainer, experiment: Experiment, origin: number): Promise<TrainReport<Failure>> {
  await trainer.configure({ experiment, moment: origin, origin });
  return trainer.train({ epochs: EPOCHS });
}

let reference: Trainer;
let origin = 0;
beforeAll(async () => {
  reference = await startTrainer(XOR, 'cpu');
});

describe.each(DEVICE_NAMES)('on %s', (name) => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await startTrainer(XOR, name);
  });

  it.each(SCHEDULES)(
    '%s ends at the loss of the reference, and not at that of a constant rate',
    async (schedule) => {
      const experiment = plan(schedule);
      const { testLoss, stopped } = await run(trainer, experiment, ++origin);
      expect(stopped).toBeUndefined();
      const expected = await run(reference, experiment, ++origin);
      expect(Math.abs(testLoss / expected.testLoss - 1)).toBeLessThan(0.01);
      const plain = withTraining(experiment, { schedule: { name: 'constant' } });
      const unscheduled = await run(reference, plain, ++origin);
      expect(Math.abs(unscheduled.testLoss / expected.testLoss - 1)).toBeGreaterThan(0.02);
    },
  );

  it.each(['norm', 'value'] as const)('clipping by %s ends where the reference does', async (by) => {
    const experiment = plan('constant', { clip: { by, limit: 0.05 } });
    const { testLoss } = await run(trainer, experiment, ++origin);
    const expected = await run(reference, experiment, ++origin);
    expect(Math.abs(testLoss / expected.testLoss - 1)).toBeLessThan(0.01);
    const unclipped = await run(reference, plan('constant'), ++origin);
    expect(Math.abs(unclipped.testLoss / expected.testLoss - 1)).toBeGreaterThan(0.02);
  });

  it.each(['test', 'train'] as const)(
    'reduce on plateau of the %s loss: continued in pieces, it is the run that never stopped',
    async (watch) => {
      const { schedule } = plan('plateau').training;
      const experiment = plan('plateau', { schedule: { ...schedule, watch } });
      await run(trainer, experiment, ++origin);
      const whole = checkpointOf(trainer);
      expect(whole.rateMemory!.memory[2]).toBeLessThan(1);
      await trainer.configure({ experiment, moment: ++origin, origin });
      for (const steps of [7, 400, 1, 333]) await trainer.train({ steps });
      await trainer.train({ steps: whole.step - 741 });
      const pieces = checkpointOf(trainer);
      expect(pieces.state).toEqual(whole.state);
      expect(pieces.rateMemory).toEqual(whole.rateMemory);
    },
  );

  it('a run that was kept goes on with what its schedule remembers', async () => {
    const experiment = plan('plateau');
    const moment = ++origin;
    await run(trainer, experiment, moment);
    const left = checkpointOf(trainer);
    await trainer.configure({ experiment: plan('cosine', { batchSize: 7 }), moment: ++origin, origin });
    await trainer.configure({ experiment, moment, origin: moment });
    await trainer.train({ epochs: 5 });
    const back = checkpointOf(trainer);
    await trainer.configure({ experiment, moment: ++origin, origin });
    await trainer.train({ epochs: EPOCHS + 5 });
    expect(left.rateMemory!.memory[2]).toBeLessThan(1);
    expect(checkpointOf(trainer).rateMemory).toEqual(back.rateMemory);
    expect(checkpointOf(trainer).state).toEqual(back.state);
  });

  it('stops at the epoch, the loss, the plateau or the seconds of the plan, and says which', async () => {
    const stop = { epochs: 0, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' } as const;
    const ended = async (
      conditions: Partial<Experiment['training']['stop']>,
      epochs = 2_000,
    ): Promise<TrainReport<Failure>> => {
      const experiment = plan('constant', { stop: { ...stop, ...conditions } });
      await trainer.configure({ experiment, moment: ++origin, origin });
      return trainer.train({ epochs });
    };
    const byEpochs = await ended({ epochs: 7 });
    expect(byEpochs).toMatchObject({ epoch: 7, step: 7 * 25, met: { code: 'epochs', limit: 7 } });
    expect(byEpochs.stopped).toBeUndefined();
    expect(trainer.last('phaseChanged')).toEqual({ phase: 'paused', met: byEpochs.met });

    for (const watch of ['test', 'train'] as const) {
      const byLoss = await ended({ lossBelow: 0.2, watch });
      expect(byLoss.met).toMatchObject({ code: 'lossBelow', watch, limit: 0.2 });
      expect(byLoss.epoch).toBeGreaterThan(1);
      const experiment = plan('constant', { stop: { ...stop, lossBelow: 0.2, watch } });
      await reference.configure({ experiment, moment: ++origin, origin });
      expect((await reference.train({ epochs: 2_000 })).epoch).toBe(byLoss.epoch);
    }
    const noisy = withTraining(NOISY, { stop: { ...stop, plateau: 4 } });
    await trainer.configure({ experiment: noisy, moment: ++origin, origin });
    const byPlateau = await trainer.train({ epochs: 2_000 });
    expect(byPlateau.met).toMatchObject({ code: 'plateau', watch: 'test', limit: 4 });
    expect(byPlateau.epoch).toBeGreaterThan(4);
    const bySeconds = await ended({ seconds: 0.2 }, 10_000_000);
    expect(bySeconds.met).toEqual({ code: 'seconds', limit: 0.2 });
    expect(bySeconds.seconds).toBeLessThan(2);
  });

  it('plays past a condition that has been met, and train() has conditions of its own', async () => {
    const stop = { epochs: 5, seconds: 0, lossBelow: 0, plateau: 0, watch: 'test' } as const;
    await trainer.configure({ experiment: plan('constant', { stop }), moment: ++origin, origin });
    expect((await trainer.train({ epochs: 100 })).epoch).toBe(5);
    const further = await trainer.train({ lossBelow: 0.2, epochs: 500 });
    expect(further.epoch).toBeGreaterThan(5);
    expect(further.met).toMatchObject({ code: 'lossBelow', watch: 'test', limit: 0.2 });
    expect((await trainer.train({ plateau: 1_000, epochs: 2 })).met).toBeUndefined();
  });
});
