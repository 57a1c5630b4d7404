/**
 * Trained parameters as text: halves (2 bytes a number) for links, singles for files and where a number is too large for a half. Bytes
 * are little-endian.
 */
import { fromBase64url, toBase64url } from './base64url.ts';
import { halfBits, halfValue, LARGEST_HALF } from './half.ts';

/** What a link or file holds of a run besides its experiment. */
export interface TrainedWeights {
  /** Flat parameters [P], in the layout of `nn/NetworkShape.ts`. */
  readonly parameters: Float32Array;
  readonly epoch: number;
  readonly step: number;
}

const HALVES = 'h';
const SINGLES = 's';

/**
 * @param parameters finite numbers
 * @param isExact as singles, whatever their size
 */
export function packWeights(parameters: Float32Array, isExact = false): string {
  if (isExact || parameters.some((value) => Math.abs(value) > LARGEST_HALF)) {
    const view = new DataView(new ArrayBuffer(parameters.length * 4));
    for (const [i, value] of parameters.entries()) view.setFloat32(4 * i, value, true);
    return SINGLES + toBase64url(new Uint8Array(view.buffer));
  }
  const view = new DataView(new ArrayBuffer(parameters.length * 2));
  for (const [i, value] of parameters.entries()) view.setUint16(2 * i, halfBits(value), true);
  return HALVES + toBase64url(new Uint8Array(view.buffer));
}

/**
 * @param count of the numbers that the network has
 * @returns null where the text has another count of numbers, one that is not finite, or is no such text
 */
export function unpackWeights(text: string, count: number): Float32Array | null {
  const bytes = fromBase64url(text.slice(1));
  const width = text.startsWith(HALVES) ? 2 : text.startsWith(SINGLES) ? 4 : 0;
  if (!bytes || width === 0 || bytes.length !== width * count) return null;
  const view = new DataView(bytes.buffer);
  const parameters = Float32Array.from({ length: count }, (_, i) =>
    width === 2 ? halfValue(view.getUint16(2 * i, true)) : view.getFloat32(4 * i, true),
  );
  return parameters.every(Number.isFinite) ? parameters : null;
}

/** What they are once they have been through a link. */
export const roundedWeights = (parameters: Float32Array): Float32Array =>
  unpackWeights(packWeights(parameters), parameters.length) ?? parameters;
