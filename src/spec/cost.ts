/**
 * What an Experiment costs, by arithmetic alone, so that a menu can say it before anything runs.
 */
import type { Experiment } from './experiment.ts';
import { layerPlaces, networkShape, parameterCount, unitCount } from './networkShape.ts';
import type { OptimizerName } from './vocabulary.ts';

/** Values that an optimiser keeps for each parameter; what they are is written in `engine/kernels/contract.ts`. */
export const SLOTS_OF_OPTIMIZER: Readonly<Record<OptimizerName, number>> = {
  sgd: 0,
  momentum: 1, // velocity
  nesterov: 1, // velocity
  rmsprop: 1, // mean square
  adagrad: 1, // sum of squares
  adam: 2, // first moment, second moment
  adamw: 2,
};

export interface Cost {
  readonly parameters: number;
  readonly units: number;
  /** Multiplications of one forward pass of one sample: one a weight. A training step takes about three times that. */
  readonly multiplicationsPerSample: number;
  /** Parameters and optimiser slots as float32. */
  readonly stateBytes: number;
}

export function cost(experiment: Pick<Experiment, 'data' | 'network' | 'training'>): Cost {
  const shape = networkShape(experiment);
  const parameters = parameterCount(shape);
  const slots = SLOTS_OF_OPTIMIZER[experiment.training.optimizer.name];
  return {
    parameters,
    units: unitCount(shape),
    multiplicationsPerSample: layerPlaces(shape).reduce((sum, layer) => sum + layer.inputs * layer.units, 0),
    stateBytes: parameters * (1 + slots) * Float32Array.BYTES_PER_ELEMENT,
  };
}
