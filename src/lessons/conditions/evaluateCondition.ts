/**
 * What a condition comes to in what was observed. Three-valued logic (Kleene): what is not known yet makes nothing true, and
 * nothing false either, unless the other side decides.
 */
import { FUNCTIONS, type Comparison, type ConditionTree, type Moment } from './ConditionTree.ts';
import type { Observation, PlainName } from './Observation.ts';
import { readQuantity, readSetting, type ConditionValue } from './readQuantity.ts';

export type BestValues = Readonly<Partial<Record<PlainName, number>>>;

/** One run of training, from a start to the next. */
export interface Trial {
  readonly last: Observation;
  readonly best: BestValues;
}

/** All that a condition may speak of. */
export interface Scope {
  readonly now: Observation;
  readonly before: Observation;
  readonly best: BestValues;
  /** Runs that were kept under a name. */
  readonly runs: ReadonlyMap<string, Observation>;
  /** Runs of training since the step was opened, the present one last. */
  readonly trials: readonly Trial[];
}

/** @returns null for what is not known yet; true, false, or what an expression comes to */
export function evaluateCondition(tree: ConditionTree, scope: Scope): ConditionValue {
  const value = (of: ConditionTree): ConditionValue => evaluateCondition(of, scope);
  switch (tree.kind) {
    case 'literal':
      return tree.value;
    case 'quantity':
      return tree.moment === 'best'
        ? (scope.best[tree.name as PlainName] ?? null)
        : readQuantity(tree.name, tree.args, observed(tree.moment, scope));
    case 'setting':
      return readSetting(tree.path, observed(tree.moment, scope));
    case 'both':
    case 'either': {
      const [left, right] = [value(tree.left), value(tree.right)];
      const decides = tree.kind === 'either';
      if (left === decides || right === decides) return decides;
      return left === null || right === null ? null : !decides;
    }
    case 'not': {
      const of = value(tree.of);
      return of === null ? null : of !== true;
    }
    case 'minus':
      return computed((x) => -x, value(tree.of));
    case 'computed': {
      const [left, right] = [value(tree.left), value(tree.right)];
      const { by } = tree;
      return computed(
        (a, b) => (by === '+' ? a + b : by === '-' ? a - b : by === '*' ? a * b : a / b),
        left,
        right,
      );
    }
    case 'called':
      return computed(FUNCTIONS[tree.name], ...tree.args.map(value));
    case 'compared':
      return compared(tree.by, value(tree.left), value(tree.right));
    case 'overRuns': {
      const found = scope.trials.map(({ last, best }) =>
        evaluateCondition(tree.of, { ...scope, now: last, best }),
      );
      return tree.count === 'count'
        ? found.filter((each) => each === true).length
        : new Set(found.filter((each) => each !== null)).size;
    }
  }
}

/** What was observed at a moment; null for a run that was not kept yet. */
export function observed(moment: Exclude<Moment, 'best'>, scope: Scope): Observation | null {
  if (moment === 'now') return scope.now;
  if (moment === 'before') return scope.before;
  return typeof moment === 'object' ? (scope.runs.get(moment.run) ?? null) : null;
}

function computed(operation: (...all: number[]) => number, ...values: ConditionValue[]): number | null {
  if (!values.every((value) => typeof value === 'number')) return null;
  const result = operation(...values);
  return Number.isNaN(result) ? null : result;
}

function compared(by: Comparison, left: ConditionValue, right: ConditionValue): boolean | null {
  if (left === null || right === null) return null;
  if (by === '==') return left === right;
  if (by === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  switch (by) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
