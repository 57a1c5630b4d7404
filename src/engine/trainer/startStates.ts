/**
 * The checkpoint that training starts or continues from after an edit: initial weights, present weights, or those of a
 * kept run.
 */
import { diffExperiments, type ExperimentDiff } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { initialParameters } from '#nn/initialParameters.ts';
import { initialState } from '#nn/optimizers.ts';
import type { Checkpoint, KeptRun } from '#protocol/trainer.ts';
import type { DeviceRun } from './DeviceRun.ts';
import { parametersOf } from './runStages.ts';

export function freshStart(experiment: Experiment): Checkpoint {
  const { initializer, seed } = experiment.network;
  const parameters = initialParameters(networkShape(experiment), initializer, seed);
  return {
    state: initialState(parameters, experiment.training.optimizer.name),
    step: 0,
    epoch: 0,
    batch: 0,
    slotsSince: 0,
  };
}

/** Whether a run from outside (kept over a reload) can be continued: it may be of an older version, or damaged. */
export function isWhole({ experiment, checkpoint }: KeptRun): boolean {
  const { state, step, epoch, batch, slotsSince, rateMemory } = checkpoint;
  const counts = [step, epoch, batch, slotsSince];
  return (
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    slotsSince <= step &&
    (rateMemory === undefined || isMemory(rateMemory.memory)) &&
    state.length === freshStart(experiment).state.length &&
    state.every(Number.isFinite)
  );
}

const isMemory = (memory: unknown): boolean =>
  Array.isArray(memory) && memory.every((value) => typeof value === 'number' && !Number.isNaN(value));

/** The checkpoint of a kept run for this experiment, which has the same network. */
export function backTo(
  { experiment: left, checkpoint }: Pick<KeptRun, 'experiment' | 'checkpoint'>,
  experiment: Experiment,
): Checkpoint {
  const { samples, slots } = diffExperiments(left, experiment);
  const isSameEpoch = !samples && left.training.batchSize === experiment.training.batchSize;
  const placed = isSameEpoch ? checkpoint : { ...checkpoint, batch: 0 };
  return slots ? withFreshSlots(placed, experiment) : placed;
}

/** Present weights and position in the run; another optimiser starts with fresh slots. */
export async function keepWeights(
  run: DeviceRun,
  experiment: Experiment,
  { slots }: Pick<ExperimentDiff, 'slots'>,
): Promise<Checkpoint> {
  const checkpoint = await run.checkpoint();
  return slots ? withFreshSlots(checkpoint, experiment) : checkpoint;
}

function withFreshSlots(checkpoint: Checkpoint, experiment: Experiment): Checkpoint {
  const parameters = parametersOf(networkShape(experiment), checkpoint).slice();
  const state = initialState(parameters, experiment.training.optimizer.name);
  return { ...checkpoint, state, slotsSince: checkpoint.step };
}
