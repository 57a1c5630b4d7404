/**
 * Independent oracle: one step of a case in tfjs operations, differentiated by tfjs, on tfjs's current backend. It shares no
 * formula with the kernels except the optimisers' rules, which `autodiff.kernel.test.ts` compares with those of tfjs.
 */
import * as tf from '@tensorflow/tfjs';
import { dropoutKey, dropoutThreshold, isDropped } from '#nn/dropoutMask.ts';
import { layerOffsets, type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import type { TrainingCase } from '../testing/trainingCase.ts';
import { hyperparametersAt } from './boundedStep.ts';
import { activateByOps, clipByOps, lossByOps, updateByOps } from './oracles.ts';

/** Dropout's factors for the activations of a hidden layer. */
function dropoutFactors({ attrs }: TrainingCase, step: number, layer: number, count: number): tf.Tensor2D {
  const { shape, hyperparameters, step0 } = attrs;
  const { units } = shape.layers[layer]!;
  const key = dropoutKey(hyperparameters.seed, step0 + step, layer);
  const threshold = dropoutThreshold(hyperparameters.dropout);
  const factors = Float32Array.from({ length: count * units }, (_, i) =>
    isDropped(key, Math.floor(i / units), i % units, units, threshold)
      ? 0
      : 1 / (1 - hyperparameters.dropout),
  );
  return tf.tensor2d(factors, [count, units]);
}

function kernelMarks(shape: NetworkShape): Float32Array {
  const marks = new Float32Array(parameterCount(shape));
  for (const { kernelOffset, biasOffset } of layerOffsets(shape)) marks.fill(1, kernelOffset, biasOffset);
  return marks;
}

/** The state after the case's `step`-th step from the state row `start`, and the loss before it. */
export function tfjsStep(
  given: TrainingCase,
  step: number,
  start: Float32Array,
): { state: Float32Array; loss: number } {
  const { shape, batchSizes, step0 } = given.attrs;
  const hyperparameters = hyperparametersAt(given.attrs, step);
  const count = batchSizes[step]!;
  const used = batchSizes.slice(0, step).reduce((sum, size) => sum + size, 0);
  return tf.tidy(() => {
    const samples = tf.tensor1d(given.order.slice(used, used + count), 'int32');
    const x = tf.gather(tf.tensor2d(given.x, [given.x.length / shape.inputs, shape.inputs]), samples);
    const outputs = outputLayer(shape).units;
    const y = tf.gather(tf.tensor2d(given.y, [given.y.length / outputs, outputs]), samples);
    const state = tf.tensor1d(start);
    const parameters = tf.slice(state, 0, parameterCount(shape));
    const kernels = tf.tensor1d(kernelMarks(shape));

    const lossOf = (flat: tf.Tensor): tf.Scalar => {
      let a = x;
      let z = x;
      for (const [i, { inputs, units, kernelOffset, biasOffset }] of layerOffsets(shape).entries()) {
        const kernel = tf.reshape(tf.slice(flat, kernelOffset, inputs * units), [inputs, units]);
        z = tf.add(tf.matMul(a, kernel), tf.slice(flat, biasOffset, units));
        a = activateByOps(shape.layers[i]!.activation, z);
        if (hyperparameters.dropout && i < shape.layers.length - 1)
          a = tf.mul(a, dropoutFactors(given, step, i, count));
      }
      return lossByOps(hyperparameters.loss, z, a, y);
    };
    const { value, grad } = tf.valueAndGrad(lossOf)(parameters);
    const penalty = tf.add(
      tf.mul(tf.sign(parameters), hyperparameters.l1),
      tf.mul(parameters, hyperparameters.l2),
    );
    const whole = tf.add<tf.Tensor1D>(grad, tf.mul(penalty, kernels));
    const gradient = clipByOps(whole, hyperparameters.clip);
    const next = updateByOps(state, gradient, kernels, hyperparameters.optimizer, step0 + step + 1);
    return { state: next.dataSync<'float32'>(), loss: value.dataSync()[0]! };
  });
}
