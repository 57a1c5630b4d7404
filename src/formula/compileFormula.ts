/**
 * Turns a formula into a function of a row. Closures over the parsed tree: nothing is generated, so it runs under any
 * Content-Security-Policy.
 */
import * as failures from '#messages/generated/formulaErrors.ts';
import { FormulaError } from './FormulaError.ts';
import { CONSTANTS, FUNCTIONS, OPERATORS } from './functions.ts';
import { parseFormula, type FormulaTree } from './parseFormula.ts';

/** Value of the formula for the row that begins at `at`; NaN or infinite where it has none. */
export type FormulaValue = (rows: ArrayLike<number>, at: number) => number;

export interface Formula {
  readonly value: FormulaValue;
  /** Columns that it reads, as indices, ascending. */
  readonly columns: readonly number[];
}

/**
 * @param names the columns of a row, in order; a name with other characters than letters, digits and _ is written in
 * backticks, or with _ in their place
 * @throws FormulaError for what cannot be parsed, an unknown name, or a wrong number of arguments
 * @example compileFormula('abs(x1 - x2)', ['x1', 'x2']).value([3, 5], 0) // 2
 */
export function compileFormula(text: string, names: readonly string[]): Formula {
  const columns = new Set<number>();
  const value = compiled(parseFormula(text));
  return { value, columns: [...columns].sort((a, b) => a - b) };

  function compiled(tree: FormulaTree): FormulaValue {
    switch (tree.kind) {
      case 'number': {
        const { value: number } = tree;
        return () => number;
      }
      case 'name':
        return named(tree.name, tree.at);
      case 'minus': {
        const of = compiled(tree.of);
        return (rows, at) => -of(rows, at);
      }
      case 'operator': {
        const operator = OPERATORS.get(tree.operator)!;
        const [left, right] = [compiled(tree.left), compiled(tree.right)];
        return (rows, at) => operator(left(rows, at), right(rows, at));
      }
      case 'choice': {
        const [test, yes, no] = [compiled(tree.test), compiled(tree.yes), compiled(tree.no)];
        return (rows, at) => (test(rows, at) > 0 ? yes(rows, at) : no(rows, at));
      }
      case 'call':
        return called(tree.name, tree.at, tree.args);
    }
  }

  function named(name: string, at: number): FormulaValue {
    const column = columnNamed(name, names);
    if (column >= 0) {
      columns.add(column);
      return (rows, start) => rows[start + column]!;
    }
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return () => constant;
    const isFunction = FUNCTIONS.has(name);
    const some = names.slice(0, 8).map(writtenName);
    if (isFunction) {
      throw new FormulaError(
        failures.needsArgument({ name }),
        at + name.length,
        failures.bracketAsIn({ name, argument: some[0] ?? '1' }),
      );
    }
    const known = { names: some.join(', ') };
    throw new FormulaError(
      failures.noName({ name }),
      at,
      names.length > 8 ? failures.oneOfMore(known) : failures.oneOf(known),
    );
  }

  function called(name: string, at: number, given: readonly FormulaTree[]): FormulaValue {
    const found = FUNCTIONS.get(name);
    if (!found) {
      throw new FormulaError(
        failures.noFunction({ name }),
        at,
        CONSTANTS.has(name) || columnNamed(name, names) >= 0
          ? failures.timesBeforeBracket({ name })
          : failures.oneOf({ names: [...FUNCTIONS.keys()].join(', ') }),
      );
    }
    const { least, most, value: apply } = found;
    if (given.length < least || given.length > most) {
      throw new FormulaError(
        failures.argumentsGiven({ name, count: given.length }),
        at,
        least === most
          ? failures.argumentCount({ count: least })
          : failures.argumentsBetween({ least, most }),
      );
    }
    const args = given.map(compiled);
    const [first, second] = args as [FormulaValue, FormulaValue];
    if (args.length === 1) return (rows, start) => apply(first(rows, start));
    if (args.length === 2) return (rows, start) => apply(first(rows, start), second(rows, start));
    return (rows, start) => apply(...args.map((arg) => arg(rows, start)));
  }
}

/** A column by its own name, or by the name that a formula can hold without backticks. */
function columnNamed(name: string, names: readonly string[]): number {
  const exact = names.indexOf(name);
  return exact >= 0 ? exact : names.findIndex((each) => plainName(each) === name);
}

const plainName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_');

/** A column as a formula writes it: "petal length" is petal_length; what begins with a digit needs backticks. */
export function writtenName(name: string): string {
  const plain = plainName(name);
  return /^[\p{L}_]/u.test(plain) && !FUNCTIONS.has(plain) && !CONSTANTS.has(plain) ? plain : `\`${name}\``;
}
