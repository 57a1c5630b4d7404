/** The network as torch.nn.Sequential: Linear and activation in turn, so that names of weights are `0.weight`, `0.bias`, `2.weight` … */
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';

/** Softplus keeps its default threshold: a higher one is infinite from 89 on. */
export const TORCH_ACTIVATIONS: Readonly<Record<Activation | OutputActivation, string>> = {
  linear: 'nn.Identity()',
  relu: 'nn.ReLU()',
  leakyRelu: 'nn.LeakyReLU(0.2)',
  elu: 'nn.ELU()',
  selu: 'nn.SELU()',
  gelu: 'nn.GELU()',
  silu: 'nn.SiLU()',
  softplus: 'nn.Softplus()',
  tanh: 'nn.Tanh()',
  sigmoid: 'nn.Sigmoid()',
  softmax: 'nn.Softmax(dim=-1)',
};

/** @param dropout share of hidden units; training only */
export function networkPython({ layers }: Pick<ModelToExport, 'layers'>, dropout = 0): string {
  const lines = layers.map(({ inputs, units, activation }, i) => {
    const parts = [`nn.Linear(${inputs}, ${units})`, TORCH_ACTIVATIONS[activation]];
    if (dropout > 0 && i < layers.length - 1) parts.push(`nn.Dropout(${dropout})`);
    return `    ${parts.join(', ')},`;
  });
  return ['network = nn.Sequential(', ...lines, ')'].join('\n');
}
