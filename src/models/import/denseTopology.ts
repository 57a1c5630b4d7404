/**
 * The dense layers of a Keras or TensorFlow.js topology, `Sequential` or a chain written as a model with connections: names, units and
 * activations. Weights are elsewhere.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import { fieldOf, textOf } from './json.ts';

export interface DenseLayer {
  readonly name: string;
  readonly units: number;
  readonly usesBias: boolean;
  activation: Activation | OutputActivation;
}

/** "leaky_relu" is Keras 3's name of slope 0.2; TensorFlow.js has another slope under the name "LeakyReLU". */
const ACTIVATIONS: ReadonlyMap<string, Activation | OutputActivation> = new Map([
  ['linear', 'linear'],
  ['relu', 'relu'],
  ['leaky_relu', 'leakyRelu'],
  ['elu', 'elu'],
  ['selu', 'selu'],
  ['gelu', 'gelu'],
  ['silu', 'silu'],
  ['swish', 'silu'],
  ['softplus', 'softplus'],
  ['tanh', 'tanh'],
  ['sigmoid', 'sigmoid'],
  ['softmax', 'softmax'],
]);
/** Layers that do nothing to an answer, or to rows of rank 2. */
const PASSED: ReadonlySet<string> = new Set([
  'InputLayer',
  'Dropout',
  'Flatten',
  'GaussianNoise',
  'GaussianDropout',
]);
const MOST_ENTRIES = 100;

/** @param topology `{class_name, config}` @throws with the first layer that is in the way */
export function denseTopology(topology: unknown): DenseLayer[] {
  const kind = textOf(fieldOf(topology, 'class_name'));
  const config = fieldOf(topology, 'config');
  const entries = Array.isArray(config) ? (config as unknown[]) : fieldOf(config, 'layers');
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES) throw failed(failures.noTopology());
  if (kind !== 'Sequential') checkChain(entries);
  const layers: DenseLayer[] = [];
  for (const entry of entries as unknown[]) addLayer(layers, entry);
  return layers;
}

function addLayer(layers: DenseLayer[], entry: unknown): void {
  const kind = textOf(fieldOf(entry, 'class_name'));
  const config = fieldOf(entry, 'config');
  const name = textOf(fieldOf(config, 'name'));
  const inTheWay = (): never => {
    throw failed(failures.layer({ kind: kind || '–', name }));
  };
  if (PASSED.has(kind)) return;
  if (kind === 'Dense') {
    const units = fieldOf(config, 'units');
    if (typeof units !== 'number') return inTheWay();
    const activation = activationNamed(fieldOf(config, 'activation') ?? 'linear');
    layers.push({ name, units, usesBias: fieldOf(config, 'use_bias') !== false, activation });
    return;
  }
  const last = layers.at(-1);
  if (!last || last.activation !== 'linear') return inTheWay();
  last.activation = activationOf(kind, config) ?? inTheWay();
}

/** An activation that is a layer of its own. */
function activationOf(kind: string, config: unknown): DenseLayer['activation'] | null {
  const number = (name: string, otherwise: number): number => {
    const value = fieldOf(config, name);
    return typeof value === 'number' ? value : otherwise;
  };
  switch (kind) {
    case 'Activation':
      return activationNamed(fieldOf(config, 'activation'));
    case 'LeakyReLU':
      return Math.abs(number('negative_slope', number('alpha', 0.3)) - 0.2) < 1e-6 ? 'leakyRelu' : null;
    case 'ReLU':
      return fieldOf(config, 'max_value') == null &&
        number('threshold', 0) === 0 &&
        number('negative_slope', 0) === 0
        ? 'relu'
        : null;
    case 'ELU':
      return number('alpha', 1) === 1 ? 'elu' : null;
    case 'Softmax':
      return 'softmax';
    default:
      return null;
  }
}

/** Keras 3 may write an activation as an object with the name in its configuration. */
function activationNamed(value: unknown): DenseLayer['activation'] {
  const name = typeof value === 'string' ? value : textOf(fieldOf(value, 'config'));
  const found = ACTIVATIONS.get(name);
  if (found) return found;
  throw failed(failures.activation({ name: name || '–' }));
}

/** Each layer takes the one before it and nothing else. */
function checkChain(entries: readonly unknown[]): void {
  entries.forEach((entry, i) => {
    if (i === 0) return;
    const before = textOf(fieldOf(fieldOf(entries[i - 1], 'config'), 'name'));
    const inbound = JSON.stringify(fieldOf(entry, 'inbound_nodes') ?? []);
    const taken = entries
      .map((each) => textOf(fieldOf(fieldOf(each, 'config'), 'name')))
      .filter((name) => name !== '' && inbound.includes(JSON.stringify(name)));
    if (taken.length === 1 && taken[0] === before) return;
    throw failed(failures.branches({ name: textOf(fieldOf(fieldOf(entry, 'config'), 'name')) }));
  });
}
