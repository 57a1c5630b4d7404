/** The training plan of an experiment as kernels and schedules take it, with defaults for what was left out. */
import type { Experiment, StopSpec } from '#experiment/experiment.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { rateSchedule, stepRates, type RateSchedule } from '#nn/learningRates.ts';
import { optimizerSettings } from '#nn/optimizers.ts';
import type { Progress } from './runStages.ts';

/** What an edit may change while network, data and batch size stay. */
export interface TrainingPlan {
  readonly hyperparameters: Hyperparameters;
  readonly rates: RateSchedule;
  readonly stop: StopSpec;
}

export function hyperparametersOf({
  training,
  network,
}: Pick<Experiment, 'training' | 'network'>): Hyperparameters {
  const { loss, optimizer, clip, l1, l2, dropout } = training;
  return { loss, optimizer: optimizerSettings(optimizer), clip, l1, l2, dropout, seed: network.seed };
}

export const planOf = (experiment: Experiment): TrainingPlan => ({
  hyperparameters: hyperparametersOf(experiment),
  rates: rateSchedule(experiment.training.schedule),
  stop: experiment.training.stop,
});

/** The hyperparameters of the step from this place: with the learning rate that the schedule has there. */
export function hyperparametersAt(
  { hyperparameters, rates }: TrainingPlan,
  at: Pick<Progress, 'epoch' | 'batch' | 'rateMemory'>,
  batchesPerEpoch: number,
): Hyperparameters {
  const { optimizer } = hyperparameters;
  const ofStep = stepRates(rates, optimizer.learningRate, at, 1, batchesPerEpoch, at.rateMemory);
  const learningRate = ofStep?.[0] ?? optimizer.learningRate;
  return { ...hyperparameters, optimizer: { ...optimizer, learningRate } };
}
