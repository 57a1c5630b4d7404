/**
 * Parses a formula into a tree. The only place that knows the library (jsep, which parses and never runs anything). Every node
 * that can be wrong later keeps its place in the text. Anything but numbers, names, calls and operators is refused.
 */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/formulaErrors.ts';
import jsep from 'jsep';
import { OPERATORS } from './functions.ts';
import { FormulaError } from './FormulaError.ts';
import { MOST_CHARACTERS } from './limits.ts';

export type FormulaTree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly at: number;
      readonly args: readonly FormulaTree[];
    }
  | { readonly kind: 'minus'; readonly of: FormulaTree }
  | {
      readonly kind: 'operator';
      readonly operator: string;
      readonly left: FormulaTree;
      readonly right: FormulaTree;
    }
  | {
      readonly kind: 'choice';
      readonly test: FormulaTree;
      readonly yes: FormulaTree;
      readonly no: FormulaTree;
    };

type Scope = jsep.HookScope;
type Node = jsep.Expression & { at?: number };

const PRECEDENCES: Readonly<Record<string, number>> = {
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '^': 11,
  '**': 11,
};

jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
for (const operator of OPERATORS.keys()) {
  jsep.addBinaryOp(operator, PRECEDENCES[operator]!, operator === '^' || operator === '**');
}
jsep.hooks.add('gobble-token', readToken);

/** Signs bind weaker than powers (−x^2 is −(x^2)); names keep their place; quoted names may hold any character. */
function readToken(this: Scope, env: { node?: jsep.Expression }): void {
  const at = this.index;
  const character = this.char;
  if (character === '-' || character === '+') {
    this.index++;
    const argument = readPower(this);
    env.node = character === '-' ? { type: 'UnaryExpression', operator: '-', argument } : argument;
  } else if (character === '`') {
    const end = this.expr.indexOf('`', at + 1);
    if (end < 0)
      throw new FormulaError(failures.nameWithoutEnd(), this.expr.length, failures.sign({ sign: '`' }));
    this.index = end + 1;
    env.node = { type: 'Identifier', name: this.expr.slice(at + 1, end), at };
  } else if (character === '(') {
    this.index++;
    env.node = readInBrackets(this);
    close(this, failures.sign({ sign: ')' }));
  } else if (/[\p{L}_$]|[^\p{ASCII}]/u.test(character)) {
    const { name } = this.gobbleIdentifier() as jsep.Expression;
    this.gobbleSpaces();
    env.node =
      this.char === '('
        ? { type: 'CallExpression', name, arguments: readArguments(this), at }
        : { type: 'Identifier', name, at };
  } else if (!/^(\d|\.\d)/.test(this.expr.slice(at))) throw missing(this.expr, at);
}

/** A call's own reader: the library's would go on to members of what is called. */
function readArguments(scope: Scope): jsep.Expression[] {
  const given: jsep.Expression[] = [];
  scope.index++;
  scope.gobbleSpaces();
  if (scope.char !== ')') {
    given.push(readInBrackets(scope));
    while (scope.char === ',') {
      scope.index++;
      given.push(readInBrackets(scope));
    }
  }
  close(scope, failures.bracketOrComma());
  return given;
}

function readInBrackets(scope: Scope): jsep.Expression {
  const node = scope.gobbleExpression() as jsep.Expression | undefined;
  if (!node) throw missing(scope.expr, scope.index);
  return node;
}

function close(scope: Scope, expected: Failure): void {
  const { expr, index } = scope;
  if (scope.char !== ')') {
    throw index >= expr.length
      ? new FormulaError(failures.endsEarly(), expr.length, expected)
      : unexpected(expr, index, expected);
  }
  scope.index++;
}

function readPower(scope: Scope): jsep.Expression {
  const base = scope.gobbleToken();
  if (!base) throw missing(scope.expr, scope.index);
  scope.gobbleSpaces();
  const [operator] = /^(\^|\*\*)/.exec(scope.expr.slice(scope.index)) ?? [];
  if (operator === undefined) return base;
  scope.index += operator.length;
  return { type: 'BinaryExpression', operator: '^', left: base, right: readPower(scope) };
}

/**
 * @throws FormulaError with the place of the first character that does not fit
 * @example parseFormula('abs(x1 - x2)')
 */
export function parseFormula(text: string): FormulaTree {
  if (text.length > MOST_CHARACTERS) {
    throw new FormulaError(failures.tooLong(), MOST_CHARACTERS, failures.atMost({ most: MOST_CHARACTERS }));
  }
  if (text.trim() === '') throw new FormulaError(failures.noFormula(), text.length, failures.operand());
  // The library's function reads a list of expressions; its class can stop after one, and tells where.
  const { Jsep } = jsep as unknown as { readonly Jsep: new (text: string) => Scope };
  const parser = new Jsep(text);
  let node: jsep.Expression | false | undefined;
  try {
    node = parser.gobbleExpression();
  } catch (error) {
    throw explained(error, text);
  }
  if (!node) throw missing(text, parser.index);
  if (parser.index < text.length) throw unexpected(text, parser.index, failures.afterOperand());
  return treeOf(node);
}

function treeOf(node: Node): FormulaTree {
  const tree = (part: unknown): FormulaTree => treeOf(part as Node);
  const { type, at = 0 } = node;
  switch (type) {
    case 'Literal':
      if (typeof node['value'] === 'number' && Number.isFinite(node['value'])) {
        return { kind: 'number', value: node['value'] };
      }
      throw new FormulaError(failures.notFinite({ text: node['raw'] as string }), at, failures.aNumber());
    case 'Identifier':
      return { kind: 'name', name: node['name'] as string, at };
    case 'UnaryExpression':
      return { kind: 'minus', of: tree(node['argument']) };
    case 'BinaryExpression':
      return {
        kind: 'operator',
        operator: node['operator'] as string,
        left: tree(node['left']),
        right: tree(node['right']),
      };
    case 'ConditionalExpression':
      return {
        kind: 'choice',
        test: tree(node['test']),
        yes: tree(node['consequent']),
        no: tree(node['alternate']),
      };
    case 'CallExpression':
      return {
        kind: 'call',
        name: node['name'] as string,
        at,
        args: (node['arguments'] as Node[]).map(tree),
      };
    default:
      throw new FormulaError(failures.noPart(), at, failures.operand());
  }
}

function missing(text: string, at: number): FormulaError {
  return at >= text.length
    ? new FormulaError(failures.endsEarly(), text.length, failures.operand())
    : unexpected(text, at, failures.operand());
}

function unexpected(text: string, at: number, expected: Failure): FormulaError {
  return new FormulaError(failures.doesNotFit({ character: text.charAt(at) }), at, expected);
}

/** The library's error with its place, as a sentence of ours. */
function explained(error: unknown, text: string): FormulaError {
  if (error instanceof FormulaError) return error;
  const { index = text.length, description = '' } = error as { index?: number; description?: string };
  const at = Math.min(index, text.length);
  if (/Variable names/.test(description)) {
    return new FormulaError(failures.needsOperator(), at, failures.timesAsIn());
  }
  if (/:/.test(description)) return new FormulaError(failures.choiceNeedsBoth(), at, failures.colonAsIn());
  return missing(text, at);
}
