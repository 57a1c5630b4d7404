/** What a condition is once it is read: plain data, whose names are all known. */
import type { QuantityName } from './quantities.ts';

export const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const ARITHMETIC = ['+', '-', '*', '/'] as const;
export type Arithmetic = (typeof ARITHMETIC)[number];

/**
 * Which values of a quantity are meant: the present one, the best since the run began, the one when the step was opened, or the one that was
 * kept under a name.
 */
export type Moment = 'now' | 'best' | 'before' | { readonly run: string };

export interface QuantityTree {
  readonly kind: 'quantity';
  readonly moment: Moment;
  readonly name: QuantityName;
  readonly args: readonly number[];
}

export interface SettingTree {
  readonly kind: 'setting';
  readonly moment: Exclude<Moment, 'best'>;
  /** Keys into the Experiment: ['network', 'hidden', 0, 'units']; 'length' counts a list. */
  readonly path: readonly (string | number)[];
}

export type ConditionTree =
  | { readonly kind: 'literal'; readonly value: number | string | boolean }
  | QuantityTree
  | SettingTree
  | { readonly kind: 'both' | 'either'; readonly left: ConditionTree; readonly right: ConditionTree }
  | { readonly kind: 'not' | 'minus'; readonly of: ConditionTree }
  | {
      readonly kind: 'compared';
      readonly by: Comparison;
      readonly left: ConditionTree;
      readonly right: ConditionTree;
    }
  | {
      readonly kind: 'computed';
      readonly by: Arithmetic;
      readonly left: ConditionTree;
      readonly right: ConditionTree;
    }
  | { readonly kind: 'called'; readonly name: FunctionName; readonly args: readonly ConditionTree[] }
  /** Over the runs since the step was opened: in how many `of` holds, or how many values it has there. */
  | { readonly kind: 'overRuns'; readonly count: 'count' | 'kinds'; readonly of: ConditionTree };

export const FUNCTIONS = {
  abs: (x: number): number => Math.abs(x),
  min: (...all: number[]): number => Math.min(...all),
  max: (...all: number[]): number => Math.max(...all),
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
