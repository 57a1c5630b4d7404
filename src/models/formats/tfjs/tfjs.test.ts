/** The library itself loads what is written for it, on its CPU backend. */
// oxlint-disable-next-line no-restricted-imports -- It is the yardstick here.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { TOLERANCE } from '../../goldenFile.ts';
import type { ModelFile } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { exportFiles } from '../../registry.ts';
import { largestDifference } from '../../testing/largestDifference.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../../testing/sampleModels.ts';
import { tfjs } from './format.ts';

interface ModelJson {
  modelTopology: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  userDefinedMetadata: { takes: 'rows' | 'inputs' };
}

const textOf = (file: ModelFile): string => ('text' in file ? file.text : '');

function filesOf(model: ModelToExport): { json: ModelJson; bytes: Uint8Array<ArrayBuffer>; inputs: string } {
  const [json, weights, inputs] = exportFiles(tfjs, model);
  const bytes = Uint8Array.from(weights && 'bytes' in weights ? weights.bytes : []);
  return { json: JSON.parse(textOf(json!)) as ModelJson, bytes, inputs: textOf(inputs!) };
}

function load({ json, bytes }: ReturnType<typeof filesOf>): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = json;
  const weightSpecs = weightsManifest[0]!.weights;
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: bytes.buffer }));
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('TensorFlow.js answers as the network does', async () => {
  const took = new Set<string>();
  let largest = 0;
  for (const model of [...sampleModels(), digitsModel()]) {
    const files = filesOf(model);
    const loaded = await load(files);
    const { rows, inputs, outputs } = model.golden;
    const { takes } = files.json.userDefinedMetadata;
    took.add(takes);
    const given = (takes === 'rows' ? rows : inputs) as number[][];
    const answers = (loaded.predict(tf.tensor2d(given)) as tf.Tensor2D).arraySync();
    const difference = largestDifference(answers, outputs);
    expect(difference, model.title).toBeLessThanOrEqual(TOLERANCE);
    largest = Math.max(largest, difference);
    loaded.dispose();
  }
  expect(took).toEqual(new Set(['rows', 'inputs']));
  // What the dialog tells.
  expect(largest).toBeLessThanOrEqual(tfjs.parity.difference);
}, 60_000);

test('where a layers model cannot take raw rows, a module beside it makes its inputs', async () => {
  const model = modelOf({ data: { set: 'circle', features: ['x1', 'radius = hypot(x1, x2)'] } });
  const { inputs } = filesOf(model);
  const module = (await import(`data:text/javascript,${encodeURIComponent(inputs)}`)) as {
    toInputs(row: readonly number[]): number[];
  };
  const { rows, inputs: wanted } = model.golden;
  expect(
    largestDifference(
      rows.map((row) => module.toInputs(row)),
      wanted,
    ),
  ).toBeLessThan(1e-6);
});
