/**
 * The hyperparameters on the GPU: their numbers as a uniform (so that a new learning rate needs no new shader), and WGSL of
 * the optimiser's rule (`nn/optimizers/`) and of dropout, whose hash is that of `nn/dropoutMask.ts`, bit for bit.
 */
import type { Clipping } from '#nn/clipping.ts';
import { dropoutThreshold } from '#nn/dropoutMask.ts';
import { OPTIMIZER_WGSL } from '#nn/generated/optimizersWgsl.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { HYPERPARAMETER_NAMES, type OptimizerName } from '#nn/vocabulary.ts';

/** Float32 of the uniform, in order. `nameRest` is 1 − name, for running means. Rates are in the step table. */
const REALS = [
  ...HYPERPARAMETER_NAMES.flatMap((name) => [name, `${name}Rest`]),
  'l1',
  'l2',
  'clipLimit',
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
  const { optimizer, l1, l2, clip, dropout, seed } = settings;
  const constants = HYPERPARAMETER_NAMES.flatMap((name) => [optimizer[name], 1 - optimizer[name]]);
  const reals = [...constants, l1, l2, clip?.limit ?? 0, 1 / (1 - dropout)];
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
 * WGSL of `penalised(w, g, isKernel) -> g`, the gradient of the objective, and of
 * `updated(w, g, slot1, slot2, isKernel, moment) -> (w', slot1', slot2')` by the file of `nn/optimizers/`, with decoupled decay
 * for kernels; `moment` is the step's two bias corrections, learning rate and decay. Expects the uniform `settings`.
 */
export function optimizerCode(name: OptimizerName): string {
  const decays = OPTIMIZER_RULES[name].decay !== undefined;
  return `
fn penalised(w: f32, g: f32, isKernel: bool) -> f32 {
  return g + select(0.0, settings.l1 * sign(w) + settings.l2 * w, isKernel);
}
fn updated(w0: f32, g: f32, slot1: f32, slot2: f32, isKernel: bool, moment: vec4<f32>) -> vec3<f32> {
  let correction = moment.xy;
  let learningRate = moment.z;
  let w = ${decays ? 'w0 - select(0.0, moment.w * w0, isKernel)' : 'w0'};
  ${OPTIMIZER_WGSL[name]}
}
`;
}

/** How the hyperparameters clip. */
export const clippingOf = ({ clip }: Pick<Hyperparameters, 'clip'>): Clipping => clip?.by ?? 'none';

/**
 * WGSL of clipping: `clippedValue(g)`, or `square(g)` of a component and `clipFactor(sum of squares)`. Components are scaled by an
 * exact power of two before they are squared, since float32 overflows from 2⁶⁴ on and what then underflows is far below any limit.
 */
export const CLIPPING_CODE: Readonly<Record<Clipping, string>> = {
  none: '',
  // A NaN stays one, so that the run is seen to have diverged.
  value: `
fn clippedValue(g: f32) -> f32 { return select(clamp(g, -settings.clipLimit, settings.clipLimit), g, g != g); }
`,
  norm: `
const NORM_SCALE = ${2 ** -32};
fn square(g: f32) -> f32 { let scaled = g * NORM_SCALE; return scaled * scaled; }
fn clipFactor(squares: f32) -> f32 {
  let norm = sqrt(squares) / NORM_SCALE;
  return select(settings.clipLimit / norm, 1.0, norm <= settings.clipLimit);
}
`,
};

/** WGSL of the gradient `g` of parameter `w` as it is before an update, but for clipping by norm. */
export function clippedGradient(clipping: Clipping, w: string, g: string, isKernel: string): string {
  const whole = `penalised(${w}, ${g}, ${isKernel})`;
  return clipping === 'value' ? `clippedValue(${whole})` : whole;
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
