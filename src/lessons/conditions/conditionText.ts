/** A condition in words: “Test loss below 0.05, now 0.12”. */
import * as say from '#messages/generated/conditions.ts';
import { fixedText, percentText, rateText, settingText, unitText } from '#messages/numberText.ts';
import type { Comparison, ConditionTree, Moment } from './ConditionTree.ts';
import { evaluateCondition, type Scope } from './evaluateCondition.ts';
import { quantityNamed, type QuantityFormat } from './quantities.ts';
import type { ConditionValue } from './readQuantity.ts';
import { settingLabel } from './settingLabel.ts';

/** One part of a condition that is joined by `and`: what a row or a meter shows. */
export interface ConditionLine {
  /** “Test loss below 0.05” */
  readonly text: string;
  /** “Test loss below 0.05, now 0.12”; as `text` where nothing is known yet. */
  readonly withNow: string;
  /** Whether it holds now; null: not known yet. */
  readonly holds: boolean | null;
  /** Present value and goal, for a comparison of numbers whose goal is known. */
  readonly value?: number;
  readonly goal?: number;
  readonly isFromAbove?: boolean;
}

/** @param scope what is known; null before anything is */
export function conditionLines(tree: ConditionTree, scope: Scope | null): ConditionLine[] {
  if (tree.kind === 'both')
    return [...conditionLines(tree.left, scope), ...conditionLines(tree.right, scope)];
  const text = sentence(tree);
  const found = scope ? evaluateCondition(tree, scope) : null;
  const holds = typeof found === 'boolean' ? found : null;
  if (tree.kind !== 'compared' || !scope) return [{ text, withNow: text, holds }];
  const [value, goal] = [evaluateCondition(tree.left, scope), evaluateCondition(tree.right, scope)];
  const isKnown = value !== null && tree.left.kind !== 'literal';
  const withNow = isKnown ? say.nowValue({ text, value: valueText(value, formatOf(tree.left)) }) : text;
  const meter =
    typeof value === 'number' && typeof goal === 'number'
      ? { value, goal, isFromAbove: tree.by === '<' || tree.by === '<=' }
      : {};
  return [{ text, withNow, holds, ...meter }];
}

/** The whole condition as one phrase. */
export function conditionText(tree: ConditionTree): string {
  return sentence(tree);
}

function sentence(tree: ConditionTree): string {
  switch (tree.kind) {
    case 'both':
      return say.both({ one: sentence(tree.left), other: sentence(tree.right) });
    case 'either':
      return say.either({ one: sentence(tree.left), other: sentence(tree.right) });
    case 'not':
      return say.not({ what: sentence(tree.of) });
    case 'compared': {
      const format = formatOf(tree.left) ?? formatOf(tree.right);
      return compareText(tree.by, term(tree.left, format), term(tree.right, format));
    }
    default:
      return term(tree, null);
  }
}

function compareText(by: Comparison, what: string, goal: string): string {
  const texts = {
    '<': say.below,
    '<=': say.atMost,
    '>': say.above,
    '>=': say.atLeast,
    '==': say.is,
    '!=': say.isNot,
  } as const;
  return texts[by]({ what, goal });
}

/** @param format that of the other side, in which a bare number is written */
function term(tree: ConditionTree, format: QuantityFormat | null): string {
  switch (tree.kind) {
    case 'literal':
      return valueText(tree.value, format);
    case 'quantity': {
      const [a = '', b = '', c = ''] = tree.args.map(String);
      return atMoment(tree.moment, quantityNamed(tree.name).label({ a, b, c }));
    }
    case 'setting':
      return atMoment(tree.moment, settingLabel(tree.path));
    case 'minus':
      return `−${term(tree.of, format)}`;
    case 'computed': {
      // A factor is a bare number: 2 × 0.05, not 2 ms × 3 ms.
      const isFactor = tree.by === '*' || tree.by === '/';
      const sign = { '+': '+', '-': '−', '*': '×', '/': '/' }[tree.by];
      const side = (of: ConditionTree): string => term(of, isFactor ? 'number' : format);
      return `${side(tree.left)} ${sign} ${side(tree.right)}`;
    }
    case 'called': {
      const list = tree.args.map((arg) => term(arg, format));
      if (tree.name === 'abs') return say.size({ what: list[0]! });
      return (tree.name === 'min' ? say.smallest : say.largest)({ list: list.join(', ') });
    }
    case 'overRuns':
      return (tree.count === 'count' ? say.runsWhere : say.kindsOf)({ what: sentence(tree.of) });
    default:
      return sentence(tree);
  }
}

function atMoment(moment: Moment, what: string): string {
  if (moment === 'now') return what;
  if (moment === 'best') return say.best({ what });
  return moment === 'before' ? say.before({ what }) : say.ofRun({ what, run: moment.run });
}

/** In what the values of a part are written; null where it has none of its own. */
function formatOf(tree: ConditionTree): QuantityFormat | null {
  switch (tree.kind) {
    case 'quantity':
      return quantityNamed(tree.name).format;
    case 'setting':
      return 'number';
    case 'overRuns':
      return 'count';
    case 'minus':
      return formatOf(tree.of);
    case 'called':
      return formatOf(tree.args[0]!);
    case 'computed':
      if (tree.by === '/')
        return formatOf(tree.left) && formatOf(tree.right) ? 'number' : formatOf(tree.left);
      return formatOf(tree.left) ?? formatOf(tree.right);
    default:
      return null;
  }
}

/** A value as the screen writes it. */
export function valueText(value: ConditionValue, format: QuantityFormat | null): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? say.yes() : say.no();
  if (typeof value === 'string') return value;
  switch (format) {
    case 'share':
      return percentText(value);
    case 'ms':
      return unitText(Number(value.toPrecision(3)), value < 10 ? 1 : 0, 'ms');
    case 'perSecond':
      return rateText(value);
    case 'count':
      return Number.isInteger(value) ? fixedText(value, 0) : settingText(Number(value.toPrecision(3)));
    default:
      return settingText(Number(value.toPrecision(3)));
  }
}
