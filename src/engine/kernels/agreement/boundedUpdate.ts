/** Error propagation through an optimiser update, from gradient, weight and slots. */
import { OPTIMIZER_CHECKS } from '#nn/checks.ts';
import { clipGradient, type Clip } from '#nn/clipping.ts';
import type { OptimizerSettings, Hyperparameters } from '#nn/hyperparameters.ts';
import type { LayerOffsets } from '#nn/NetworkShape.ts';
import { decayOf, OPTIMIZER_RULES, updateState } from '#nn/optimizers.ts';
import type { Update } from '#nn/OptimizerRule.ts';
import type { Bounded } from './Bounded.ts';
import { U } from '#nn/rounding.ts';
import type { Precision } from './precision.ts';

/** One parameter before its update: value w, slots p and q, gradient g (with penalties), and the error of each. */
interface Before {
  readonly g: number;
  readonly dg: number;
  readonly p: number;
  readonly dp: number;
  readonly q: number;
  readonly dq: number;
}

/** Errors of the step (what is subtracted from w) and of the slots; `stepSize` is its magnitude. */
interface Errors {
  readonly stepSize: number;
  readonly stepError: number;
  readonly dp: number;
  readonly dq: number;
}

const SIGNS = [-1, 0, 1];

/**
 * The rule evaluated at the corners of the intervals of gradient and slots: how far the results lie apart is how these
 * errors propagate. Constants, products and sums of g and the slots are rounded, too, which is as if these were off by 2 u
 * more (backward error analysis: Higham 2002, chapter 1); the rule's checks count what is rounded after that.
 */
function errorsOf(
  before: Before,
  settings: OptimizerSettings,
  update: Update,
  { divide, root }: Precision,
): Errors {
  const { g, p, q } = before;
  const dg = before.dg + 2 * U * Math.abs(g);
  const dp = before.dp + 2 * U * Math.abs(p);
  const dq = before.dq + 2 * U * Math.abs(q);
  const at = (i: number, j: number, k: number): [step: number, p: number, q: number] => {
    const slots = Float64Array.of(p + j * dp, q + k * dq);
    const step = -update(0, g + i * dg, slots);
    return [step, slots[0]!, slots[1]!];
  };
  const middle = at(0, 0, 0);
  const apart: [number, number, number] = [0, 0, 0];
  for (const i of SIGNS) {
    for (const j of dp ? SIGNS : [0]) {
      for (const k of dq ? SIGNS : [0]) {
        for (const [n, value] of at(i, j, k).entries()) {
          apart[n] = Math.max(apart[n]!, Math.abs(value - middle[n]!));
        }
      }
    }
  }
  const stepSize = Math.abs(middle[0]);
  const { roundings, dividesByRoot } = OPTIMIZER_CHECKS[settings.name];
  return {
    stepSize,
    stepError: apart[0] + (roundings * U + (dividesByRoot ? divide + root : 0)) * stepSize,
    dp: apart[1] + U * Math.abs(middle[1]),
    dq: apart[2] + U * Math.abs(middle[2]),
  };
}

/** The gradient with that of the penalties. */
function boundedObjective(
  state: Bounded,
  gradient: Bounded,
  layers: readonly LayerOffsets[],
  { l1, l2 }: Pick<Hyperparameters, 'l1' | 'l2'>,
): Bounded {
  const [value, error] = [gradient.value.slice(), gradient.error.slice()];
  if (l1 === 0 && l2 === 0) return { value, error };
  for (const { kernelOffset, biasOffset } of layers) {
    for (let i = kernelOffset; i < biasOffset; i++) {
      const [w, dw, g] = [state.value[i]!, state.error[i]!, value[i]!];
      // Rounding may decide the sign of a weight near zero, and so that of its l1 penalty.
      error[i]! +=
        l2 * dw + (dw > 0 && Math.abs(w) <= dw ? 2 * l1 : 0) + 3 * U * (Math.abs(g) + l1 + l2 * Math.abs(w));
      value[i] = g + l1 * Math.sign(w) + l2 * w;
    }
  }
  return { value, error };
}

/**
 * Clipping. By value no error grows. By norm a component is multiplied by limit / ‖g‖, whose relative error is that of the norm:
 * errors of the components, weighted by their share of it, and of a sum of squares; then a root, a division and a product.
 */
function boundedClip(
  { value, error }: Bounded,
  clip: Clip | undefined,
  { sum, root, divide }: Precision,
): Bounded {
  if (!clip || clip.by === 'none') return { value, error };
  const clipped = value.slice();
  clipGradient(clipped, clip);
  if (clip.by === 'value') return { value: clipped, error };
  const norm = Math.hypot(...value);
  const ofComponents = value.reduce((total, g, i) => total + Math.abs(g) * error[i]!, 0) / norm;
  // At the limit itself, rounding decides whether it is clipped: the factor is 1 in either case, within this error.
  if (norm + ofComponents < clip.limit * (1 - 8 * U)) return { value, error };
  const relative = ofComponents / norm + sum(value.length) + root + divide + 3 * U;
  const factor = Math.min(1, clip.limit / norm);
  return {
    value: clipped,
    error: error.map((dg, i) => dg * factor + relative * Math.abs(clipped[i]!)),
  };
}

/** One update of a state row in place, values by the reference's own rule. `t` counts updates from 1. */
export function boundedUpdate(
  state: Bounded,
  gradient: Bounded,
  layers: readonly LayerOffsets[],
  hyperparameters: Pick<Hyperparameters, 'optimizer' | 'l1' | 'l2' | 'clip'>,
  t: number,
  precision: Precision,
): void {
  const { optimizer, clip } = hyperparameters;
  const count = gradient.value.length;
  const shrink = decayOf(optimizer);
  const update = OPTIMIZER_RULES[optimizer.name].update(optimizer, t);
  const stepSizes = new Float64Array(count);
  const slotOf = (values: Float64Array, part: number, i: number): number => values[part * count + i] ?? 0;
  const whole = boundedObjective(state, gradient, layers, hyperparameters);
  const { value, error } = boundedClip(whole, clip, precision);
  for (const { kernelOffset, biasOffset, units } of layers) {
    for (let i = kernelOffset; i < biasOffset + units; i++) {
      const isKernel = i < biasOffset;
      const [w, dw] = [state.value[i]!, state.error[i]!];
      const [g, dg] = [value[i]!, error[i]!];
      const before: Before = {
        g,
        dg,
        p: slotOf(state.value, 1, i),
        dp: slotOf(state.error, 1, i),
        q: slotOf(state.value, 2, i),
        dq: slotOf(state.error, 2, i),
      };
      const { stepSize, stepError, dp, dq } = errorsOf(before, optimizer, update, precision);
      stepSizes[i] = stepSize;
      state.error[i] = dw + stepError + (isKernel && shrink ? (3 * shrink + 1) * U * Math.abs(w) : 0);
      if (count + i < state.error.length) state.error[count + i] = dp;
      if (2 * count + i < state.error.length) state.error[2 * count + i] = dq;
    }
  }
  updateState(state.value, gradient.value, layers, hyperparameters, t);
  // Rounding of the new weight by the last subtraction.
  for (let i = 0; i < count; i++) state.error[i]! += U * (Math.abs(state.value[i]!) + stepSizes[i]!);
}
