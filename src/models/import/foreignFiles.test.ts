/** Files that PyTorch and Keras wrote, with the answers that they gave. */
import { expect, test } from 'vitest';
import { forward } from '#nn/forward.ts';
import { flatOf } from '../testing/flatOf.ts';
import { largestDifference } from '../testing/largestDifference.ts';
import type { ImportedModel } from './ImportedModel.ts';
import { readModel } from './readModel.ts';
import keras from './testing/keras.json';
import torch from './testing/torchOnnx.json';

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

function answersOf({ layers }: ImportedModel, rows: readonly (readonly number[])[]): number[][] {
  const shape = { inputs: layers[0]!.inputs, layers };
  const flat = forward(
    shape,
    Float64Array.from(flatOf(layers)),
    Float32Array.from(rows.flat()),
    rows.length,
  ).at(-1)!;
  const width = flat.length / rows.length;
  return rows.map((_, i) => [...flat.subarray(i * width, (i + 1) * width)]);
}

test.each(['torchScript', 'dynamo'] as const)('ONNX by the %s exporter of PyTorch', (exporter) => {
  const model = readModel([{ name: 'model.onnx', bytes: bytesOf(torch[exporter]) }]);
  expect(model.layers.map(({ activation }) => activation)).toEqual([
    'gelu',
    'silu',
    'selu',
    'leakyRelu',
    'elu',
    'softplus',
    'tanh',
  ]);
  expect(largestDifference(answersOf(model, torch.rows), torch.answers)).toBeLessThan(2e-6);
});

test('.keras of a Sequential and of a functional model', () => {
  const sequential = readModel([{ name: 'a.keras', bytes: bytesOf(keras.sequential) }]);
  expect(sequential.layers.map(({ activation }) => activation)).toEqual([
    'relu',
    'leakyRelu',
    'gelu',
    'sigmoid',
  ]);
  expect(largestDifference(answersOf(sequential, keras.rows), keras.answers)).toBeLessThan(2e-6);
  const functional = readModel([{ name: 'b.keras', bytes: bytesOf(keras.functional) }]);
  expect(largestDifference(answersOf(functional, keras.rows), keras.functionalAnswers)).toBeLessThan(2e-6);
});
