/** A device's kernels, apart from what tfjs calls. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { trainInSlices } from './cpu/trainInSlices.ts';

/** Where DenseTrain reads the order of samples. */
export interface OrderBuffer {
  readonly values: Int32Array;
  /** Writes the samples 0 … count − 1, shuffled by the epoch's key, to `values` from index `start` on. */
  shuffle(key: number, start: number, count: number): void;
}

export interface KernelSet {
  /** What a slow machine computes; snapshots and evaluations are sized by it. */
  readonly multiplyAddsPerSecond: number;
  /** Training that yields to the event loop; absent where a call cannot be interrupted. */
  readonly trainInSlices?: typeof trainInSlices;
  /** Name of the implementation that trains this network, as `DeviceReport.path` shows it. */
  path(shape: NetworkShape): string;
  /** Whether networks of this shape, with orders and rates of their own, train faster in one call; absent: nowhere. */
  trainsTogether?(shape: NetworkShape): boolean;
  /** Compiles what this network needs; rejects with the compiler's message. */
  prepare(shape: NetworkShape, hyperparameters: Hyperparameters, batchSize: number): Promise<void>;
  /** Drops what was compiled, so that it is compiled again; absent where nothing is compiled. */
  recompile?(): void;
  /**
   * The memory from which DenseForward reads the rows of `x`, to be written before each call; absent where a tensor has to be
   * made. The view is valid for one call.
   */
  inputRows?(x: Tensor2D): Float32Array;
  /**
   * The memory from which DenseTrain reads `order`, to be written before each call, and the compiled `shuffleSamples`; absent
   * where a tensor has to be made. Valid for one call.
   */
  orderBuffer?(order: Tensor1D): OrderBuffer;
}
