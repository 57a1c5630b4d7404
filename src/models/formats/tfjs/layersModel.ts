/** A layers model of TensorFlow.js: `model.json` with the topology and the manifest of the weights, and their bytes. */
import { floatBytes } from '../../code/base64Floats.ts';
import type { ModelLayer, ModelToExport } from '../../ModelToExport.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import { configOf } from '../safetensors/modelTensors.ts';

export const WEIGHTS = 'weights.bin';

/** Its names of activations; Leaky ReLU is a layer of its own there, because the activation of that name has another slope. */
const ACTIVATIONS: Readonly<Record<Exclude<Activation | OutputActivation, 'leakyRelu'>, string>> = {
  linear: 'linear',
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'swish',
  softplus: 'softplus',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
};

export function modelJson(
  model: ModelToExport,
  layers: readonly ModelLayer[],
  takes: 'rows' | 'inputs',
): string {
  const topology = {
    class_name: 'Sequential',
    config: { name: model.name, layers: layers.flatMap(layerConfigs) },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
  const weights = layers.flatMap(({ inputs, units }, i) => [
    { name: `dense_${i}/kernel`, shape: [inputs, units], dtype: 'float32' },
    { name: `dense_${i}/bias`, shape: [units], dtype: 'float32' },
  ]);
  return `${JSON.stringify({
    format: 'layers-model',
    generatedBy: `Fanout ${model.version}`,
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: [WEIGHTS], weights }],
    userDefinedMetadata: { takes, ...configOf(model) },
  })}\n`;
}

/** In the order of the manifest. */
export function weightsBin(layers: readonly ModelLayer[]): Uint8Array {
  const values = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const bytes = new Uint8Array(4 * values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of values) {
    bytes.set(floatBytes(each), at);
    at += 4 * each.length;
  }
  return bytes;
}

function layerConfigs({ inputs, units, activation }: ModelLayer, i: number): object[] {
  const isLeaky = activation === 'leakyRelu';
  const dense = {
    class_name: 'Dense',
    config: {
      name: `dense_${i}`,
      trainable: true,
      dtype: 'float32',
      ...(i === 0 ? { batch_input_shape: [null, inputs] } : {}),
      units,
      activation: isLeaky ? 'linear' : ACTIVATIONS[activation],
      use_bias: true,
    },
  };
  if (!isLeaky) return [dense];
  const leaky = { name: `leaky_${i}`, trainable: true, dtype: 'float32', alpha: 0.2 };
  return [dense, { class_name: 'LeakyReLU', config: leaky }];
}
