/**
 * Chooses the layout of every WebGPU kernel, in this one place. By network and limits: fused or tiled. By adapter: a GPU
 * runs thousands of invocations and hides memory latency behind them; a software adapter (Chromium's SwiftShader)
 * emulates one on the processor, four invocations at a time on each core. What each choice is worth: docs/kernels.md.
 */
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { WIDEST_FUSED_FORWARD, type ColumnSpace } from './fusedForwardCode.ts';
import { minimumFusedBytes, type SampleLayout } from './fusedLayout.ts';
import type { ProductStyle } from './matrixCode.ts';

export interface AdapterStyle {
  /** Matrix products of the tiled path. */
  readonly product: ProductStyle;
  /** How the fused trainer spreads samples over invocations. */
  readonly samples: SampleLayout;
  /** Where the fused forward kernel keeps activations. */
  readonly columns: ColumnSpace;
  /** What a slow adapter of the kind computes; snapshots and evaluations are sized by it. */
  readonly multiplyAddsPerSecond: number;
}

/** From how GPUs work; no run on one has been recorded yet. */
const GPU: AdapterStyle = {
  product: 'workgroupTiles',
  samples: 'split',
  columns: 'workgroup',
  multiplyAddsPerSecond: 2e9,
};

/**
 * Measured on SwiftShader (two cores of an Intel Xeon, Chromium 156, November 2026, `npm run bench`), for four invocations: a
 * multiply-add 1 to 2 ns, a load from any buffer 6 to 7 ns, one turn of a loop 10 to 20 ns, a barrier 150 ns. Private columns
 * because workgroup memory is cleared behind a barrier, which takes 0.4 s to compile.
 */
const SOFTWARE: AdapterStyle = {
  product: 'registerTiles',
  samples: 'whole',
  columns: 'private',
  multiplyAddsPerSecond: 8e8,
};

/** The style for an adapter; where a browser does not say what kind it is, a GPU is assumed. */
export function adapterStyle(device: GPUDevice): AdapterStyle {
  // Newer than the WebGPU declarations that tfjs brings along.
  const info = (device as { adapterInfo?: { isFallbackAdapter?: boolean; architecture?: string } })
    .adapterInfo;
  const isSoftware = info?.isFallbackAdapter === true || info?.architecture === 'swiftshader';
  return isSoftware ? SOFTWARE : GPU;
}

/**
 * Where a network trains. `fused`: it fits into one workgroup's memory (16 KiB at least, often 32 or 48 KiB), and one
 * workgroup runs whole steps on its own. `tiled`: everything else; each matrix product is a dispatch over many workgroups.
 */
export function trainingPath(
  shape: NetworkShape,
  limits: Pick<GPUSupportedLimits, 'maxComputeWorkgroupStorageSize'>,
): 'fused' | 'tiled' {
  return minimumFusedBytes(shape) <= limits.maxComputeWorkgroupStorageSize ? 'fused' : 'tiled';
}

/** Where a forward pass runs. `fused`: no layer, the input included, is wider than an invocation's column of memory. */
export function forwardPath({ inputs, layers }: NetworkShape): 'fused' | 'tiled' {
  const widest = Math.max(inputs, ...layers.map(({ units }) => units));
  return widest <= WIDEST_FUSED_FORWARD ? 'fused' : 'tiled';
}
