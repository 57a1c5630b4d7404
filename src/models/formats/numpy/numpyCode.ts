/** One Python file that answers rows with NumPy alone, in double precision. */
import { base64Floats } from '../../code/base64Floats.ts';
import { inputsPython } from '../../code/python/inputsPython.ts';
import { CHECK_PYTHON, meaningPython } from '../../code/python/meaningPython.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';

const ACTIVATIONS: Readonly<Record<Activation | OutputActivation, string>> = {
  linear: 'z',
  relu: 'np.maximum(z, 0)',
  leakyRelu: 'np.where(z < 0, 0.2 * z, z)',
  elu: 'np.where(z < 0, np.expm1(np.minimum(z, 0)), z)',
  selu: '1.0507009873554805 * np.where(z < 0, 1.6732632423543772 * np.expm1(np.minimum(z, 0)), z)',
  gelu: '0.5 * z * (1 + np.vectorize(math.erf)(z / math.sqrt(2)))',
  silu: 'z / (1 + np.exp(-z))',
  softplus: 'np.logaddexp(0, z)',
  tanh: 'np.tanh(z)',
  sigmoid: '1 / (1 + np.exp(-z))',
  softmax: 'softmax(z)',
};

const SOFTMAX = `def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


`;

export function numpyCode(model: ModelToExport): string {
  const { layers, output } = model;
  const usesGelu = layers.some(({ activation }) => activation === 'gelu');
  const weights = layers.map(
    ({ inputs, units, kernel, bias }) =>
      `    (unpack("${base64Floats(kernel)}").reshape(${inputs}, ${units}), unpack("${base64Floats(bias)}")),`,
  );
  const steps = layers.flatMap(({ activation }, i) => [
    `        z = x @ LAYERS[${i}][0] + LAYERS[${i}][1]`,
    `        x = ${ACTIVATIONS[activation]}`,
  ]);
  return `# ${titleLine(model)}
import base64
import json
${usesGelu ? 'import math\n' : ''}import sys

import numpy as np


def unpack(text):
    """Single-precision numbers, least significant byte first, in base64."""
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(np.float64)


# Kernel [inputs, units] and bias [units] of each layer.
LAYERS = [
${weights.join('\n')}
]


${inputsPython(model)}


${output.kind === 'classes' && layers.at(-1)!.activation === 'softmax' ? SOFTMAX : ''}def predict(rows):
    """The outputs of the network [n, ${layers.at(-1)!.units}] for raw rows [n, ${model.columns.length}]."""
    x = to_inputs(rows).astype(np.float64)
    with np.errstate(over="ignore"):
${steps.join('\n')}
    return x


${meaningPython(output)}

${CHECK_PYTHON}`;
}
