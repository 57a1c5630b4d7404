/** ONNX operators that a dense network may have, each from what goes in to what comes out; null where it does not fit. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import { activated, isOpen, type Flow, type Part } from './Flow.ts';
import type { OnnxNode, OnnxTensor } from './readGraph.ts';

export type Value = Flow | Part | ({ readonly kind: 'constant' } & OnnxTensor);
export type Operator = (node: OnnxNode, inputs: readonly (Value | undefined)[]) => Value | null;

const near = (value: number | undefined, wanted: number): boolean =>
  value !== undefined && Math.abs(value - wanted) <= 1e-5 * Math.abs(wanted);

const activation =
  (name: Activation | OutputActivation, fits: (node: OnnxNode) => boolean = () => true): Operator =>
  (node, [x]) =>
    x?.kind === 'flow' && isOpen(x) && fits(node) ? activated(x, name) : null;

const same: Operator = (_, [x]) => x ?? null;

const gemm: Operator = (node, [x, weights, bias]) => {
  if (x?.kind !== 'flow' || weights?.kind !== 'constant' || weights.dims.length !== 2) return null;
  if ((node.ints.get('transA') ?? 0) !== 0 || (bias && bias.kind !== 'constant')) return null;
  const isTurned = (node.ints.get('transB') ?? 0) !== 0;
  const [rows, columns] = weights.dims as [number, number];
  const [inputs, units] = isTurned ? [columns, rows] : [rows, columns];
  const alpha = node.floats.get('alpha') ?? 1;
  const beta = node.floats.get('beta') ?? 1;
  const kernel = weights.values.map((_, i) => {
    const at = isTurned ? (i % units) * inputs + Math.floor(i / units) : i;
    return alpha * weights.values[at]!;
  });
  if (bias && bias.values.length !== units && bias.values.length !== 1) return null;
  const layer = {
    inputs,
    units,
    kernel,
    bias: Float64Array.from({ length: units }, (_, i) =>
      bias ? beta * bias.values[bias.values.length === 1 ? 0 : i]! : 0,
    ),
    awaitsBias: node.op === 'MatMul',
    activation: null,
  };
  const before = isOpen(x) ? activated(x, 'linear') : x;
  return { kind: 'flow', scaling: x.scaling, isOpaque: x.isOpaque, layers: [...before.layers, layer] };
};

/** x ∘ constant, or constant ∘ x. */
const arithmetic: Operator = ({ op }, [a, b]) => {
  if (!a || !b) return null;
  if (a.kind === 'constant') {
    return b.kind !== 'constant' && (op === 'Add' || op === 'Mul') ? withConstant(op, b, a) : null;
  }
  if (b.kind === 'constant') return withConstant(op, a, b);
  return op === 'Mul' ? (product(a, b) ?? product(b, a)) : null;
};

function withConstant(op: string, x: Flow | Part, constant: OnnxTensor): Value | null {
  const [only] = constant.values.length === 1 ? constant.values : [];
  if (x.kind === 'part') {
    if (x.form === 'erf' && op === 'Add' && only === 1) return { ...x, form: '1 + erf' };
    const isHalved = (op === 'Mul' && only === 0.5) || (op === 'Div' && only === 2);
    return x.form === 'z(1 + erf)' && isHalved ? activated(x.of, 'gelu') : null;
  }
  if (x.layers.length === 0) return x.isOpaque ? x : scaled(op, x, constant);
  const last = x.layers.at(-1)!;
  if (last.awaitsBias && op === 'Add') {
    if (constant.values.length !== last.units && only === undefined) return null;
    const bias = last.bias.map((value, i) => value + (only ?? constant.values[i]!));
    return { ...x, layers: [...x.layers.slice(0, -1), { ...last, bias, awaitsBias: false }] };
  }
  if (!isOpen(x)) return null;
  if ((op === 'Div' && near(only, Math.SQRT2)) || (op === 'Mul' && near(only, Math.SQRT1_2))) {
    return { kind: 'part', form: 'z/√2', of: x };
  }
  return (op === 'Mul' && only === 0.5) || (op === 'Div' && only === 2)
    ? { kind: 'part', form: 'z/2', of: x }
    : null;
}

