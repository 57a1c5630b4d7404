/**
 * What `data/` hands on: the samples of an Experiment as typed arrays, split, scaled and encoded, ready for the
 * kernels, plus what the pictures need. Rows are samples; all matrices are row-major.
 */
import type { TargetCoding } from '../spec/output.ts';
import type { Task } from '../spec/dataSets.ts';

export interface Split {
  readonly count: number;
  /** [count, inputWidth]: what the network sees (features applied, scaled). */
  readonly inputs: Float32Array;
  /** [count, outputUnits]: what the loss sees. */
  readonly targets: Float32Array;
  /**
   * [count, rawWidth]: the sample before features and scaling; for planes the point (x1, x2). For images this is the
   * same array as `inputs` (60,000 digits are 188 MB): transferring one takes the other along.
   */
  readonly raw: Float32Array;
  /** [count]: class index; for regression the value, about −1 to 1 (the plane reaches ±1.2 in its corners). */
  readonly labels: Float32Array;
}

export interface PreparedData {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly coding: TargetCoding;
  readonly inputWidth: number;
  readonly outputUnits: number;
  readonly inputNames: readonly string[];
  readonly train: Split;
  readonly test: Split;
  /** Raw rows [n, rawWidth] to network inputs [n, inputWidth], with the scaling fitted on the training part. May give back the array it got. */
  toInputs(raw: Float32Array): Float32Array;
}
