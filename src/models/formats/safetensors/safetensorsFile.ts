/**
 * The safetensors format: the length of a JSON header in 8 bytes, the header with dtype, shape and place of each tensor, padded so
 * that the data are aligned, then the data without a gap. https://github.com/huggingface/safetensors
 */
import { floatBytes } from '../../code/base64Floats.ts';

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

/** @param metadata texts by name */
export function safetensorsFile(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let end = 0;
  const header = Object.fromEntries(
    tensors.map(({ name, shape, values }) => {
      const start = end;
      end += 4 * values.length;
      return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
    }),
  );
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...header }));
  const length = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + length + end).fill(SPACE, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(json, 8);
  let at = 8 + length;
  for (const { values } of tensors) {
    file.set(floatBytes(values), at);
    at += 4 * values.length;
  }
  return file;
}

const SPACE = 0x20;
