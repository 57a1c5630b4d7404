/** Every activation in tfjs's own operations, which tfjs can differentiate: for the judges of the kernels. */
import * as tf from '@tensorflow/tfjs';
import type { Activation, OutputActivation } from '../../../spec/vocabulary.ts';

const BY_NAME = {
  relu: tf.relu,
  elu: tf.elu,
  selu: tf.selu,
  softplus: tf.softplus,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softmax: tf.softmax,
};

export function activateByOps(name: Activation | OutputActivation, z: tf.Tensor2D): tf.Tensor2D {
  switch (name) {
    case 'linear':
      return z;
    case 'leakyRelu':
      return tf.leakyRelu(z, 0.2);
    case 'gelu':
      return tf.mul(z, tf.mul(0.5, tf.add(1, tf.erf(tf.div(z, Math.SQRT2)))));
    case 'silu':
      return tf.mul(z, tf.sigmoid(z));
    default:
      return BY_NAME[name](z);
  }
}
