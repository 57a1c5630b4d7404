/**
 * How parameters follow their gradient. The state row is [parameters | slot 1 | slot 2]; each rule moves one parameter
 * and its slots. Formulas: `contract.ts`. Penalties (l1, l2) and AdamW's decay touch kernels, never biases.
 */
import type { LayerPlace } from '../../../spec/networkShape.ts';
import { ADAGRAD_START, SLOTS_OF_OPTIMIZER, type OptimizerPlan, type TrainPlan } from '../contract.ts';
import type { Numbers } from './activations.ts';

/** A state row with fresh slots for these parameters [P]: length P · (1 + slots). */
export function initialState<T extends Numbers>(parameters: T, optimizer: OptimizerPlan['name']): T {
  const count = parameters.length;
  const length = count * (1 + SLOTS_OF_OPTIMIZER[optimizer]);
  const state = parameters instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
  state.set(parameters);
  if (optimizer === 'adagrad') state.fill(ADAGRAD_START, count);
  return state as T;
}

/** Moves parameter `i` of `count` against its gradient `g`. `t` counts updates from 1. */
function updateOne(
  state: Numbers,
  count: number,
  i: number,
  g: number,
  plan: OptimizerPlan,
  t: number,
): void {
  const { learningRate, momentum, decay, beta1, beta2, epsilon } = plan;
  const first = count + i;
  const second = 2 * count + i;
  const w = state[i]!;
  switch (plan.name) {
    case 'sgd':
      state[i] = w - learningRate * g;
      break;
    case 'momentum': {
      const velocity = momentum * state[first]! + g;
      state[first] = velocity;
      state[i] = w - learningRate * velocity;
      break;
    }
    case 'nesterov': {
      const velocity = momentum * state[first]! + g;
      state[first] = velocity;
      state[i] = w - learningRate * (g + momentum * velocity);
      break;
    }
    case 'rmsprop': {
      const meanSquare = decay * state[first]! + (1 - decay) * g * g;
      state[first] = meanSquare;
      state[i] = w - (learningRate * g) / Math.sqrt(meanSquare + epsilon);
      break;
    }
    case 'adagrad': {
      const sumOfSquares = state[first]! + g * g;
      state[first] = sumOfSquares;
      state[i] = w - (learningRate * g) / Math.sqrt(sumOfSquares + epsilon);
      break;
    }
    case 'adam':
    case 'adamw': {
      const mean = beta1 * state[first]! + (1 - beta1) * g;
      const meanSquare = beta2 * state[second]! + (1 - beta2) * g * g;
      state[first] = mean;
      state[second] = meanSquare;
      // Both averages started at 0; dividing takes that start out again (Kingma & Ba 2015, algorithm 1).
      const unbiasedMean = mean / (1 - beta1 ** t);
      const unbiasedSquare = meanSquare / (1 - beta2 ** t);
      state[i] = w - (learningRate * unbiasedMean) / (Math.sqrt(unbiasedSquare) + epsilon);
      break;
    }
  }
}

/**
 * One update of the state row in place. `gradient` [P] is that of the batch's mean loss, without penalties; `t` is
 * the number of this update, from 1.
 */
export function updateState(
  state: Numbers,
  gradient: Numbers,
  places: readonly LayerPlace[],
  plan: Pick<TrainPlan, 'optimizer' | 'l1' | 'l2'>,
  t: number,
): void {
  const { optimizer, l1, l2 } = plan;
  const count = gradient.length;
  for (const { kernelOffset, biasOffset, units } of places) {
    for (let i = kernelOffset; i < biasOffset; i++) {
      const w = state[i]!;
      const g = gradient[i]! + l1 * Math.sign(w) + l2 * w;
      if (optimizer.name === 'adamw') state[i] = w - optimizer.learningRate * optimizer.weightDecay * w;
      updateOne(state, count, i, g, optimizer, t);
    }
    for (let i = biasOffset; i < biasOffset + units; i++) {
      updateOne(state, count, i, gradient[i]!, optimizer, t);
    }
  }
}
