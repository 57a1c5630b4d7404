/** Runs that opened experiments begin with, where their link has trained weights: the trainer continues them. */
import type { Experiment } from '#experiment/experiment.ts';
import { initialState } from '#nn/optimizers.ts';
import type { Checkpoint, KeptRun } from '#protocol/trainer.ts';

const runs = new WeakMap<Experiment, KeptRun>();

interface Trained extends Pick<Checkpoint, 'epoch' | 'step'> {
  /** Flat parameters [P]. */
  readonly parameters: Float32Array;
}

/** The optimiser starts afresh: its slots are not in a link. */
export function linkRun(experiment: Experiment, { parameters, epoch, step }: Trained): void {
  const state = initialState(parameters, experiment.training.optimizer.name);
  const checkpoint = { state, epoch, step, batch: 0, slotsSince: step };
  runs.set(experiment, { experiment, checkpoint, curve: [] });
}

/** The experiment, once it is opened, goes on with this run: parameters, slots, place and curve. */
export const beginWithRun = (experiment: Experiment, run: Omit<KeptRun, 'experiment'>): void =>
  void runs.set(experiment, { experiment, ...run });

export const linkedRunOf = (experiment: Experiment): KeptRun | undefined => runs.get(experiment);
