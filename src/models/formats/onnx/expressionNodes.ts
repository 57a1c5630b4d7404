/** Formulas as ONNX operators, in single precision; values are [batch, 1] or of rank 0. */
import type { Expression, Operation } from '../../Expression.ts';
import { INPUT, type OnnxGraph } from './OnnxGraph.ts';

const FLOAT = 1;

export function expressionNodes(graph: OnnxGraph, expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return graph.scalar(expression.value);
    case 'column':
      return graph.column(INPUT, expression.column);
    case 'call':
      return callNodes(
        graph,
        expression.operation,
        expression.args.map((each) => expressionNodes(graph, each)),
      );
  }
}

/** Operations that are one operator. */
const OPERATORS: Readonly<Partial<Record<Operation, string>>> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Mul',
  div: 'Div',
  pow: 'Pow',
  neg: 'Neg',
  sin: 'Sin',
  cos: 'Cos',
  tan: 'Tan',
  atan: 'Atan',
  tanh: 'Tanh',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  abs: 'Abs',
  sign: 'Sign',
  floor: 'Floor',
  ceil: 'Ceil',
  sigmoid: 'Sigmoid',
  relu: 'Relu',
  min: 'Min',
  max: 'Max',
};

const COMPARISONS: Readonly<Partial<Record<Operation, string>>> = {
  lt: 'Less',
  gt: 'Greater',
  le: 'LessOrEqual',
  ge: 'GreaterOrEqual',
};

function callNodes(graph: OnnxGraph, operation: Operation, args: readonly string[]): string {
  const node = (op: string, ...inputs: readonly string[]): string => graph.node(op, inputs);
  const number = (value: number): string => graph.scalar(value);
  const [a = '', b = '', c = ''] = args;
  const operator = OPERATORS[operation];
  if (operator !== undefined) return node(operator, ...args);
  const comparison = COMPARISONS[operation];
  if (comparison !== undefined) return oneOrZero(graph, node(comparison, a, b));
  switch (operation) {
    // With the sign of the divisor; the operator Mod has that of the dividend.
    case 'mod':
      return node('Sub', a, node('Mul', b, node('Floor', node('Div', a, b))));
    case 'choose':
      return node('Where', node('Greater', a, number(0)), b, c);
    case 'log2':
      return node('Div', node('Log', a), number(Math.LN2));
    case 'log10':
      return node('Div', node('Log', a), number(Math.LN10));
    // Half goes up; the operator Round takes it to the even neighbour.
    case 'round':
      return node('Floor', node('Add', a, number(0.5)));
    case 'step':
      return oneOrZero(graph, node('Greater', a, number(0)));
    case 'hypot':
      return node(
        'Sqrt',
        args.map((each) => node('Mul', each, each)).reduce((sum, each) => node('Add', sum, each)),
      );
    default:
      return angleNodes(graph, a, b);
  }
}

const oneOrZero = (graph: OnnxGraph, condition: string): string =>
  graph.node('Cast', [condition], { ints: { to: FLOAT } });

/** atan2, which ONNX lacks: the angle of the quotient, turned by π where x < 0; ±π/2 or 0 where x is 0. */
function angleNodes(graph: OnnxGraph, y: string, x: string): string {
  const zero = graph.scalar(0);
  const angle = graph.node('Atan', [graph.node('Div', [y, x])]);
  const turn = graph.node('Where', [
    graph.node('GreaterOrEqual', [y, zero]),
    graph.scalar(Math.PI),
    graph.scalar(-Math.PI),
  ]);
  const left = graph.node('Add', [angle, turn]);
  const upright = graph.node('Mul', [graph.node('Sign', [y]), graph.scalar(Math.PI / 2)]);
  const notRight = graph.node('Where', [graph.node('Less', [x, zero]), left, upright]);
  return graph.node('Where', [graph.node('Greater', [x, zero]), angle, notRight]);
}
