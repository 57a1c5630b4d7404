/**
 * The operations of TensorFlow.js in which oracles are written. Tests pass the library itself; this room does not import
 * it. T is a tensor.
 */
export interface TensorOps<T> {
  add(a: T | number, b: T | number): T;
  sub(a: T | number, b: T | number): T;
  mul(a: T | number, b: T | number): T;
  div(a: T | number, b: T | number): T;
  minimum(a: T | number, b: T | number): T;
  maximum(a: T | number, b: T | number): T;
  abs(a: T): T;
  sign(a: T): T;
  square(a: T): T;
  sqrt(a: T): T;
  exp(a: T): T;
  log(a: T): T;
  erf(a: T): T;
  relu(a: T): T;
  leakyRelu(a: T, alpha: number): T;
  elu(a: T): T;
  selu(a: T): T;
  softplus(a: T): T;
  tanh(a: T): T;
  sigmoid(a: T): T;
  /** Last argument 0: the loss of each entry (or row), not yet added up. */
  readonly losses: {
    sigmoidCrossEntropy(t: T, logits: T, weights: undefined, smoothing: number, reduction: 0): T;
    softmaxCrossEntropy(t: T, logits: T, weights: undefined, smoothing: number, reduction: 0): T;
  };
}
