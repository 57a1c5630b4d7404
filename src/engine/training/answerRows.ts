/** Answers of a network on the current device for rows that are in plain arrays, in portions that fit any device. */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { NetworkShape } from '../../spec/networkShape.ts';
import { denseForward } from '../kernels/denseForward.ts';

/** 4,096 digits are 13 MB. */
const ROWS_AT_ONCE = 4_096;

/** `parameters` [1, P] and rows [count, inputs] give [count, outputs]. */
export async function answerRows(
  shape: NetworkShape,
  parameters: Tensor2D,
  rows: Float32Array,
  count: number,
): Promise<Float32Array> {
  const units = shape.layers.at(-1)!.units;
  const answers = new Float32Array(count * units);
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const portion = Math.min(ROWS_AT_ONCE, count - start);
    const values = rows.slice(start * shape.inputs, (start + portion) * shape.inputs);
    const x = tensor2d(values, [portion, shape.inputs]);
    const output = denseForward(parameters, x, { shape, everyLayer: false });
    x.dispose();
    answers.set(await readAndDispose(output), start * units);
  }
  return answers;
}

/** Reads a float tensor and frees it, also when reading fails. */
export async function readAndDispose(tensor: {
  data(): Promise<unknown>;
  dispose(): void;
}): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
