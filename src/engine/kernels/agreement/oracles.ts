/**
 * Activations, losses and optimisers in TensorFlow.js's own operations, which it can differentiate: what kernels and
 * reference are compared with. The expressions are in the files of `nn/activations/`, `nn/losses/`, `nn/optimizers/`.
 */
import * as tf from '@tensorflow/tfjs';
import { ACTIVATION_CHECKS, LOSS_CHECKS, OPTIMIZER_CHECKS } from '#nn/checks.ts';
import type { Clip } from '#nn/clipping.ts';
import type { OptimizerSettings } from '#nn/hyperparameters.ts';
import { LOSS_FUNCTIONS } from '#nn/losses.ts';
import { decayOf } from '#nn/optimizers.ts';
import type { TensorOps } from '#nn/TensorOps.ts';
import type { Activation, Loss, OutputActivation } from '#nn/vocabulary.ts';

const ops: TensorOps<tf.Tensor> = tf;

export function activateByOps(name: Activation | OutputActivation, z: tf.Tensor2D): tf.Tensor2D {
  return name === 'softmax' ? tf.softmax(z) : (ACTIVATION_CHECKS[name].oracle(ops, z) as tf.Tensor2D);
}

/** Mean loss of a batch: weighted sums z, outputs o and targets t, each [count, units]. */
export function lossByOps(name: Loss, z: tf.Tensor2D, o: tf.Tensor2D, t: tf.Tensor2D): tf.Scalar {
  const terms = LOSS_CHECKS[name].oracle(ops, { z, o, t });
  const ofSamples = terms.rank === 1 || LOSS_FUNCTIONS[name].isMean ? terms : tf.sum(terms, 1);
  return tf.mean(ofSamples);
}

/** A gradient after clipping. */
export function clipByOps(g: tf.Tensor1D, clip: Clip | undefined): tf.Tensor1D {
  if (clip?.by === 'value') return tf.clipByValue(g, -clip.limit, clip.limit);
  if (clip?.by === 'norm') return tf.mul(g, tf.minimum(1, tf.div(clip.limit, tf.norm(g))));
  return g;
}

/** The state row after update number `t`. `kernels` is 1 where a parameter belongs to a kernel. */
export function updateByOps(
  state: tf.Tensor1D,
  g: tf.Tensor1D,
  kernels: tf.Tensor1D,
  settings: OptimizerSettings,
  t: number,
): tf.Tensor1D {
  const [count] = g.shape;
  const [w, ...slots] = tf.split(state, state.shape[0] / count) as [tf.Tensor1D, ...tf.Tensor1D[]];
  const kept = tf.mul(w, tf.sub(1, tf.mul(kernels, decayOf(settings))));
  const at = { w: kept, g, slots: slots as unknown as [tf.Tensor, tf.Tensor] };
  return tf.concat([
    ...OPTIMIZER_CHECKS[settings.name].oracle<tf.Tensor>(ops, at, settings, t),
  ] as tf.Tensor1D[]);
}
