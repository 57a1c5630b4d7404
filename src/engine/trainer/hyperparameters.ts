/** The hyperparameters of an experiment as the kernels take them, with defaults for those that were left out. */
import type { Experiment } from '#experiment/experiment.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { optimizerSettings } from '#nn/optimizers.ts';

export function hyperparametersOf({
  training,
  network,
}: Pick<Experiment, 'training' | 'network'>): Hyperparameters {
  const { loss, optimizer, l1, l2, dropout } = training;
  return { loss, optimizer: optimizerSettings(optimizer), l1, l2, dropout, seed: network.seed };
}
