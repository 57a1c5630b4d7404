/**
 * Compiles the shaders that a network will need before it is trained or asked, in the background, so that the page and
 * the running training do not stand still for a compiler. Kernels called without it compile on the spot.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';
import { forwardIsFused, fusedForwardOf } from './fusedForward.ts';
import { fusedLayout, webgpuPath } from './fusedLayout.ts';
import { fusedTrainProgram } from './fusedTrainCode.ts';
import { isSoftware } from './isSoftware.ts';
import type { ProductStyle } from './matrixCode.ts';
import { pipelinesOf, type ShaderProgram } from './Pipelines.ts';
import { tiledForwardPrograms } from './tiledForwardCode.ts';
import { mayBeListed } from './tiledTrain.ts';
import { tiledTrainPrograms, type TrainStyle } from './tiledTrainCode.ts';
import { trainsUnrolled } from './unrolledTrain.ts';
import { unrolledTrainProgram } from './unrolledTrainCode.ts';

const styleOf = (backend: WebGPUBackend): ProductStyle => (isSoftware(backend) ? 'direct' : 'shared');

function forwardPrograms(shape: NetworkShape, style: ProductStyle): ShaderProgram[] {
  return [true, false].flatMap((everyLayer) => {
    if (forwardIsFused(shape)) return [fusedForwardOf(shape, everyLayer, style === 'direct')];
    const { product, softmax } = tiledForwardPrograms(shape, everyLayer, style);
    return softmax ? [product, softmax] : [product];
  });
}

function trainPrograms(
  backend: WebGPUBackend,
  shape: NetworkShape,
  plan: TrainPlan,
  batchSize: number,
  networks: number,
): ShaderProgram[] {
  const { limits } = backend.device;
  if (trainsUnrolled(shape, networks, isSoftware(backend))) return [unrolledTrainProgram(shape, plan)];
  if (webgpuPath(shape, plan, limits) === 'fused') {
    return [fusedTrainProgram(shape, plan, fusedLayout(shape, plan, batchSize, limits, isSoftware(backend)))];
  }
  // Which of the two a data set gets is known when it comes.
  const styles: TrainStyle[] = [styleOf(backend)];
  const stateLength = parameterCount(shape) * (1 + SLOTS_OF_OPTIMIZER[plan.optimizer.name]);
  if (isSoftware(backend) && mayBeListed(shape, stateLength, networks)) styles.push('listed');
  return styles.flatMap((style) => {
    const { forward, judge, backward, update, lists } = tiledTrainPrograms(shape, plan, style);
    const isDeep = shape.layers.length > 1;
    const products = isDeep ? [...forward, backward, ...update] : [forward[0], update[0]];
    return [...products, judge, ...Object.values(lists ?? {})];
  });
}

/** Resolves when DenseForward and DenseTrain of so many networks of this shape are compiled. Rejects with the compiler's words. */
export async function prepareWebgpu(
  backend: WebGPUBackend,
  shape: NetworkShape,
  plan: TrainPlan,
  batchSize: number,
  networks = 1,
): Promise<void> {
  const pipelines = pipelinesOf(backend.device);
  const programs = [
    ...trainPrograms(backend, shape, plan, batchSize, networks),
    ...forwardPrograms(shape, styleOf(backend)),
  ];
  await Promise.all(programs.map((program) => pipelines.prepare(program)));
}
