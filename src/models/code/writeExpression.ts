/** Writes an expression in a programming language, by a table of its operations. */
import { bug } from '#messages/bug.ts';
import type { Expression, Operation } from '../Expression.ts';

export interface WrittenOperation {
  /** $0, $1, $2 are the arguments, each once: an argument may be a long text. `$all` are all of them, parted by commas. */
  readonly call: string;
  /** A function that `call` needs, defined once before it is used. */
  readonly define?: string;
}

export interface Dialect {
  number(value: number): string;
  column(index: number): string;
  readonly operations: Readonly<Record<Operation, WrittenOperation>>;
}

export function writeExpression(expression: Expression, dialect: Dialect): string {
  switch (expression.kind) {
    case 'number':
      return dialect.number(expression.value);
    case 'column':
      return dialect.column(expression.column);
    case 'call': {
      const args = expression.args.map((each) => writeExpression(each, dialect));
      return dialect.operations[expression.operation].call.replaceAll(/\$(\d|all)/g, (_, which: string) =>
        which === 'all' ? args.join(', ') : (args[Number(which)] ?? noArgument(expression.operation)),
      );
    }
  }
}

function noArgument(operation: Operation): never {
  throw bug(`${operation} has too few arguments`);
}

/** The functions that these expressions need, each once. */
export function definitionsOf(expressions: readonly Expression[], { operations }: Dialect): string[] {
  const found = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind !== 'call') return;
    const { define } = operations[expression.operation];
    if (define !== undefined) found.add(define);
    expression.args.forEach(visit);
  };
  expressions.forEach(visit);
  return [...found];
}
