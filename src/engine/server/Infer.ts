/** The interface of a device to the server core: compute one batch. Injected, so that tests need no device. */
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Model } from './ServedModel.ts';

export interface InferredBatch {
  /** [padded size, outputs] */
  readonly outputs: Float32Array;
  readonly device: DeviceName;
  /** Index of the instance that computed it, from 0. */
  readonly instance: number;
  /** When the device had finished computing, before the read-back. Milliseconds of the clock. */
  readonly computedMs: number;
}

/** Computes the outputs for `rows` [paddedSize, inputs]. `rows` is reused: it must be read before the call returns. */
export type Infer = (model: Model, rows: Float32Array, paddedSize: number) => Promise<InferredBatch>;

/** How many batches the device takes at a time, and whether computing one blocks the server's thread. */
export interface Pace {
  readonly overlap: number;
  readonly synchronous: boolean;
}
