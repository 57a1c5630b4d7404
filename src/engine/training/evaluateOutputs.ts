/** From the network's logits on a part of the data to its figures: loss, accuracy, confusion. Pure. */
import type { Task } from '../../spec/dataSets.ts';
import type { NetworkShape } from '../../spec/networkShape.ts';
import type { Loss, OutputActivation } from '../../spec/vocabulary.ts';
import { activateLayer } from '../kernels/reference/activations.ts';
import { isRightAnswer, largestPlace, sampleLoss } from '../kernels/reference/losses.ts';

export interface Figures {
  readonly count: number;
  /** Mean over the samples, without penalties. */
  readonly loss: number;
  /** Share of right answers; absent for regression, where there is no right or wrong. */
  readonly accuracy?: number;
  /** [truth, answer], row-major; absent for regression. */
  readonly confusion?: Uint32Array;
}

/** The shape whose answers are the logits: cross-entropies are exact only from these. */
export function logitsShape(shape: NetworkShape): NetworkShape {
  const output = { ...shape.layers.at(-1)!, activation: 'linear' as const };
  const layers = [...shape.layers.slice(0, -1), output];
  return { ...shape, layers };
}

export interface Answered {
  readonly task: Task;
  readonly loss: Loss;
  readonly activation: OutputActivation;
  /** [count, units] before the output's activation. */
  readonly logits: Float32Array;
  /** [count, units]; may be longer. */
  readonly targets: Float32Array;
  readonly count: number;
  readonly units: number;
}

export function evaluateOutputs(answered: Answered): Figures {
  const { task, loss, activation, logits: z, targets: t, count, units } = answered;
  const a = new Float32Array(z.length);
  activateLayer(activation, z, a, count, units);
  const classes = Math.max(2, units);
  const confusion = new Uint32Array(classes * classes);
  const middle = activation === 'sigmoid' || activation === 'softmax' ? 0.5 : 0;
  const classOf = (values: Float32Array, start: number): number =>
    units === 1 ? Number(values[start]! >= middle) : largestPlace(values, start, units);
  let sum = 0;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const start = n * units;
    const row = { z, a, t, start, targetStart: start, units };
    sum += sampleLoss(loss, row);
    if (isRightAnswer(activation, row)) right++;
    const place = classOf(t, start) * classes + classOf(a, start);
    confusion[place] = confusion[place]! + 1;
  }
  const figures = { count, loss: sum / count };
  return task === 'regression' ? figures : { ...figures, accuracy: right / count, confusion };
}
