/**
 * The hyperparameters on the GPU: their numbers as a uniform (so that a new learning rate needs no new shader), and WGSL of
 * the optimiser's rule (`nn/optimizers/`) and of dropout, whose hash is that of `nn/dropoutMask.ts`, bit for bit.
 */
import { dropoutThreshold } from '#nn/dropoutMask.ts';
import { OPTIMIZER_WGSL } from '#nn/generated/optimizersWgsl.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { decayOf, OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { HYPERPARAMETER_NAMES, type OptimizerName } from '#nn/vocabulary.ts';

/** Float32 of the uniform, in order. `nameRest` is 1 − name, for running means. */
const REALS = [
  'learningRate',
  ...HYPERPARAMETER_NAMES.flatMap((name) => [name, `${name}Rest`]),
  'shrink',
  'l1',
  'l2',
  'keepScale',
];
/** Unsigned integers behind them. */
const INTEGERS = ['dropBelow', 'seed', 'firstStep'];

export const HYPERPARAMETER_WORDS = REALS.length + INTEGERS.length;

export const HYPERPARAMETERS_STRUCT = `
struct Hyperparameters {
  ${[...REALS.map((name) => `${name}: f32`), ...INTEGERS.map((name) => `${name}: u32`)].join(', ')},
}
`;

/**
 * Writes the uniform. `1 − β` is taken in double precision: in single, 1 − 0.999 is wrong in its fifth digit.
 * @param firstStep number of the first update, where the dropout stream goes on
 */
export function writeHyperparameters(
  view: DataView,
  at: number,
  settings: Hyperparameters,
  firstStep: number,
): void {
  const { optimizer, l1, l2, dropout, seed } = settings;
  const constants = HYPERPARAMETER_NAMES.flatMap((name) => [optimizer[name], 1 - optimizer[name]]);
  const reals = [optimizer.learningRate, ...constants, decayOf(optimizer), l1, l2, 1 / (1 - dropout)];
  const integers = [dropoutThreshold(dropout), seed >>> 0, firstStep];
  for (const [i, value] of reals.entries()) view.setFloat32(at + 4 * i, value, true);
  for (const [i, value] of integers.entries()) view.setUint32(at + 4 * (reals.length + i), value, true);
}

/** Bias corrections at update t (from 1): 1 / (1 − βᵗ) for the two hyperparameters that the rule names, else 1. */
export function biasCorrections({ optimizer }: Hyperparameters, t: number): [number, number] {
  const { powersOf } = OPTIMIZER_RULES[optimizer.name];
  if (!powersOf) return [1, 1];
  const [first, second] = powersOf;
  return [1 / (1 - optimizer[first] ** t), 1 / (1 - optimizer[second] ** t)];
}

/**
 * WGSL of `updated(w, g, slot1, slot2, isKernel, correction) -> (w', slot1', slot2')` by the file of `nn/optimizers/`, with
 * the penalties' gradient and decoupled decay for kernels. Expects the uniform `settings`.
 */
export function optimizerCode(name: OptimizerName): string {
  const decays = OPTIMIZER_RULES[name].decay !== undefined;
  return `
fn updated(w0: f32, g0: f32, slot1: f32, slot2: f32, isKernel: bool, correction: vec2<f32>) -> vec3<f32> {
  let g = g0 + select(0.0, settings.l1 * sign(w0) + settings.l2 * w0, isKernel);
  let w = ${decays ? 'w0 - select(0.0, settings.shrink * w0, isKernel)' : 'w0'};
  ${OPTIMIZER_WGSL[name]}
}
`;
}

/** WGSL of `dropoutKey(step, layer)` and `kept(key, sample, unit, units)`: 0, or 1/(1 − dropout). */
export const DROPOUT = `
fn mix32(v: u32) -> u32 {
  var h = v;
  h ^= h >> 16u;
  h *= 0x7feb352du;
  h ^= h >> 15u;
  h *= 0x846ca68bu;
  h ^= h >> 16u;
  return h;
}
fn dropoutKey(step: u32, layer: u32) -> u32 { return mix32(mix32(mix32(settings.seed) + step) + layer); }
fn kept(key: u32, sample: u32, unit: u32, units: u32) -> f32 {
  return select(settings.keepScale, 0.0, mix32(key + (sample * units + unit)) < settings.dropBelow);
}
`;
