/**
 * The field's words, listed once: every name that an Experiment may hold. Schema, menus, kernels and
 * exporters read these lists, so a new activation or loss starts here and the compiler names what is missing.
 */

export const ACTIVATIONS = [
  'linear',
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'softplus',
  'tanh',
  'sigmoid',
] as const;
/** Activation of a hidden layer. `leakyRelu` has slope 0.2; `gelu` is the exact (erf) form. */
export type Activation = (typeof ACTIVATIONS)[number];

export const OUTPUT_ACTIVATIONS = ['linear', 'tanh', 'sigmoid', 'softmax'] as const;
export type OutputActivation = (typeof OUTPUT_ACTIVATIONS)[number];

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

export const LOSSES = [
  'halfSquaredError',
  'meanSquaredError',
  'huber',
  'hinge',
  'binaryCrossentropy',
  'categoricalCrossentropy',
] as const;
export type Loss = (typeof LOSSES)[number];

export const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** Engineered inputs of the 2-D sets, in the order in which the network sees them. */
export const FEATURES = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'] as const;
export type Feature = (typeof FEATURES)[number];

/** How callers meet the server: one request at a time; many at once, a batch each; many at once, batched. */
export const PATTERNS = ['oneByOne', 'unbatched', 'batched'] as const;
export type Pattern = (typeof PATTERNS)[number];

/**
 * When waiting requests become a batch (pattern "batched"): one at a time; only full ones; Triton's dynamic batcher; a timer
 * from the first request on, as Ray Serve has it; a fitted cost a·n + b, BentoML's rule; AIMD to a latency, Clipper's.
 */
export const BATCH_POLICIES = ['none', 'fixed', 'triton', 'firstRequest', 'adaptive', 'aimd'] as const;
export type BatchPolicyName = (typeof BATCH_POLICIES)[number];

/** What becomes of a request that has waited too long: it ends, or it goes behind all that have not. */
export const TIMEOUT_ACTIONS = ['reject', 'delay'] as const;

/** Who decides when the next request is sent: the end of the last one, or a plan. */
export const LOAD_MODES = ['closed', 'open'] as const;

/**
 * The plan of an open loop: independent arrivals; even gaps; one burst a second; a rate that rises from 0 over the run;
 * the arrivals of an earlier run, or drawn ones.
 */
export const ARRIVALS = ['poisson', 'constant', 'bursts', 'ramp', 'recorded'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** What the request lab shows beside load and results. */
export const LAB_PANES = [
  'overview',
  'timeline',
  'latency',
  'answers',
  'windows',
  'sweep',
  'compare',
  'code',
] as const;
export type LabPane = (typeof LAB_PANES)[number];

export const DEVICE_NAMES = ['webgpu', 'wasm', 'cpu'] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];
