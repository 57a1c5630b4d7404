/**
 * How parameters follow their gradient. The state row is [parameters | slot 1 | slot 2]; a rule moves one parameter and its
 * slots. Each rule has a file of its own in `optimizers/`. Penalties (l1, l2) and decoupled decay touch kernels, never biases.
 * Penalties belong to the objective and are clipped with its gradient; decoupled decay does not.
 */
import { clipGradient } from './clipping.ts';
import { OPTIMIZER_MEMBERS } from './generated/optimizers.ts';
import type { Hyperparameters, OptimizerSettings } from './hyperparameters.ts';
import type { LayerOffsets } from './NetworkShape.ts';
import type { Numbers } from './Numbers.ts';
import type { Hyperparameter, OptimizerRule } from './OptimizerRule.ts';
import { HYPERPARAMETER_NAMES, type HyperparameterName, type OptimizerName } from './vocabulary.ts';

/** A rule that is given every hyperparameter and names those that it has. */
type AnyRule = Omit<OptimizerRule<HyperparameterName>, 'hyperparameters'> & {
  readonly hyperparameters: Readonly<Partial<Record<HyperparameterName, Hyperparameter>>>;
};

export const OPTIMIZER_RULES: Readonly<Record<OptimizerName, AnyRule>> = OPTIMIZER_MEMBERS;

/** Every hyperparameter of a rule, with its limits and its default. */
export const HYPERPARAMETERS = Object.assign(
  {},
  ...Object.values(OPTIMIZER_RULES).map(({ hyperparameters }) => hyperparameters),
) as Readonly<Record<HyperparameterName, Hyperparameter>>;

/**
 * The settings of an optimiser, with its rule's default for every hyperparameter that is left out.
 * @example optimizerSettings({ name: 'momentum', learningRate: 0.01 }).momentum // 0.9
 */
export function optimizerSettings(
  given: Pick<OptimizerSettings, 'name' | 'learningRate'> &
    Partial<Record<HyperparameterName, number | undefined>>,
): OptimizerSettings {
  const constants = Object.fromEntries(
    HYPERPARAMETER_NAMES.map((name) => [name, given[name] ?? HYPERPARAMETERS[name].default]),
  ) as Record<HyperparameterName, number>;
  return { name: given.name, learningRate: given.learningRate, ...constants };
}

/** Values that an optimiser keeps of each parameter. */
export const slotCount = (optimizer: OptimizerName): number => OPTIMIZER_RULES[optimizer].slots.length;

/** Share of itself that each kernel loses before an update; 0 for rules without decoupled decay. */
export const decayOf = (optimizer: OptimizerSettings): number =>
  OPTIMIZER_RULES[optimizer.name].decay?.(optimizer) ?? 0;

/** A state row with fresh slots for these parameters [P]: length P · (1 + slots). */
export function initialState<T extends Numbers>(parameters: T, optimizer: OptimizerName): T {
  const { slots } = OPTIMIZER_RULES[optimizer];
  const count = parameters.length;
  const length = count * (1 + slots.length);
  const state = parameters instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
  state.set(parameters);
  for (const [i, { start }] of slots.entries()) state.fill(start, (1 + i) * count, (2 + i) * count);
  return state as T;
}

/**
 * One update of the state row in place. `gradient` [P] is that of the batch's mean loss; the penalties are added to it and it is
 * clipped in place. `t` is the number of this update, from 1.
 */
export function updateState(
  state: Numbers,
  gradient: Numbers,
  layers: readonly LayerOffsets[],
  { optimizer, l1, l2, clip }: Pick<Hyperparameters, 'optimizer' | 'l1' | 'l2' | 'clip'>,
  t: number,
): void {
  const rule = OPTIMIZER_RULES[optimizer.name];
  const update = rule.update(optimizer, t);
  const decay = decayOf(optimizer);
  const count = gradient.length;
  const kept = new Float64Array(rule.slots.length);

  for (const { kernelOffset, biasOffset } of layers) {
    for (let i = kernelOffset; i < biasOffset; i++) {
      const w = state[i]!;
      gradient[i] = gradient[i]! + l1 * Math.sign(w) + l2 * w;
      if (decay !== 0) state[i] = w - decay * w;
    }
  }
  if (clip) clipGradient(gradient, clip);
  for (let i = 0; i < count; i++) {
    for (let slot = 0; slot < kept.length; slot++) kept[slot] = state[(1 + slot) * count + i]!;
    state[i] = update(state[i]!, gradient[i]!, kept);
    for (let slot = 0; slot < kept.length; slot++) state[(1 + slot) * count + i] = kept[slot]!;
  }
}
