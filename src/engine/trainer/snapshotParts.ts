/** Parts of a snapshot: its metrics as the page gets them, and the buffers that are transferred with it. */
import type { Experiment } from '#experiment/experiment.ts';
import type { SampleMetrics } from '#nn/metrics.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { Checkpoint, Metrics, Snapshot } from '#protocol/trainer.ts';
import { parametersOf } from './runStages.ts';

export function metricsOf({ epoch, step }: Checkpoint, train: SampleMetrics, test: SampleMetrics): Metrics {
  return {
    epoch,
    step,
    trainLoss: train.loss,
    testLoss: test.loss,
    ...(train.accuracy === undefined ? {} : { trainAccuracy: train.accuracy }),
    ...(test.accuracy === undefined ? {} : { testAccuracy: test.accuracy }),
  };
}

/** Copies: the checkpoint stays where it is. */
export function stateOf(
  shape: NetworkShape,
  checkpoint: Checkpoint,
): Pick<Snapshot, 'parameters' | 'rateMemory'> {
  const { rateMemory } = checkpoint;
  return { parameters: parametersOf(shape, checkpoint).slice(), ...(rateMemory ? { rateMemory } : {}) };
}

/** Buffers of a snapshot: they are transferred to the page, not copied. */
export function buffersOf({
  parameters,
  maps,
  outputMap,
  confusion,
  probe,
  samplePredictions,
  run,
}: Omit<Snapshot, 'advice'>): Transferable[] {
  const state = run?.checkpoint.state;
  const arrays = [parameters, maps?.units, outputMap?.values, confusion, probe, samplePredictions, state];
  return arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
}

/** A run as the page keeps it over a reload. */
export function runToKeep(experiment: Experiment, checkpoint: Checkpoint): NonNullable<Snapshot['run']> {
  return { experiment, checkpoint: { ...checkpoint, state: checkpoint.state.slice() } };
}
