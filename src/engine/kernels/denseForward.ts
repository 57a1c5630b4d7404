/** DenseForward as a typed call: parameters and inputs on the device in, answers on the device out. */
import { engine, type NamedAttrMap, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { DENSE_FORWARD, type DenseForwardAttrs } from './contract.ts';

/**
 * `parameters` [R, P] and `x` [N, inputs] give [R, N, outputs], or with `everyLayer` [R, U, N].
 * A state row [R, S] is not taken: slots would be read as parameters of a wider network.
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
