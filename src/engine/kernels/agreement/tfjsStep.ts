/**
 * An independent judge: one step of a case in tfjs's own operations, differentiated by tfjs, on tfjs's current backend. It
 * shares no formula with the kernels but the rules of the optimisers, which `reference/autodiff.kernel.test.ts` holds to
 * those of tfjs.
 */
import * as tf from '@tensorflow/tfjs';
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { Loss } from '../../../spec/vocabulary.ts';
import type { OptimizerPlan } from '../contract.ts';
import { dropoutKey, dropoutThreshold, isDropped } from '../dropoutMask.ts';
import { activateByOps } from './activateByOps.ts';
import type { AgreementCase } from './agreementCase.ts';

/** Mean loss of a batch; cross-entropies by tfjs's own functions of the logits. */
function lossByOps(loss: Loss, z: tf.Tensor2D, o: tf.Tensor2D, t: tf.Tensor2D): tf.Scalar {
  const error = tf.sub(o, t);
  switch (loss) {
    case 'halfSquaredError':
      return tf.mean(tf.sum(tf.mul(0.5, tf.square(error)), 1));
    case 'meanSquaredError':
      return tf.mean(tf.square(error));
    case 'huber':
      return tf.losses.huberLoss(t, o, undefined, 1, tf.Reduction.MEAN);
    case 'hinge':
      return tf.mean(tf.relu(tf.sub(1, tf.mul(t, o))));
    case 'binaryCrossentropy':
      return tf.losses.sigmoidCrossEntropy(t, z, undefined, 0, tf.Reduction.MEAN);
    case 'categoricalCrossentropy':
      return tf.losses.softmaxCrossEntropy(t, z, undefined, 0, tf.Reduction.MEAN);
  }
}

/** What dropout multiplies the activations of a hidden layer by. */
function dropoutFactors({ attrs }: AgreementCase, step: number, layer: number, count: number): tf.Tensor2D {
  const { shape, plan, step0 } = attrs;
  const { units } = shape.layers[layer]!;
  const key = dropoutKey(plan.seed, step0 + step, layer);
  const threshold = dropoutThreshold(plan.dropout);
  const factors = Float32Array.from({ length: count * units }, (_, i) =>
    isDropped(key, Math.floor(i / units), i % units, units, threshold) ? 0 : 1 / (1 - plan.dropout),
  );
  return tf.tensor2d(factors, [count, units]);
}

/** The same rules as in `contract.ts`, on whole rows. `kernels` is 1 where a parameter belongs to a kernel. */
function updateByOps(
  state: tf.Tensor1D,
  g: tf.Tensor1D,
  kernels: tf.Tensor1D,
  plan: OptimizerPlan,
  t: number,
): tf.Tensor1D[] {
  const { learningRate, momentum, decay, beta1, beta2, epsilon, weightDecay } = plan;
  const [count] = g.shape;
  const [w, p, q] = tf.split(state, state.shape[0] / count) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  const blend = (old: tf.Tensor, share: number, fresh: tf.Tensor): tf.Tensor1D =>
    tf.add(tf.mul(old, share), tf.mul(fresh, 1 - share));
  const less = (way: tf.Tensor, from: tf.Tensor = w): tf.Tensor1D => tf.sub(from, tf.mul(way, learningRate));
  switch (plan.name) {
    case 'sgd':
      return [less(g)];
    case 'momentum':
    case 'nesterov': {
      const velocity = tf.add<tf.Tensor1D>(tf.mul(p, momentum), g);
      return [less(plan.name === 'momentum' ? velocity : tf.add(g, tf.mul(velocity, momentum))), velocity];
    }
    case 'rmsprop':
    case 'adagrad': {
      const square = plan.name === 'rmsprop' ? blend(p, decay, tf.square(g)) : tf.add(p, tf.square(g));
      return [less(tf.div(g, tf.sqrt(tf.add(square, epsilon)))), square as tf.Tensor1D];
    }
    case 'adam':
    case 'adamw': {
      const [mean, square] = [blend(p, beta1, g), blend(q, beta2, tf.square(g))];
      const root = tf.sqrt(tf.div(square, 1 - beta2 ** t));
      const way = tf.div(tf.div(mean, 1 - beta1 ** t), tf.add(root, epsilon));
      const shrunk =
        plan.name === 'adamw' ? tf.mul(w, tf.sub(1, tf.mul(kernels, learningRate * weightDecay))) : w;
      return [less(way, shrunk), mean, square];
    }
  }
}

function kernelMarks(shape: NetworkShape): Float32Array {
  const marks = new Float32Array(parameterCount(shape));
  for (const { kernelOffset, biasOffset } of layerPlaces(shape)) marks.fill(1, kernelOffset, biasOffset);
  return marks;
}

/** The state after the case's `step`-th step from the state row `start`, and the loss before it. */
export function tfjsStep(
  given: AgreementCase,
  step: number,
  start: Float32Array,
): { state: Float32Array; loss: number } {
  const { shape, plan, batchSizes, step0 } = given.attrs;
  const count = batchSizes[step]!;
  const used = batchSizes.slice(0, step).reduce((sum, size) => sum + size, 0);
  return tf.tidy(() => {
    const samples = tf.tensor1d(given.order.slice(used, used + count), 'int32');
    const x = tf.gather(tf.tensor2d(given.x, [given.x.length / shape.inputs, shape.inputs]), samples);
    const outputs = shape.layers.at(-1)!.units;
    const y = tf.gather(tf.tensor2d(given.y, [given.y.length / outputs, outputs]), samples);
    const state = tf.tensor1d(start);
    const parameters = tf.slice(state, 0, parameterCount(shape));
    const kernels = tf.tensor1d(kernelMarks(shape));

    const lossOf = (flat: tf.Tensor): tf.Scalar => {
      let a = x;
      let z = x;
      for (const [i, { inputs, units, kernelOffset, biasOffset }] of layerPlaces(shape).entries()) {
        const kernel = tf.reshape(tf.slice(flat, kernelOffset, inputs * units), [inputs, units]);
        z = tf.add(tf.matMul(a, kernel), tf.slice(flat, biasOffset, units));
        a = activateByOps(shape.layers[i]!.activation, z);
        if (plan.dropout && i < shape.layers.length - 1) a = tf.mul(a, dropoutFactors(given, step, i, count));
      }
      return lossByOps(plan.loss, z, a, y);
    };
    const { value, grad } = tf.valueAndGrad(lossOf)(parameters);
    const penalty = tf.add(tf.mul(tf.sign(parameters), plan.l1), tf.mul(parameters, plan.l2));
    const gradient = tf.add<tf.Tensor1D>(grad, tf.mul(penalty, kernels));
    const next = tf.concat(updateByOps(state, gradient, kernels, plan.optimizer, step0 + step + 1));
    return { state: next.dataSync<'float32'>(), loss: value.dataSync()[0]! };
  });
}
