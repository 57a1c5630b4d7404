/** What can be said of the numbers in a layer: histogram, moments, units that are dead or saturated, size of gradient and step. */
import { DESCRIBED_ACTIVATIONS } from './activations.ts';
import { layerOffsets, type LayerOffsets, type NetworkShape } from './NetworkShape.ts';
import type { Numbers } from './Numbers.ts';
import type { Activation, OutputActivation } from './vocabulary.ts';

/** Values that are not finite are counted and left out of the rest; where none is finite, min to std are NaN. */
export interface Distribution {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of these values themselves, not of a population that they were drawn from. */
  readonly std: number;
  /** Share that is exactly 0. */
  readonly zeroShare: number;
  readonly nanCount: number;
  readonly infiniteCount: number;
  /** Values in each of equally wide bins from `min` to `max`; the last holds `max`. */
  readonly bins: readonly number[];
}

/** @example distributionOf([0, 0, 1, 3], 3).bins // [2, 1, 1] */
export function distributionOf(values: ArrayLike<number>, binCount = 40): Distribution {
  let [min, max, sum, finite, zeros, nans] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) nans++;
    if (!Number.isFinite(value)) continue;
    finite++;
    sum += value;
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / finite;
  const bins = Array.from({ length: binCount }, () => 0);
  const width = (max - min) / binCount;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = width > 0 ? Math.min(binCount - 1, Math.floor((value - min) / width)) : 0;
    bins[bin]! += 1;
  }
  return {
    count: values.length,
    min: finite ? min : NaN,
    max: finite ? max : NaN,
    mean,
    std: Math.sqrt(squares / finite),
    zeroShare: values.length ? zeros / values.length : 0,
    nanCount: nans,
    infiniteCount: values.length - finite - nans,
    bins,
  };
}

/**
 * Within this share of the range of an end, an activation counts as saturated: beyond ±0.97 of tanh, where its derivative is below
 * 6 % of its largest.
 */
const FLAT_SHARE = 0.015;
/** A unit is saturated where it is so for at least this share of the samples. */
const FLAT_UNIT = 0.95;

export interface UnitStates {
  /** Units that are exactly 0 for every sample, where the activation is ReLU: no gradient reaches them. */
  readonly dead: readonly number[];
  /** Units that are saturated for nearly every sample. */
  readonly saturated: readonly number[];
  /** Share of all activations of the layer that are saturated; 0 where the activation is not bounded at both ends. */
  readonly saturatedShare: number;
}

/** @param values [units, count]: the activations of a layer, unit by unit */
export function unitStates(
  activation: Activation | OutputActivation,
  values: Numbers,
  count: number,
): UnitStates {
  const [low, high] = DESCRIBED_ACTIVATIONS[activation].range;
  const margin = FLAT_SHARE * (high - low);
  const isBounded = Number.isFinite(margin) && activation !== 'softmax';
  const dead: number[] = [];
  const saturated: number[] = [];
  let flatCount = 0;
  for (let unit = 0; unit * count < values.length; unit++) {
    const own = values.subarray(unit * count, (unit + 1) * count);
    if (activation === 'relu' && own.every((a) => a === 0)) dead.push(unit);
    if (!isBounded) continue;
    let flat = 0;
    for (let n = 0; n < count; n++) if (own[n]! < low + margin || own[n]! > high - margin) flat++;
    flatCount += flat;
    if (flat >= FLAT_UNIT * count) saturated.push(unit);
  }
  return { dead, saturated, saturatedShare: values.length ? flatCount / values.length : 0 };
}

/** Sizes of a layer's gradient and of one step. */
export interface LayerSizes {
  /** L2 norm of the gradient of kernel and bias. */
  readonly gradientNorm: number;
  /** L2 norm of what a step changes in the kernel over that of the kernel: about 0.001 is usual. Infinite for weights that are all 0. */
  readonly updateRatio: number;
}

/** @param parameters [P], with `gradient` [P] and `after` [P], the parameters one step later */
export function layerSizes(
  shape: NetworkShape,
  parameters: Numbers,
  gradient: Numbers,
  after: Numbers,
): LayerSizes[] {
  return layerOffsets(shape).map(({ kernelOffset, biasOffset, units }: LayerOffsets) => {
    let [change, weights, slope] = [0, 0, 0];
    for (let i = kernelOffset; i < biasOffset + units; i++) slope += gradient[i]! ** 2;
    for (let i = kernelOffset; i < biasOffset; i++) {
      change += (after[i]! - parameters[i]!) ** 2;
      weights += parameters[i]! ** 2;
    }
    return {
      gradientNorm: Math.sqrt(slope),
      updateRatio: change === 0 ? 0 : Math.sqrt(change) / Math.sqrt(weights),
    };
  });
}
