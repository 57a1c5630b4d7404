/** The one thing that the server core asks of a device: compute a batch. Injected, so that tests need no device. */
import type { DeviceName } from '../../spec/vocabulary.ts';
import type { Model } from './ServedModel.ts';

export interface InferredBatch {
  /** [padded size, outputs] */
  readonly outputs: Float32Array;
  readonly device: DeviceName;
  /** Which of the instances computed it, from 0. */
  readonly instance: number;
  /** When the device had finished; the rest until now was reading back. Clock milliseconds. */
  readonly computedMs: number;
}

/** Answers `rows` [paddedSize, inputs]. `rows` is reused afterwards: it must be read before the call returns. */
export type Infer = (model: Model, rows: Float32Array, paddedSize: number) => Promise<InferredBatch>;

/** How a device works: how many batches it takes at a time, and whether computing one blocks the thread. */
export interface Pace {
  readonly overlap: number;
  readonly synchronous: boolean;
}
