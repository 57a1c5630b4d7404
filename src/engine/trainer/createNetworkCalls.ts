/**
 * The trainer's calls about the network under way: its curve, metrics, parameters, samples and predictions. Each is one
 * task under the trainer's lock.
 */
import type { DeviceManager } from '#engine/device/DeviceManager.ts';
import { failed } from '#messages/Failure.ts';
import { transferring, type Handlers } from '#protocol/Call.ts';
import type { TrainerCalls } from '#protocol/trainer.ts';
import { parametersOf } from './runStages.ts';
import { checkParameter, fromLayers, toLayers } from './layerParameters.ts';
import { predictRows } from './predictRows.ts';
import { checkRows, toRows } from './trainerArguments.ts';
import type { TrainingLoop } from './TrainingLoop.ts';
import type { TrainingSession } from './TrainingSession.ts';

/** The parts of a trainer that has started. */
export interface Started {
  readonly deviceManager: DeviceManager;
  readonly session: TrainingSession;
  readonly loop: TrainingLoop;
}

type NetworkCalls = Pick<
  TrainerCalls,
  | 'history'
  | 'branches'
  | 'checkpoints'
  | 'evaluate'
  | 'parameters'
  | 'setParameters'
  | 'weights'
  | 'changeParameters'
  | 'samples'
  | 'predict'
>;

/** Runs work under the lock, and once more after the recovery of a lost device. */
export type Task = <T>(work: (parts: Started) => T | Promise<T>) => Promise<T>;

export function createNetworkCalls(task: Task): Handlers<NetworkCalls> {
  return {
    history: () => task(({ session }) => session.timeline.history.all),

    branches: () => task(({ session }) => session.timeline.branches),

    checkpoints: () =>
      task(({ session }) =>
        session.timeline.track.all.map(({ checkpoint: { epoch, step } }) => ({ epoch, step })),
      ),

    evaluate: ({ split }) =>
      task(async ({ session, deviceManager }) => {
        const { loss, accuracy, count } = await session.snapshots.evaluate(split, 'full');
        const { current } = deviceManager;
        if (current.isLost()) throw failed(await current.lost);
        return { loss, count, ...(accuracy === undefined ? {} : { accuracy }) };
      }),

    parameters: () =>
      task(async ({ session }) => toLayers(session.run.config.shape, (await session.run.checkpoint()).state)),

    setParameters: ({ layers, moment }) =>
      task(async ({ session, loop }) => {
        await session.setParameters(fromLayers(session.run.config.shape, layers), moment);
        if (!loop.isRunning) await session.snapshot('sampled');
      }),

    weights: () =>
      task(async ({ session }) => {
        const { shape } = session.run.config;
        const checkpoint = await session.run.checkpoint();
        const parameters = parametersOf(shape, checkpoint).slice();
        const { step, epoch } = checkpoint;
        return transferring({ shape, parameters, step, epoch }, [parameters.buffer]);
      }),

    changeParameters: ({ changes, moment }) =>
      task(async ({ session, loop }) => {
        const { shape } = session.run.config;
        const parameters = parametersOf(shape, await session.run.checkpoint()).slice();
        for (const { index, value } of changes) {
          checkParameter(parameters.length, index, value);
          parameters[index] = value;
        }
        await session.setParameters(parameters, moment);
        if (!loop.isRunning) await session.snapshot('sampled');
      }),

    samples: ({ split }) =>
      task(({ session }) => {
        const { data } = session.run.config;
        const { inputs, targets, count } = data[split];
        return { inputs: toRows(inputs, count), targets: toRows(targets, count) };
      }),

    predict: ({ rows, count }) =>
      task(async ({ session, deviceManager }) => {
        const { shape } = session.run.config;
        checkRows(shape, rows, count);
        const { current } = deviceManager;
        const outputs = await predictRows(
          shape,
          session.run.state,
          rows,
          count,
          current.kernels.multiplyAddsPerSecond,
        );
        // After a loss the values read may be zeros.
        if (current.isLost()) throw failed(await current.lost);
        return transferring({ outputs }, [outputs.buffer as ArrayBuffer]);
      }),
  };
}
