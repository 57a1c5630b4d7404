/**
 * Names of activations, initialisers, losses, optimisers and schedules. All but those of initialisers are gathered from
 * the files of their folders (`scripts/buildRegistries.mjs`); schema, menus, kernels and exporters read these lists.
 */
import type {
  ACTIVATIONS,
  HYPERPARAMETER_NAMES,
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  SCHEDULE_SETTING_NAMES,
  SCHEDULES,
} from './generated/names.ts';

export {
  ACTIVATIONS,
  HYPERPARAMETER_NAMES,
  LOSSES,
  OPTIMIZERS,
  OUTPUT_ACTIVATIONS,
  SCHEDULE_SETTING_NAMES,
  SCHEDULES,
} from './generated/names.ts';

/** Activation of a hidden layer: a file of `activations/`. */
export type Activation = (typeof ACTIVATIONS)[number];
/** Activation of an output layer: some of them, and softmax. */
export type OutputActivation = (typeof OUTPUT_ACTIVATIONS)[number];
/** A file of `losses/`. */
export type Loss = (typeof LOSSES)[number];
/** A file of `optimizers/`. */
export type OptimizerName = (typeof OPTIMIZERS)[number];
/** A constant that some optimiser has. */
export type HyperparameterName = (typeof HYPERPARAMETER_NAMES)[number];
/** A file of `schedules/`. */
export type ScheduleName = (typeof SCHEDULES)[number];
/** A setting that some schedule has. */
export type ScheduleSettingName = (typeof SCHEDULE_SETTING_NAMES)[number];

export const INITIALIZERS = [
  'playground',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'zeros',
] as const;
/** `playground` is the ancestor's start: kernels uniform in ±0.5, biases 0.1. All others start biases at 0. */
export type Initializer = (typeof INITIALIZERS)[number];

/** What a network is trained for: one of two classes, one of several, or a value. */
export type Task = 'binary' | 'multiclass' | 'regression';
