/**
 * Cost of an Experiment, computed before anything runs.
 */
import { layerOffsets, parameterCount, unitCount } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';
import type { Experiment } from './experiment.ts';
import { networkShape } from './networkShape.ts';

export interface Cost {
  readonly parameters: number;
  readonly units: number;
  /** Multiplications of one forward pass of one sample: one per weight. A training step takes about three times as many. */
  readonly multiplicationsPerSample: number;
  /** Parameters and optimiser slots as float32. */
  readonly stateBytes: number;
}

export function cost(experiment: Pick<Experiment, 'data' | 'network' | 'training'>): Cost {
  const shape = networkShape(experiment);
  const parameters = parameterCount(shape);
  const slots = slotCount(experiment.training.optimizer.name);
  return {
    parameters,
    units: unitCount(shape),
    multiplicationsPerSample: layerOffsets(shape).reduce((sum, layer) => sum + layer.inputs * layer.units, 0),
    stateBytes: parameters * (1 + slots) * Float32Array.BYTES_PER_ELEMENT,
  };
}
