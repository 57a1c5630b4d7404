/** `network.go` of the service: its layers, and the activations that they use. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

const each = (value: string): string => `each(func(z float64) float64 { return ${value} })`;

/** Name of the function in Go, comment and text; of a whole row where one number does not do. */
const ACTIVATION_CODE: Readonly<Record<Activation | OutputActivation, string>> = {
  linear: `// linear leaves the sums as they are.
func linear([]float32) {}`,
  relu: `var relu = ${each('max(0, z)')}`,
  leakyRelu: `var leakyRelu = each(func(z float64) float64 {
	if z < 0 {
		return 0.2 * z
	}
	return z
})`,
  elu: `var elu = each(func(z float64) float64 {
	if z < 0 {
		return math.Expm1(z)
	}
	return z
})`,
  selu: `var selu = each(func(z float64) float64 {
	if z < 0 {
		return 1.0507009873554805 * 1.6732632423543772 * math.Expm1(z)
	}
	return 1.0507009873554805 * z
})`,
  gelu: `var gelu = ${each('z / 2 * (1 + math.Erf(z/math.Sqrt2))')}`,
  silu: `var silu = ${each('z / (1 + math.Exp(-z))')}`,
  softplus: `var softplus = ${each('max(z, 0) + math.Log1p(math.Exp(-math.Abs(z)))')}`,
  tanh: 'var tanh = each(math.Tanh)',
  sigmoid: `var sigmoid = ${each('1 / (1 + math.Exp(-z))')}`,
  softmax: `// softmax makes shares that sum to 1. The largest is subtracted first, so that no power overflows.
func softmax(row []float32) {
	largest := slices.Max(row)
	sum := 0.0
	for i, z := range row {
		power := math.Exp(float64(z - largest))
		row[i] = float32(power)
		sum += power
	}
	for i := range row {
		row[i] = float32(float64(row[i]) / sum)
	}
}`,
};

export function networkCode({ layers }: Pick<ModelToExport, 'layers'>): string {
  const used = [...new Set(layers.map(({ activation }) => activation))].map((name) => ACTIVATION_CODE[name]);
  const imports = ['math', 'slices'].filter((name) => used.some((code) => code.includes(`${name}.`)));
  const names = imports.map((name) => `"${name}"`);
  return `${[
    'package main',
    '',
    ...(names.length > 1 ? ['import (', ...names.map((name) => `\t${name}`), ')', ''] : []),
    ...(names.length === 1 ? [`import ${names[0]!}`, ''] : []),
    '// network is what is served: each layer reads the outputs of the one before.',
    'var network = []layer{',
    ...layers.map(
      ({ inputs, units, activation }) => `\t{inputs: ${inputs}, units: ${units}, activate: ${activation}},`,
    ),
    '}',
    '',
    used.join('\n\n'),
  ].join('\n')}\n`;
}
