/**
 * What a file of `optimizers/` exports: the rule itself (under the file's name), `wgsl`, `assembly` and `checks`. A rule
 * moves one parameter w against its gradient g and keeps up to two numbers of each parameter, its slots.
 * docs/adding.md has an example.
 */
import type { Label } from './Label.ts';
import type { TensorOps } from './TensorOps.ts';

/** A constant of a rule, besides the learning rate. */
export interface Hyperparameter {
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** The learning rate and the hyperparameters with these names. */
export type RuleSettings<Names extends string> = Readonly<Record<Names | 'learningRate', number>>;

/** Moves one parameter: returns the new w, and puts what the rule remembers into `slots`. */
export type Update = (w: number, g: number, slots: Float64Array) => number;

/** A rule with hyperparameters of these names. */
export interface OptimizerRule<Names extends string = never> {
  /** Where it stands in menus, and by which number kernels know it: no two alike. */
  readonly order: number;
  readonly label: Label;
  readonly formula: string;
  /** A rate to start from when only the optimiser's name is known. */
  readonly learningRate: number;
  /** By name; rules that share a name share the constant. */
  readonly hyperparameters: Readonly<Record<Names, Hyperparameter>>;
  /** What is remembered of each parameter, and what that is at the start; at most two. */
  readonly slots: readonly { readonly name: string; readonly start: number }[];
  /** The rule for update number t, counted from 1. */
  readonly update: (settings: RuleSettings<Names>, t: number) => Update;
  /** Decoupled weight decay: kernels lose this share of themselves before each update. */
  readonly decay?: (settings: RuleSettings<Names>) => number;
  /** Two hyperparameters whose t-th powers the rule needs (bias correction); kernels keep the powers. */
  readonly powersOf?: readonly [Names, Names];
}

/**
 * The same on WebGPU: body of a function of `w`, `g`, `slot1` and `slot2` that returns vec3(new w, new slot1, new slot2).
 * In scope: `learningRate`, each hyperparameter as `settings.name` and one minus it as `settings.nameRest`;
 * with `powersOf`, `correction.x` and `.y` are 1/(1 − power).
 */
export type OptimizerWgsl = string;

/** The same in AssemblyScript, four parameters at once; `lanes.ts` is in scope. */
export interface OptimizerAssembly {
  /**
   * Lines before the loop. In scope: `settings` with `learningRate`, each hyperparameter and the powers `power1` and
   * `power2`, in double precision; `splat` makes four float32 of one; `rate` is the learning rate.
   */
  readonly constants?: string;
  /** Lines of the loop. In scope: `g`, and the variables `slot1` and `slot2`; sets `change`, what is taken from w. */
  readonly loop: string;
}

/** What tests hold it to. */
export interface OptimizerChecks<Names extends string = never> {
  /** The rule on whole tensors in operations of TensorFlow.js: new w, then the new slots. */
  readonly oracle: <T>(
    tf: TensorOps<T>,
    at: { readonly w: T; readonly g: T; readonly slots: readonly [T, T] },
    settings: RuleSettings<Names>,
    t: number,
  ) => readonly T[];
  /**
   * By hand from the formula: w after two updates with gradient 2, then −1, from 1, at a rate of 0.1, momentum 0.5,
   * decay 0.75, β₁ 0.5, β₂ 0.75, ε 0.01; of a hyperparameter of its own, its default.
   */
  readonly example: number;
  /** Constants, products and quotients that are rounded on the way from g and the slots to the change of w. */
  readonly roundings: number;
  /** One of them is a division by a square root, which devices do less exactly. */
  readonly dividesByRoot?: boolean;
  /** How far single precision may be off after two steps of a small network at a rate of 0.1, by measurement. */
  readonly stateError: number;
}
