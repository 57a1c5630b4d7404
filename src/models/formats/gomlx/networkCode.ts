/** `network.go` of the GoMLX program: the network as a graph, and the activations that GoMLX lacks or has with another slope. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

interface GraphActivation {
  /** Around a graph node. */
  readonly call: string;
  /** A function of `call`. */
  readonly define?: string;
}

const own = (name: string, text: string): GraphActivation => ({ call: name, define: text });

const ACTIVATIONS: Readonly<Record<Activation | OutputActivation, GraphActivation>> = {
  linear: { call: '' },
  relu: own('relu', `func relu(x *graph.Node) *graph.Node { return graph.Max(x, graph.ZerosLike(x)) }`),
  leakyRelu: own(
    'leakyRelu',
    `// leakyRelu has the slope 0.2 below 0; GoMLX's own has 0.3.
func leakyRelu(x *graph.Node) *graph.Node {
	return graph.Where(graph.LessThan(x, graph.ZerosLike(x)), graph.MulScalar(x, 0.2), x)
}`,
  ),
  elu: own(
    'elu',
    `// elu takes the power of what is below 0 only: that of a large number would overflow, though it is not chosen.
func elu(x *graph.Node) *graph.Node {
	zero := graph.ZerosLike(x)
	return graph.Where(graph.LessThan(x, zero), graph.Expm1(graph.Min(x, zero)), x)
}`,
  ),
  selu: own(
    'selu',
    `// selu is a scaled elu: layers of it keep mean 0 and variance 1.
func selu(x *graph.Node) *graph.Node {
	zero := graph.ZerosLike(x)
	below := graph.MulScalar(graph.Expm1(graph.Min(x, zero)), 1.6732632423543772)
	return graph.MulScalar(graph.Where(graph.LessThan(x, zero), below, x), 1.0507009873554805)
}`,
  ),
  gelu: own(
    'gelu',
    `// gelu is the exact one, with the error function.
func gelu(x *graph.Node) *graph.Node {
	share := graph.AddScalar(graph.Erf(graph.MulScalar(x, math.Sqrt2/2)), 1)
	return graph.MulScalar(graph.Mul(x, share), 0.5)
}`,
  ),
  silu: own('silu', `func silu(x *graph.Node) *graph.Node { return graph.Mul(x, graph.Sigmoid(x)) }`),
  softplus: own(
    'softplus',
    `// softplus is log(1 + eˣ), without the power of a large number.
func softplus(x *graph.Node) *graph.Node {
	return graph.Add(graph.Max(x, graph.ZerosLike(x)), graph.Log1P(graph.Exp(graph.Neg(graph.Abs(x)))))
}`,
  ),
  tanh: { call: 'graph.Tanh' },
  sigmoid: { call: 'graph.Sigmoid' },
  softmax: own('softmax', `func softmax(x *graph.Node) *graph.Node { return graph.Softmax(x, -1) }`),
};

export function networkCode({ layers }: Pick<ModelToExport, 'layers'>): string {
  const defined = [...new Set(layers.flatMap(({ activation }) => ACTIVATIONS[activation].define ?? []))];
  const widths = [layers[0]!.inputs, ...layers.map(({ units }) => units)];
  return `${[
    'package main',
    '',
    ...(defined.some((text) => text.includes('math.'))
      ? ['import (', '\t"math"', '', '\t"github.com/gomlx/gomlx/pkg/core/graph"', ')']
      : ['import "github.com/gomlx/gomlx/pkg/core/graph"']),
    '',
    '// widths are the number of inputs, then the units of each layer.',
    `var widths = []int{${widths.join(', ')}}`,
    '',
    `// network adds the layers to a graph. x is [rows, ${widths[0]!}]; what it returns is [rows, ${widths.at(-1)!}].`,
    'func network(x *graph.Node, l []layer) *graph.Node {',
    ...layers.map(({ activation }, i) => {
      const { call } = ACTIVATIONS[activation];
      const sums = `dense(x, l[${i}])`;
      return `\tx = ${call === '' ? sums : `${call}(${sums})`}`;
    }),
    '\treturn x',
    '}',
    ...defined.flatMap((text) => ['', text]),
  ].join('\n')}\n`;
}
