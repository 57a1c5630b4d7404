/**
 * Memory layout of the fused trainer: where one network's data is in a workgroup's memory. All offsets are in floats from
 * the start of one WGSL array. A row holds one unit's values over the samples in flight: activations of every layer but
 * the output (and a row of ones, which folds the bias into the product as one more weight), and deltas of every layer but the
 * input.
 */
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { slotCount } from '#nn/optimizers.ts';

export interface WorkgroupLimits {
  readonly maxComputeWorkgroupStorageSize: number;
}

export interface FusedLayout {
  readonly workgroupSize: number;
  /** Samples in flight; a larger batch is cut into chunks whose gradients are accumulated. */
  readonly samples: number;
  /** Invocations that share one sample's units; with one, layers need no barrier between them. */
  readonly invocationsPerSample: number;
  /** Floats from one row to the next; odd, so that neighbouring rows start in different memory banks. */
  readonly stride: number;
  readonly slotsFit: boolean;
  readonly chunked: boolean;
  readonly gradientOffset: number;
  readonly partialsOffset: number;
  readonly inputOffset: number;
  /** Per layer: offset of the rows it reads, of the rows it writes (unused by the output), and of its deltas. */
  readonly layers: readonly {
    readonly sourceOffset: number;
    readonly targetOffset: number;
    readonly deltaOffset: number;
  }[];
  /** Length of the WGSL array, in steps of 4 KiB, so that few distinct shaders are compiled. */
  readonly floats: number;
}

/** Fewest samples in flight for which the fused path is still worth taking. */
const MIN_SAMPLES = 8;
const FLOATS_PER_STEP = 1024;
const MAX_WORKGROUP_SIZE = 256;
const MAX_WHOLE_SAMPLES = 64;

/** Rows of activations and deltas. */
function rowCount(shape: NetworkShape): number {
  const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0);
  const inputs = shape.inputs + units - outputLayer(shape).units;
  return inputs + shape.layers.length + units;
}

const oddFrom = (n: number): number => n | 1;

/** Workgroup memory that training takes at least: parameters, their gradient, and activations and deltas of eight samples. */
export function minimumFusedBytes(shape: NetworkShape): number {
  return 4 * (2 * parameterCount(shape) + rowCount(shape) * oddFrom(MIN_SAMPLES) + 2 * MAX_WORKGROUP_SIZE);
}

/**
 * How samples are spread over invocations. `split`: a sample's units go to several, with a barrier after each layer.
 * `whole`: each invocation has samples of its own, and layers need no barrier.
 */
export type SampleLayout = 'split' | 'whole';

const nextPowerOf2 = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, n)));

/** Lays out a network that takes the fused path (`trainingPath` in chooseStyle.ts). */
export function fusedLayout(
  shape: NetworkShape,
  { optimizer, clip }: Pick<Hyperparameters, 'optimizer' | 'clip'>,
  largestBatch: number,
  limits: WorkgroupLimits,
  sampleLayout: SampleLayout,
): FusedLayout {
  const available = Math.floor(limits.maxComputeWorkgroupStorageSize / 4);
  const parameters = parameterCount(shape);
  const rows = rowCount(shape);
  const samplesBeside = (fixed: number): number =>
    Math.floor((available - fixed - 2 * MAX_WORKGROUP_SIZE) / rows) - 1;
  const wanted = Math.min(largestBatch, sampleLayout === 'whole' ? MAX_WHOLE_SAMPLES : MAX_WORKGROUP_SIZE);
  // Clipping by norm needs the whole gradient before the first update.
  const byNorm = clip?.by === 'norm';
  const chunked = wanted < largestBatch || samplesBeside(parameters * (byNorm ? 2 : 1)) < wanted;
  const keepsGradient = chunked || byNorm;
  const fixed = parameters * (keepsGradient ? 2 : 1);
  const samples = Math.max(1, Math.min(wanted, samplesBeside(fixed)));
  const stride = oddFrom(samples);

  const widest = Math.max(...shape.layers.map((layer) => layer.units), shape.inputs);
  const isWhole = sampleLayout === 'whole';
  const workgroupSize = isWhole
    ? Math.ceil(samples / 4) * 4
    : Math.min(MAX_WORKGROUP_SIZE, Math.max(64, nextPowerOf2(samples * widest)));
  const invocationsPerSample = isWhole ? 1 : Math.min(widest, Math.floor(workgroupSize / samples));

  const slots = parameters * slotCount(optimizer.name);
  const rest = fixed + 2 * workgroupSize + rows * stride;
  const slotsFit = slots > 0 && rest + slots <= available;
  const gradientOffset = parameters + (slotsFit ? slots : 0);
  const partialsOffset = gradientOffset + (keepsGradient ? parameters : 0);
  const inputOffset = partialsOffset + 2 * workgroupSize;

  let targetOffset = inputOffset + (shape.inputs + 1) * stride;
  const firstDelta =
    inputOffset + (rows - shape.layers.reduce((sum, layer) => sum + layer.units, 0)) * stride;
  let deltaOffset = firstDelta;
  let sourceOffset = inputOffset;
  const layers = shape.layers.map(({ units }) => {
    const layer = { sourceOffset, targetOffset, deltaOffset };
    sourceOffset = targetOffset;
    targetOffset += (units + 1) * stride;
    deltaOffset += units * stride;
    return layer;
  });
  const floats = Math.min(available, Math.ceil(deltaOffset / FLOATS_PER_STEP) * FLOATS_PER_STEP);
  return {
    workgroupSize,
    samples,
    invocationsPerSample,
    stride,
    slotsFit,
    chunked,
    gradientOffset,
    partialsOffset,
    inputOffset,
    layers,
    floats,
  };
}

const KERNEL_BIT = 2 ** 31;

/**
 * For every parameter the two rows whose dot product is its gradient, in one word: offset of the activations in bits 0–15,
 * of the deltas in bits 16–30, and bit 31 for a kernel (biases take no penalty).
 */
export function gradientTable(shape: NetworkShape, layout: FusedLayout): Uint32Array {
  const table = new Uint32Array(parameterCount(shape));
  for (const [index, { inputs, units, kernelOffset }] of layerOffsets(shape).entries()) {
    const { sourceOffset, deltaOffset } = layout.layers[index]!;
    for (let i = 0; i <= inputs; i++) {
      for (let j = 0; j < units; j++) {
        const rows = sourceOffset + i * layout.stride + (deltaOffset + j * layout.stride) * 65536;
        table[kernelOffset + i * units + j] = rows + (i < inputs ? KERNEL_BIT : 0);
      }
    }
  }
  return table;
}
