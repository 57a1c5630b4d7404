/** Forward pass on the current device for rows in plain arrays, in portions that fit any device. */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import { yieldToMessages } from './yieldToMessages.ts';

/** 4,096 digits are 13 MB. */
const ROWS_AT_ONCE = 4_096;

/** The thread yields to messages between portions, so a portion takes no longer than this. */
const PORTION_SECONDS = 0.25;

/**
 * @param parameters [1, P], or a state row [1, S]
 * @param rows [count, inputs]
 * @param pace multiply-adds a second of the device
 * @returns [count, outputs]
 */
export async function predictRows(
  shape: NetworkShape,
  parameters: Tensor2D,
  rows: Float32Array,
  count: number,
  pace = Infinity,
): Promise<Float32Array> {
  const affordable = Math.floor((PORTION_SECONDS * pace) / parameterCount(shape));
  const most = Math.max(1, Math.min(ROWS_AT_ONCE, affordable));
  const units = outputLayer(shape).units;
  const predictions = new Float32Array(count * units);
  for (let start = 0; start < count; start += most) {
    const portion = Math.min(most, count - start);
    const values = rows.slice(start * shape.inputs, (start + portion) * shape.inputs);
    const x = tensor2d(values, [portion, shape.inputs]);
    const output = denseForward(parameters, x, { shape, everyLayer: false });
    x.dispose();
    predictions.set(await readAndDispose(output), start * units);
    if (start + portion < count) await yieldToMessages();
  }
  return predictions;
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
