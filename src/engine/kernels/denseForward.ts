/** DenseForward as a typed call: predictions of one or many networks, as tensors on the device. */
import { engine, type NamedAttrMap, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { DENSE_FORWARD, type DenseForwardAttrs } from './contract.ts';

/**
 * Runs R networks of one shape on N samples.
 * @param parameters float32 [R, P], or the state row [1, S] of one network in training, which begins with its parameters
 * @param x float32 [N, inputs], shared by all networks
 * @returns predictions [R, N, outputs], or with `everyLayer` the activations of all layers, [R, U, N]
 * @throws if a tensor does not fit the shape
 * @example
 * const outputs = denseForward(parameters, x, { shape, everyLayer: false });
 * const predictions = await outputs.data();
 */
export function denseForward(parameters: Tensor2D, x: Tensor2D, attrs: DenseForwardAttrs): Tensor3D {
  // tfjs types attributes as a closed union of plain values; kernels receive whatever object is given.
  const output: Tensor | Tensor[] = engine().runKernel(
    DENSE_FORWARD,
    { parameters, x },
    attrs as unknown as NamedAttrMap,
  );
  return output as Tensor3D;
}
