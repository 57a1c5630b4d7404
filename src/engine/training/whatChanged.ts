/** What an edit of the Experiment asks of a running session: the least that must be made anew. */
import type { Experiment } from '../../spec/experiment.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { outputShape } from '../../spec/output.ts';

export interface Change {
  /** Samples, or the way their targets are written. */
  readonly data: boolean;
  /** The start of the network: what it is to learn, its shape, initialiser or seed. */
  readonly weights: boolean;
  /** The optimiser's memory has another meaning now. */
  readonly slots: boolean;
  /** Anything else that training steps depend on. */
  readonly plan: boolean;
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
const output = ({ data, network }: Experiment) => outputShape(data.set, network.output.activation);

export function whatChanged(before: Experiment, after: Experiment): Change {
  const weights =
    // What was learnt from one set is no start for another, whether or not the two need the same network.
    before.data.set !== after.data.set ||
    differs(networkShape(before), networkShape(after)) ||
    before.network.initializer !== after.network.initializer ||
    before.network.seed !== after.network.seed;
  return {
    data:
      differs(before.data, after.data) ||
      output(before).coding !== output(after).coding ||
      output(before).units !== output(after).units,
    weights,
    slots: weights || before.training.optimizer.name !== after.training.optimizer.name,
    plan: differs(before.training, after.training),
  };
}
