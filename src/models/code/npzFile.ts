/**
 * NumPy's .npz: a zip of .npy files, each a short header and the numbers of one array.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { zipSync } from 'fflate';
import { floatBytes } from './base64Floats.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

export function npzFile(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyFile(array)] as const);
  // A date of its own would make two exports of one network differ.
  return zipSync(Object.fromEntries(files), { mtime: FIRST_DATE });
}

/** The first that a zip can hold. */
const FIRST_DATE = '1980-01-01T00:00:00';

function npyFile({ shape, values }: NpyArray): Uint8Array {
  const dims = shape.map((dim) => `${dim},`).join(' ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dims}), }`;
  const begin = `\u0093NUMPY\u0001\u0000`;
  const length = Math.ceil((begin.length + 2 + header.length + 1) / 64) * 64 - begin.length - 2;
  const text = `${begin}${String.fromCharCode(length % 256, Math.floor(length / 256))}${header.padEnd(length - 1)}\n`;
  const file = new Uint8Array(text.length + 4 * values.length);
  for (let i = 0; i < text.length; i++) file[i] = text.charCodeAt(i);
  file.set(floatBytes(values), text.length);
  return file;
}
