/** Files that are damaged or lie: a sentence, or a network that is whole; nothing else, and at once. */
import { expect, test } from 'vitest';
import { failureOf } from '#messages/Failure.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { exportFiles, MODEL_FORMATS } from '../registry.ts';
import { modelOf } from '../testing/modelOf.ts';
import type { GivenFile } from './ImportedModel.ts';
import { placeModel } from './placeModel.ts';
import { readModel } from './readModel.ts';
import keras from './testing/keras.json';
import torch from './testing/torchOnnx.json';

const model = modelOf({ network: { hidden: [{ units: 4, activation: 'leakyRelu' }] } });
const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const exported = (name: string): GivenFile[] =>
  exportFiles(
    MODEL_FORMATS.find((format) => format.name === name)!,
    model,
  )
    .filter((file) => file.name !== 'golden.json')
    .map((file) => ({
      name: file.name,
      bytes: 'bytes' in file ? file.bytes : new TextEncoder().encode(file.text),
    }));

const FILES: Readonly<Record<string, readonly GivenFile[]>> = {
  onnx: exported('onnx'),
  'onnx of PyTorch': [{ name: 'a.onnx', bytes: bytesOf(torch.torchScript) }],
  safetensors: exported('safetensors'),
  tfjs: exported('tfjs'),
  keras: [{ name: 'a.keras', bytes: bytesOf(keras.sequential) }],
};

/** Numbers of a seed (mulberry32), so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const SIGNS = ['0', '9', '-', '[', '{', '"', 'e', '__proto__', 'null', '1e999', '99999999999'];

/** Flips bits, cuts, doubles, drops or writes over a part of one of the files. */
function mutated(files: readonly GivenFile[], seed: number): GivenFile[] {
  const next = numbers(seed);
  const which = next(files.length);
  return files.map(({ name, bytes }, i) => {
    if (i !== which) return { name, bytes };
    const at = next(bytes.length);
    const length = 1 + next(16);
    switch (next(6)) {
      case 0:
        return { name, bytes: bytes.slice(0, at) };
      case 1:
        return { name, bytes: Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]) };
      case 2:
        return { name, bytes: Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]) };
      case 3: {
        const sign = new TextEncoder().encode(SIGNS[next(SIGNS.length)]);
        return {
          name,
          bytes: Uint8Array.from([...bytes.subarray(0, at), ...sign, ...bytes.subarray(at + sign.length)]),
        };
      }
      case 4:
        return { name, bytes: bytes.map((byte, place) => (place >= at && place < at + length ? 255 : byte)) };
      default: {
        const copy = bytes.slice();
        for (let flips = 1 + next(4); flips > 0; flips--) copy[next(copy.length)]! ^= 1 << next(8);
        return { name, bytes: copy };
      }
    }
  });
}

test.each(Object.keys(FILES))(
  '2,000 damaged files of %s',
  (name) => {
    let refused = 0;
    for (let seed = 1; seed <= 2_000; seed++) {
      try {
        const { experiment, parameters } = placeModel(
          readModel(mutated(FILES[name]!, seed)),
          model.experiment,
        );
        expect(parameters.every(Number.isFinite)).toBe(true);
        expect(parameters.length).toBeLessThan(1_000);
        expect(experiment.version).toBe(2);
      } catch (error) {
        const known = failureOf(error)?.code ?? (error as Error).name;
        expect(known, `seed ${seed}: ${String(error)}`).toMatch(
          /^(modelErrors\.|experimentErrors\.|ExperimentError)/,
        );
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(500);
    expect(parameterCount(model.shape)).toBeGreaterThan(0);
  },
  60_000,
);

test('sizes are checked before memory is taken', () => {
  const huge = new TextEncoder().encode(
    JSON.stringify({
      modelTopology: {
        class_name: 'Sequential',
        config: [{ class_name: 'Dense', config: { name: 'a', units: 1e9, use_bias: false } }],
      },
      weightsManifest: [{ paths: [], weights: [{ name: 'a/kernel', shape: [1e9, 1e9], dtype: 'float32' }] }],
    }),
  );
  expect(() => readModel([{ name: 'model.json', bytes: huge }])).toThrow('ends before a/kernel');
});

test('what is in the way is named', () => {
  const conv = { class_name: 'Conv2D', config: { name: 'conv' } };
  const json = { modelTopology: { class_name: 'Sequential', config: [conv] }, weightsManifest: [] };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  expect(() => readModel([{ name: 'model.json', bytes }])).toThrow('The layer conv is of the kind Conv2D');
  expect(() => readModel([{ name: 'cat.jpg', bytes: Uint8Array.of(255, 216) }])).toThrow(
    'cat.jpg is no model',
  );
});
