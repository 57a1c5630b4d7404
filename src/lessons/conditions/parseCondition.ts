/**
 * Reads a condition: comparisons of named quantities, joined by `and`, `or` and `not(…)`. Every name is looked up and every
 * setting held to the schema, so a condition that is read can be evaluated, and nothing else can be written.
 */
import { missingSetting } from '#experiment/settingPaths.ts';
import * as failures from '#messages/generated/conditionErrors.ts';
import { readExpression, type Node } from './conditionGrammar.ts';
import { ConditionError } from './ConditionError.ts';
import {
  ARITHMETIC,
  COMPARISONS,
  FUNCTIONS,
  type Arithmetic,
  type Comparison,
  type ConditionTree,
  type FunctionName,
  type Moment,
} from './ConditionTree.ts';
import { isQuantity, quantityNamed, QUANTITIES } from './quantities.ts';

const MOST_CHARACTERS = 400;
const MOMENTS = new Set(['best', 'before', 'run']);

/**
 * @param kind 'number' for an expression that is no condition, such as a score
 * @throws ConditionError with code, values and place
 * @example parseCondition("best.testLoss < 0.05 and exp.data.set == 'xor'")
 * @example parseCondition("run['B'].p50Ms > 5 * run['A'].p50Ms or stopped")
 */
export function parseCondition(text: string, kind: 'truth' | 'number' = 'truth'): ConditionTree {
  if (text.length > MOST_CHARACTERS) {
    throw new ConditionError(failures.tooLong({ most: MOST_CHARACTERS }), MOST_CHARACTERS);
  }
  const { node, end } = read(text);
  if (!node || end < text.length) throw unexpected(text, end);
  const maker = new TreeMaker(text);
  return kind === 'truth' ? maker.condition(node) : maker.number(node);
}

function read(text: string): ReturnType<typeof readExpression> {
  try {
    return readExpression(text);
  } catch (error) {
    const { index = text.length } = error as { index?: number };
    throw unexpected(text, Math.min(index, text.length));
  }
}

function unexpected(text: string, at: number): ConditionError {
  return at >= text.length
    ? new ConditionError(failures.endsEarly(), text.length)
    : new ConditionError(failures.doesNotFit({ character: text.charAt(at), place: at + 1 }), at);
}

type Part = { readonly key: string | number; readonly at: number };

class TreeMaker {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What is true or false. */
  condition(node: Node): ConditionTree {
    const tree = this.value(node);
    const isTruth =
      ['both', 'either', 'not', 'compared'].includes(tree.kind) ||
      (tree.kind === 'quantity' && quantityNamed(tree.name).format === 'flag') ||
      (tree.kind === 'literal' && typeof tree.value === 'boolean') ||
      tree.kind === 'setting';
    if (!isTruth) throw new ConditionError(failures.noComparison(), placeOf(node));
    return tree;
  }

  private value(node: Node): ConditionTree {
    switch (node.type) {
      case 'Literal':
        return { kind: 'literal', value: node['value'] as number | string | boolean };
      case 'UnaryExpression':
        return { kind: 'minus', of: this.number(node['argument'] as Node) };
      case 'BinaryExpression':
        return this.operation(node);
      case 'CallExpression':
        return this.call(node);
      case 'Identifier':
      case 'MemberExpression':
        return this.named(node, []);
      default:
        throw new ConditionError(failures.noPart(), placeOf(node));
    }
  }

  private operation(node: Node): ConditionTree {
    const operator = node['operator'] as string;
    const [left, right] = [node['left'] as Node, node['right'] as Node];
    const joins = { and: 'both', '&&': 'both', or: 'either', '||': 'either' } as const;
    if (operator in joins) {
      const kind = joins[operator as keyof typeof joins];
      return { kind, left: this.condition(left), right: this.condition(right) };
    }
    if ((ARITHMETIC as readonly string[]).includes(operator)) {
      return {
        kind: 'computed',
        by: operator as Arithmetic,
        left: this.number(left),
        right: this.number(right),
      };
    }
    const by = operator as Comparison;
    if (!COMPARISONS.includes(by)) throw new ConditionError(failures.noPart(), placeOf(node));
    const isOrder = by !== '==' && by !== '!=';
    const side = (of: Node): ConditionTree => (isOrder ? this.number(of) : this.value(of));
    return { kind: 'compared', by, left: side(left), right: side(right) };
  }

  /** What is to be computed with, or put in order. */
  number(node: Node): ConditionTree {
    const tree = this.value(node);
    const isNoNumber =
      ['both', 'either', 'not', 'compared'].includes(tree.kind) ||
      (tree.kind === 'literal' && typeof tree.value !== 'number') ||
      (tree.kind === 'quantity' && quantityNamed(tree.name).format === 'flag');
    if (isNoNumber) throw new ConditionError(failures.noNumber(), placeOf(node));
    return tree;
  }

