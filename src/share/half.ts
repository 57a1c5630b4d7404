/**
 * IEEE 754 binary16 ("half", float16): 1 sign bit, 5 bits of exponent, 10 of fraction. `Float16Array` is newer than the browsers
 * that Fanout runs in.
 */

/** The largest finite half. */
export const LARGEST_HALF = 65_504;

const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);

/**
 * The 16 bits of the half nearest to `value`; of two equally near, the one with an even last bit, as IEEE 754 rounds.
 * @example halfBits(1) // 0x3c00
 */
export function halfBits(value: number): number {
  single[0] = value;
  const bits = bitsOfSingle[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fff_ffff;
  if (size > 0x7f80_0000) return sign | 0x7e00;
  // From 65,520 on, which is half a step above the largest half.
  if (size >= 0x477f_f000) return sign | 0x7c00;
  // Below 2⁻¹⁴ halves are subnormal: multiples of 2⁻²⁴.
  if (size < 0x3880_0000) return sign | roundHalfEven(Math.abs(single[0]) * 2 ** 24);
  // Exponents are biased by 127 and 15; the fraction loses 13 bits. A carry moves into the exponent, as it should.
  const exact = (size - (112 << 23)) / 2 ** 13;
  return sign | roundHalfEven(exact);
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below + (below & 1);
}

/** @example halfValue(0x3c00) // 1 */
export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
