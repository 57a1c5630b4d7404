/** Activations as ONNX operators of set 17, which has no GELU and no SiLU. Attributes are written even where they are defaults. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { OnnxGraph } from './OnnxGraph.ts';

type Nodes = (graph: OnnxGraph, z: string, output?: string) => string;

const plain =
  (op: string, floats: Readonly<Record<string, number>> = {}): Nodes =>
  (graph, z, output) =>
    graph.node(op, [z], { floats }, output);

export const ACTIVATION_NODES: Readonly<Record<Activation | OutputActivation, Nodes>> = {
  linear: plain('Identity'),
  relu: plain('Relu'),
  leakyRelu: plain('LeakyRelu', { alpha: 0.2 }),
  elu: plain('Elu', { alpha: 1 }),
  selu: plain('Selu', { alpha: 1.6732632423543772, gamma: 1.0507009873554805 }),
  /** z · ½(1 + erf(z/√2)), the exact form. */
  gelu: (graph, z, output) => {
    const erf = graph.node('Erf', [graph.node('Div', [z, graph.scalar(Math.SQRT2)])]);
    const twice = graph.node('Mul', [z, graph.node('Add', [erf, graph.scalar(1)])]);
    return graph.node('Mul', [twice, graph.scalar(0.5)], {}, output);
  },
  silu: (graph, z, output) => graph.node('Mul', [z, graph.node('Sigmoid', [z])], {}, output),
  softplus: plain('Softplus'),
  tanh: plain('Tanh'),
  sigmoid: plain('Sigmoid'),
  softmax: (graph, z, output) => graph.node('Softmax', [z], { ints: { axis: 1 } }, output),
};
