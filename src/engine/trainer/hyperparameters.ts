/** The training plan of an experiment as kernels and schedules take it, with defaults for what was left out. */
import type { Experiment } from '#experiment/experiment.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { rateSchedule } from '#nn/learningRates.ts';
import { optimizerSettings } from '#nn/optimizers.ts';
import type { RunConfig } from './DeviceRun.ts';

export function hyperparametersOf({
  training,
  network,
}: Pick<Experiment, 'training' | 'network'>): Hyperparameters {
  const { loss, optimizer, clip, l1, l2, dropout } = training;
  return { loss, optimizer: optimizerSettings(optimizer), clip, l1, l2, dropout, seed: network.seed };
}

export const planOf = (experiment: Experiment): Pick<RunConfig, 'hyperparameters' | 'rates'> => ({
  hyperparameters: hyperparametersOf(experiment),
  rates: rateSchedule(experiment.training.schedule),
});