/** Standardisation before the first layer. */
function scaled(op: string, x: Flow, { values }: OnnxTensor): Flow | null {
  const { factor, offset } = x.scaling ?? { factor: [1], offset: [0] };
  const width = Math.max(factor.length, values.length);
  if (values.length === 0 || ![1, width].includes(values.length) || ![1, width].includes(factor.length))
    return null;
  const at = (list: ArrayLike<number>, i: number): number => list[list.length === 1 ? 0 : i]!;
  const each = (of: (factor: number, offset: number, value: number) => number): number[] =>
    Array.from({ length: width }, (_, i) => of(at(factor, i), at(offset, i), at(values, i)));
  const sign = op === 'Sub' ? -1 : 1;
  if (op === 'Add' || op === 'Sub') {
    return { ...x, scaling: { factor: each((f) => f), offset: each((_, o, value) => o + sign * value) } };
  }
  const by = (value: number): number => (op === 'Div' ? 1 / value : value);
  return { ...x, scaling: { factor: each((f, _, v) => f * by(v)), offset: each((_, o, v) => o * by(v)) } };
}

/** z·sigmoid(z), and the two ways in which GELU is multiplied. */
function product(a: Flow | Part, b: Flow | Part): Value | null {
  if (a.kind === 'flow' && b.kind === 'flow') {
    return b.before === a && b.layers.at(-1)?.activation === 'sigmoid' ? activated(a, 'silu') : null;
  }
  if (b.kind !== 'part' || b.form !== '1 + erf') return null;
  if (a.kind === 'flow') return a === b.of ? { kind: 'part', form: 'z(1 + erf)', of: a } : null;
  return a.form === 'z/2' && a.of === b.of ? activated(a.of, 'gelu') : null;
}

/** Above 20 softplus is z within single precision, so PyTorch's choice between them is softplus. */
const greater: Operator = (_, [x, limit]) =>
  x?.kind === 'flow' &&
  isOpen(x) &&
  limit?.kind === 'constant' &&
  limit.values.length === 1 &&
  limit.values[0]! >= 20
    ? { kind: 'part', form: 'z > 20', of: x }
    : null;

const where: Operator = (_, [condition, yes, no]) => {
  if (condition?.kind !== 'part' || condition.form !== 'z > 20' || no?.kind !== 'flow') return null;
  return yes === condition.of && no.before === yes && no.layers.at(-1)?.activation === 'softplus' ? no : null;
};

export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['Gemm', gemm],
  ['MatMul', gemm],
  ['Add', arithmetic],
  ['Sub', arithmetic],
  ['Mul', arithmetic],
  ['Div', arithmetic],
  ['Identity', same],
  ['Dropout', same],
  ['Cast', same],
  ['Flatten', same],
  ['Reshape', same],
  ['Relu', activation('relu')],
  ['LeakyRelu', activation('leakyRelu', (node) => near(node.floats.get('alpha') ?? 0.01, 0.2))],
  ['Elu', activation('elu', (node) => near(node.floats.get('alpha') ?? 1, 1))],
  [
    'Selu',
    activation(
      'selu',
      ({ floats }) =>
        near(floats.get('alpha') ?? 1.6732632, 1.6732632) && near(floats.get('gamma') ?? 1.050701, 1.050701),
    ),
  ],
  ['Gelu', activation('gelu', (node) => (node.texts.get('approximate') ?? 'none') === 'none')],
  ['Swish', activation('silu', (node) => near(node.floats.get('alpha') ?? 1, 1))],
  ['Softplus', activation('softplus')],
  ['Greater', greater],
  ['Where', where],
  ['Tanh', activation('tanh')],
  ['Sigmoid', activation('sigmoid')],
  ['Softmax', activation('softmax', (node) => [1, -1].includes(node.ints.get('axis') ?? -1))],
  ['Erf', (_, [x]) => (x?.kind === 'part' && x.form === 'z/√2' ? { ...x, form: 'erf' } : null)],
]);
