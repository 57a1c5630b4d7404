/** The error that ends a run that has diverged: what happened, what is kept, what to try. */
import type { DeviceRun } from './DeviceRun.ts';

/** @param lossStep the step whose loss was bad; the run is back where its weights were last sound */
export function divergedError(
  { config, progress }: Pick<DeviceRun, 'config' | 'progress'>,
  lossStep: number,
  loss: number,
): Error {
  const what = Number.isFinite(loss)
    ? `The loss has grown beyond all use (${loss.toExponential(0).replace('e+', 'e')} at step ${lossStep})`
    : `The loss was no longer a finite number at step ${lossStep}`;
  const error = new Error(
    `${what}, so training stopped. The weights of step ` +
      `${progress.step} are kept. Try a smaller learning rate (now ${config.hyperparameters.optimizer.learningRate}), or reset.`,
  );
  error.name = 'DivergedError';
  return error;
}
