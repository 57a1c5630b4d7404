/**
 * The prepared samples of an Experiment as typed arrays: split, scaled and encoded for the kernels, with what plots
 * need. Rows are samples; all matrices are row-major.
 */
import type { TargetCoding } from '#experiment/output.ts';
import type { Task } from '#nn/vocabulary.ts';

export interface Split {
  readonly count: number;
  /** [count, inputWidth]: network inputs (features applied, scaled). */
  readonly inputs: Float32Array;
  /** [count, outputUnits]: targets of the loss. */
  readonly targets: Float32Array;
  /**
   * [count, rawWidth]: the sample before features and scaling; for planes the point (x1, x2). For images the same
   * array as `inputs` (60,000 digits are 188 MB), so transferring one transfers both.
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
  /**
   * Raw rows [n, rawWidth] → network inputs [n, inputWidth], with the scaling fitted on the training split. May return
   * the array it got.
   */
  toInputs(raw: Float32Array): Float32Array;
}
