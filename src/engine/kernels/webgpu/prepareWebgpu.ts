/**
 * Compiles a network's shaders ahead of its first call, in the background, so that neither the page nor the running
 * training waits for the compiler. Kernels called without it compile synchronously.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { adapterStyle, forwardPath, trainingPath, type AdapterStyle } from './chooseStyle.ts';
import { fusedForwardOf } from './fusedForward.ts';
import { fusedLayout } from './fusedLayout.ts';
import { fusedTrainProgram } from './fusedTrainCode.ts';
import { pipelinesOf, type ShaderProgram } from './Pipelines.ts';
import { tiledForwardPrograms } from './tiledForwardCode.ts';
import { tiledTrainPrograms } from './tiledTrainCode.ts';

function forwardPrograms(shape: NetworkShape, style: AdapterStyle): ShaderProgram[] {
  return [true, false].flatMap((everyLayer) => {
    if (forwardPath(shape) === 'fused') return [fusedForwardOf(shape, everyLayer, style)];
    const { product, softmax } = tiledForwardPrograms(shape, everyLayer, style.product);
    return softmax ? [product, softmax] : [product];
  });
}

function trainPrograms(
  limits: GPUSupportedLimits,
  shape: NetworkShape,
  hyperparameters: Hyperparameters,
  batchSize: number,
  style: AdapterStyle,
): ShaderProgram[] {
  if (trainingPath(shape, limits) === 'fused') {
    const layout = fusedLayout(shape, hyperparameters, batchSize, limits, style.samples);
    return [fusedTrainProgram(shape, hyperparameters, layout)];
  }
  const { forward, lossAndGradient, backward, update, byNorm } = tiledTrainPrograms(
    shape,
    hyperparameters,
    style.product,
  );
  const isDeep = shape.layers.length > 1;
  const clipping = byNorm ? [byNorm.squares, byNorm.move] : [];
  return [
    ...(isDeep ? [...forward, backward, ...update] : [forward[0], update[0]]),
    lossAndGradient,
    ...clipping,
  ];
}

/**
 * Resolves when DenseForward and DenseTrain of this network are compiled.
 * @throws with the compiler's message if a shader is rejected.
 */
export async function prepareWebgpu(
  { device }: WebGPUBackend,
  shape: NetworkShape,
  hyperparameters: Hyperparameters,
  batchSize: number,
): Promise<void> {
  const style = adapterStyle(device);
  const pipelines = pipelinesOf(device);
  const programs = [
    ...trainPrograms(device.limits, shape, hyperparameters, batchSize, style),
    ...forwardPrograms(shape, style),
  ];
  await Promise.all(programs.map((program) => pipelines.prepare(program)));
}
