/** How the errors of gradient, weight and slots go into an update. Formulas of the rules: `contract.ts`. */
import type { LayerPlace } from '../../../spec/networkShape.ts';
import type { OptimizerPlan, TrainPlan } from '../contract.ts';
import { updateState } from '../reference/optimizers.ts';
import type { Bounded } from './Bounded.ts';
import { U, type Precision } from './precision.ts';

/** One parameter before its update: value w, slots p and q, gradient g (with penalties), and the error of each. */
interface Before {
  readonly g: number;
  readonly dg: number;
  readonly p: number;
  readonly dp: number;
  readonly q: number;
  readonly dq: number;
}

/** Errors of the way made (what is taken from w) and of the slots; `way` is its size. */
interface Errors {
  readonly way: number;
  readonly dWay: number;
  readonly dp: number;
  readonly dq: number;
}

/** lr·g/√(s + ε): the root may be anything between those of s ± its error. */
function dividedByRoot(
  { g, dg }: Before,
  square: number,
  dSquare: number,
  { learningRate, epsilon }: OptimizerPlan,
  { divide, root }: Precision,
): { way: number; dWay: number } {
  const least = Math.max(0, square - dSquare) + epsilon;
  const way = (learningRate * Math.abs(g)) / Math.sqrt(square + epsilon);
  const dWay =
    (learningRate * dg) / Math.sqrt(least) +
    (learningRate * (Math.abs(g) + dg) * dSquare) / (2 * least ** 1.5) +
    (divide + root + 4 * U) * way;
  return { way, dWay };
}

/** Every constant (rate, β, 1 − β, ρ) is rounded once to single precision, every product and sum once more. */
function errorsOf(before: Before, plan: OptimizerPlan, t: number, precision: Precision): Errors {
  const { g, dg, p, dp, q, dq } = before;
  const { learningRate: rate, momentum, decay, beta1, beta2, epsilon } = plan;
  const size = Math.abs(g);
  const squareError = 2 * size * dg + dg * dg;
  switch (plan.name) {
    case 'sgd':
      return { way: rate * size, dWay: rate * dg + 2 * U * rate * size, dp: 0, dq: 0 };
    case 'momentum':
    case 'nesterov': {
      const velocity = Math.abs(momentum * p + g);
      const dVelocity = momentum * dp + dg + 3 * U * (momentum * Math.abs(p) + size);
      if (plan.name === 'momentum') {
        return { way: rate * velocity, dWay: rate * (dVelocity + 2 * U * velocity), dp: dVelocity, dq: 0 };
      }
      const way = rate * (size + momentum * velocity);
      return { way, dWay: rate * (dg + momentum * dVelocity) + 5 * U * way, dp: dVelocity, dq: 0 };
    }
    case 'rmsprop': {
      const square = decay * p + (1 - decay) * g * g;
      const dSquare = decay * dp + (1 - decay) * squareError + 5 * U * square;
      return { ...dividedByRoot(before, square, dSquare, plan, precision), dp: dSquare, dq: 0 };
    }
    case 'adagrad': {
      const square = p + g * g;
      const dSquare = dp + squareError + 2 * U * square;
      return { ...dividedByRoot(before, square, dSquare, plan, precision), dp: dSquare, dq: 0 };
    }
    case 'adam':
    case 'adamw': {
      const mean = beta1 * p + (1 - beta1) * g;
      const dMean = beta1 * dp + (1 - beta1) * dg + 3 * U * (beta1 * Math.abs(p) + (1 - beta1) * size);
      const square = beta2 * q + (1 - beta2) * g * g;
      const dSquare = beta2 * dq + (1 - beta2) * squareError + 5 * U * square;
      const [unbias1, unbias2] = [1 / (1 - beta1 ** t), 1 / (1 - beta2 ** t)];
      const whole = square * unbias2;
      const dWhole = (dSquare + 2 * U * square) * unbias2;
      const root = Math.sqrt(whole);
      const apart = Math.max(Math.sqrt(whole + dWhole) - root, root - Math.sqrt(Math.max(0, whole - dWhole)));
      const dRoot = apart + precision.root * root;
      const least = Math.max(root - dRoot, 0) + epsilon;
      const way = (rate * Math.abs(mean) * unbias1) / (root + epsilon);
      const dWay =
        (rate * unbias1 * dMean) / least + (way * dRoot) / least + (precision.divide + 6 * U) * way;
      return { way, dWay, dp: dMean, dq: dSquare };
    }
  }
}

/** One update of a state row in place, values by the reference's own rule. `t` counts updates from 1. */
export function boundedUpdate(
  state: Bounded,
  gradient: Bounded,
  places: readonly LayerPlace[],
  plan: Pick<TrainPlan, 'optimizer' | 'l1' | 'l2'>,
  t: number,
  precision: Precision,
): void {
  const { optimizer, l1, l2 } = plan;
  const count = gradient.value.length;
  const shrink = optimizer.name === 'adamw' ? optimizer.learningRate * optimizer.weightDecay : 0;
  const ways = new Float64Array(count);
  const at = (values: Float64Array, part: number, i: number): number => values[part * count + i] ?? 0;
  for (const { kernelOffset, biasOffset, units } of places) {
    for (let i = kernelOffset; i < biasOffset + units; i++) {
      const isKernel = i < biasOffset;
      const [w, dw] = [state.value[i]!, state.error[i]!];
      let [g, dg] = [gradient.value[i]!, gradient.error[i]!];
      if (isKernel && (l1 || l2)) {
        // Rounding may decide on which side of zero a weight is, and so the sign of its l1.
        dg +=
          l2 * dw +
          (dw > 0 && Math.abs(w) <= dw ? 2 * l1 : 0) +
          3 * U * (Math.abs(g) + l1 + l2 * Math.abs(w));
        g += l1 * Math.sign(w) + l2 * w;
      }
      const before: Before = {
        g,
        dg,
        p: at(state.value, 1, i),
        dp: at(state.error, 1, i),
        q: at(state.value, 2, i),
        dq: at(state.error, 2, i),
      };
      const { way, dWay, dp, dq } = errorsOf(before, optimizer, t, precision);
      ways[i] = way;
      state.error[i] = dw + dWay + (isKernel && shrink ? (3 * shrink + 1) * U * Math.abs(w) : 0);
      if (count + i < state.error.length) state.error[count + i] = dp;
      if (2 * count + i < state.error.length) state.error[2 * count + i] = dq;
    }
  }
  updateState(state.value, gradient.value, places, plan, t);
  // The last subtraction rounds the new weight.
  for (let i = 0; i < count; i++) state.error[i]! += U * (Math.abs(state.value[i]!) + ways[i]!);
}
