/** The error that ends a run that has diverged: what happened, what is kept, what to try. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/trainerErrors.ts';
import type { DeviceRun } from './DeviceRun.ts';

export const DIVERGED = 'DivergedError';

/** @param lossStep the step whose loss was bad; the run is back where its weights were last sound */
export function divergedError(
  { config, progress }: Pick<DeviceRun, 'config' | 'progress'>,
  lossStep: number,
  loss: number,
): Error {
  const kept = { lossStep, step: progress.step, rate: config.hyperparameters.optimizer.learningRate };
  const error = failed(
    Number.isFinite(loss)
      ? failures.lossTooLarge({ loss: loss.toExponential(0).replace('e+', 'e'), ...kept })
      : failures.lossNotFinite(kept),
  );
  error.name = DIVERGED;
  return error;
}