  private call(node: Node): ConditionTree {
    const given = node['arguments'] as Node[];
    const callee = node['callee'] as Node;
    const name = callee.type === 'Identifier' ? (callee['name'] as string) : '';
    if (name === 'not' || name === 'count' || name === 'kinds') {
      this.expectCount(callee, name, given.length, 1, 1);
      const of = name === 'kinds' ? this.value(given[0]!) : this.condition(given[0]!);
      return name === 'not' ? { kind: 'not', of } : { kind: 'overRuns', count: name, of };
    }
    if (Object.hasOwn(FUNCTIONS, name)) {
      this.expectCount(callee, name, given.length, 1, name === 'abs' ? 1 : 8);
      return { kind: 'called', name: name as FunctionName, args: given.map((arg) => this.number(arg)) };
    }
    return this.named(
      callee,
      given.map((arg) => this.index(arg)),
    );
  }

  /** A number in brackets: a layer, a unit, a priority. */
  private index(node: Node): number {
    const value = node.type === 'Literal' ? node['value'] : undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw new ConditionError(failures.noIndex(), placeOf(node));
    }
    return value;
  }

  private named(node: Node, args: readonly number[]): ConditionTree {
    const [first, ...rest] = this.parts(node);
    const head = String(first!.key);
    if (head === 'exp') return this.setting(rest, 'now', node);
    if (!MOMENTS.has(head)) return this.quantity([first!, ...rest], 'now', args, node);
    const runName = head === 'run' ? rest.shift() : undefined;
    if (head === 'run' && typeof runName?.key !== 'string') {
      throw new ConditionError(failures.runNeedsName(), placeOf(node));
    }
    const moment = (head === 'run' ? { run: runName!.key as string } : head) as Moment;
    if (rest[0]?.key === 'exp' && moment !== 'best') return this.setting(rest.slice(1), moment, node);
    return this.quantity(rest, moment, args, node);
  }

  private quantity(
    [first, ...rest]: readonly Part[],
    moment: Moment,
    args: readonly number[],
    node: Node,
  ): ConditionTree {
    const [name, at] = [String(first?.key ?? ''), first?.at ?? placeOf(node)];
    if (!isQuantity(name)) {
      throw new ConditionError(
        failures.noQuantity({ name, place: at + 1, names: Object.keys(QUANTITIES).join(', ') }),
        at,
      );
    }
    if (rest.length > 0) throw unexpected(this.text, rest[0]!.at);
    const [least, most] = quantityNamed(name).args ?? [0, 0];
    this.expectCount(node, name, args.length, least, most);
    if (moment === 'best' && !quantityNamed(name).best) {
      throw new ConditionError(failures.noBest({ name, place: at + 1 }), at);
    }
    return { kind: 'quantity', moment, name, args };
  }

  private setting(parts: readonly Part[], moment: Exclude<Moment, 'best'>, node: Node): ConditionTree {
    const path = parts.map(({ key }) => key);
    const missing = missingSetting(path);
    if (missing || path.length === 0) {
      const { key = 'exp', at = placeOf(node) } = parts[missing?.index ?? 0] ?? {};
      const names = missing?.instead.join(', ') ?? '';
      throw new ConditionError(failures.noSetting({ name: String(key), place: at + 1, names }), at);
    }
    return { kind: 'setting', moment, path };
  }

  /** The keys of a chain: `exp.network.hidden[0].units`, `run['A'].p50Ms`. */
  private parts(node: Node): Part[] {
    if (node.type === 'Identifier') return [{ key: node['name'] as string, at: node.at ?? 0 }];
    if (node.type !== 'MemberExpression' || node['optional'] === true) {
      throw new ConditionError(failures.noPart(), placeOf(node));
    }
    const property = node['property'] as Node;
    const key = property[node['computed'] === true ? 'value' : 'name'];
    if (typeof key !== 'string' && typeof key !== 'number') {
      throw new ConditionError(failures.noPart(), placeOf(property));
    }
    return [...this.parts(node['object'] as Node), { key, at: placeOf(property) }];
  }

  private expectCount(node: Node, name: string, count: number, least: number, most: number): void {
    if (count >= least && count <= most) return;
    throw new ConditionError(
      failures.argumentCount({ name, place: placeOf(node) + 1, least, most }),
      placeOf(node),
    );
  }
}

/** The first place that is known of a node or its parts. */
function placeOf(node: Node): number {
  if (node.at !== undefined) return node.at;
  const parts = [node['left'], node['object'], node['callee'], node['argument'], node['property']];
  const first = parts.find((part) => typeof part === 'object' && part !== null);
  return first ? placeOf(first as Node) : 0;
}
