/**
 * The counter-based generator behind dropout: a pure function of (seed, step, sample of the batch, layer, unit), so
 * that reference, wasm and WebGPU draw the same stream in any order and on any number of lanes. All arithmetic is on
 * unsigned 32-bit integers, which TypeScript (Math.imul), AssemblyScript and WGSL share bit for bit.
 */

/** Finaliser "lowbias32" of Chris Wellons' hash prospector: x → well-mixed x, a bijection. */
export function mix32(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/** Key of one training step and hidden layer (0 is the first hidden layer); computed once, then used for every unit. */
export function dropoutKey(seed: number, step: number, layer: number): number {
  return mix32((mix32((mix32(seed >>> 0) + step) >>> 0) + layer) >>> 0);
}

/** Units whose hash falls below this are silenced: dropout · 2³². */
export function dropoutThreshold(dropout: number): number {
  return Math.floor(dropout * 4294967296) >>> 0;
}

/** True if the unit is silenced. `sample` is the place in the mini-batch, `unit` and `units` belong to the layer. */
export function isDropped(
  key: number,
  sample: number,
  unit: number,
  units: number,
  threshold: number,
): boolean {
  return mix32((key + (sample * units + unit)) >>> 0) < threshold;
}
