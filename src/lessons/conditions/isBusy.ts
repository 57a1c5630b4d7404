/**
 * Whether a condition is not to be judged: it compares measurements of the server, and in one of them so many requests were sent late that
 * the machine, not the server, was measured.
 */
import type { ConditionTree } from './ConditionTree.ts';
import { observed, type Scope } from './evaluateCondition.ts';
import { quantityNamed } from './quantities.ts';

/** Share of requests that may be sent more than a millisecond late. */
export const MOST_LATE_SHARE = 0.4;

export function isBusy(tree: ConditionTree, scope: Scope): boolean {
  return quantitiesIn(tree).some(({ name, moment }) => {
    if (moment === 'best' || quantityNamed(name).isServing === undefined) return false;
    const late = observed(moment, scope)?.values.lateShare;
    return typeof late === 'number' && late > MOST_LATE_SHARE;
  });
}

type QuantityTree = Extract<ConditionTree, { kind: 'quantity' }>;

/** All quantities that a condition reads. */
export function quantitiesIn(tree: ConditionTree): QuantityTree[] {
  switch (tree.kind) {
    case 'quantity':
      return [tree];
    case 'literal':
    case 'setting':
      return [];
    case 'not':
    case 'minus':
    case 'overRuns':
      return quantitiesIn(tree.of);
    case 'called':
      return tree.args.flatMap(quantitiesIn);
    default:
      return [...quantitiesIn(tree.left), ...quantitiesIn(tree.right)];
  }
}
