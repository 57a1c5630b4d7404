/**
 * A formula of the columns of a row as a tree of calls, with operators as calls too, so that each format writes it by one table
 * of operations.
 */
import { CONSTANTS } from '#formula/functions.ts';
import { parseFormula, type FormulaTree } from '#formula/parseFormula.ts';
import { bug } from '#messages/bug.ts';

/** Every operation of a formula. `choose` takes its second argument where the first is above 0, else its third. */
export const OPERATIONS = [
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'pow',
  'neg',
  'lt',
  'gt',
  'le',
  'ge',
  'choose',
  'sin',
  'cos',
  'tan',
  'atan',
  'atan2',
  'tanh',
  'exp',
  'log',
  'log2',
  'log10',
  'sqrt',
  'abs',
  'sign',
  'floor',
  'ceil',
  'round',
  'sigmoid',
  'relu',
  'step',
  'hypot',
  'min',
  'max',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'call'; readonly operation: Operation; readonly args: readonly Expression[] };

const OF_OPERATOR: ReadonlyMap<string, Operation> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['%', 'mod'],
  ['^', 'pow'],
  ['**', 'pow'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['<=', 'le'],
  ['>=', 'ge'],
]);

/**
 * @param formula without a name; as in a valid experiment
 * @param columns names of the row, in order
 * @example expressionOf('x1 + 2', ['x1']).kind // 'call'
 */
export function expressionOf(formula: string, columns: readonly string[]): Expression {
  return resolved(parseFormula(formula));

  function resolved(tree: FormulaTree): Expression {
    switch (tree.kind) {
      case 'number':
        return { kind: 'number', value: tree.value };
      case 'name': {
        const column = columns.indexOf(tree.name);
        if (column >= 0) return { kind: 'column', column };
        const value = CONSTANTS.get(tree.name);
        if (value === undefined) throw bug(`no column or constant ${tree.name}`);
        return { kind: 'number', value };
      }
      case 'minus':
        return call('neg', tree.of);
      case 'operator':
        return call(OF_OPERATOR.get(tree.operator)!, tree.left, tree.right);
      case 'choice':
        return call('choose', tree.test, tree.yes, tree.no);
      case 'call':
        return call(operationNamed(tree.name), ...tree.args);
    }
  }

  function call(operation: Operation, ...args: readonly FormulaTree[]): Expression {
    return { kind: 'call', operation, args: args.map(resolved) };
  }
}

function operationNamed(name: string): Operation {
  if (name === 'ln') return 'log';
  const found = OPERATIONS.find((operation) => operation === name);
  if (!found) throw bug(`no operation ${name}`);
  return found;
}
