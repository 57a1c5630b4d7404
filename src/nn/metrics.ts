/** From a network's logits on a part of the data to its metrics: loss, accuracy, confusion matrix. */
import { activateLayer } from './activations.ts';
import { classOf } from './classOf.ts';
import { sampleLoss } from './losses.ts';
import { outputLayer, type NetworkShape } from './NetworkShape.ts';
import type { Task, Loss, OutputActivation } from './vocabulary.ts';

export interface SampleMetrics {
  readonly count: number;
  /** Mean over the samples, without penalties. */
  readonly loss: number;
  /** Share of correct predictions; absent for regression, which has no classes. */
  readonly accuracy?: number;
  /** [truth, prediction], row-major; absent for regression. Predictions of no class are left out. */
  readonly confusion?: Uint32Array;
}

/** The shape whose predictions are the logits: cross-entropies are exact only from these. */
export function logitsShape(shape: NetworkShape): NetworkShape {
  const output = { ...outputLayer(shape), activation: 'linear' as const };
  const layers = [...shape.layers.slice(0, -1), output];
  return { ...shape, layers };
}

export interface EvaluatedOutputs {
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

export function metricsOfOutputs(answered: EvaluatedOutputs): SampleMetrics {
  const { task, loss, activation, logits: z, targets: t, count, units } = answered;
  const a = new Float32Array(z.length);
  activateLayer(activation, z, a, count, units);
  const classes = Math.max(2, units);
  const confusion = new Uint32Array(classes * classes);
  let sum = 0;
  let correct = 0;
  for (let n = 0; n < count; n++) {
    const start = n * units;
    const row = { z, a, t, start, targetStart: start, units };
    sum += sampleLoss(loss, row);
    const predicted = classOf(activation, a, start, units);
    if (predicted < 0) continue;
    const truth = classOf(activation, t, start, units);
    if (predicted === truth) correct++;
    confusion[truth * classes + predicted]! += 1;
  }
  const metrics = { count, loss: sum / count };
  return task === 'regression' ? metrics : { ...metrics, accuracy: correct / count, confusion };
}
