import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { TOLERANCE } from '../../goldenFile.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { largestDifference } from '../../testing/largestDifference.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../../testing/sampleModels.ts';
import { onnx } from './format.ts';
import { onnxModel } from './onnxModel.ts';

const open = (model: ModelToExport): Promise<ort.InferenceSession> =>
  ort.InferenceSession.create(onnxModel(model), { executionProviders: ['wasm'] });

async function answers(
  session: ort.InferenceSession,
  rows: readonly (readonly number[])[],
): Promise<number[][]> {
  const width = rows[0]!.length;
  const input = new ort.Tensor('float32', Float32Array.from(rows.flat()), [rows.length, width]);
  const { output } = await session.run({ input });
  const values = Array.from(output!.data as Float32Array);
  const units = values.length / rows.length;
  expect(output!.dims).toEqual([rows.length, units]);
  return rows.map((_, i) => values.slice(i * units, (i + 1) * units));
}

test('onnxruntime answers raw rows as the network does, in batches of any size', async () => {
  let largest = 0;
  for (const model of [...sampleModels(), digitsModel()]) {
    const session = await open(model);
    const { rows, outputs } = model.golden;
    const inBatches = [
      ...(await answers(session, rows.slice(0, 1))),
      ...(await answers(session, rows.slice(1, 4))),
      ...(await answers(session, rows.slice(4))),
    ];
    const difference = largestDifference(inBatches, outputs);
    expect(difference, model.title).toBeLessThanOrEqual(TOLERANCE);
    largest = Math.max(largest, difference);
    await session.release();
  }
  expect(largest).toBeGreaterThan(0);
}, 120_000);

test('input and output have a batch of any size', async () => {
  const session = await open(modelOf({ data: { set: 'iris' } }));
  expect(session.inputNames).toEqual(['input']);
  expect(session.outputNames).toEqual(['output']);
  expect(session.inputMetadata[0]).toMatchObject({ type: 'float32', shape: ['batch', 4] });
  expect(session.outputMetadata[0]).toMatchObject({ shape: ['batch', 3] });
});

test('begins as viewers expect, and says what made it', () => {
  const bytes = onnxModel(modelOf({ title: 'Two arms' }));
  expect(Array.from(bytes.slice(0, 3))).toEqual([0x08, 8, 0x12]);
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('Two arms. Exported from Fanout at epoch 600.');
  expect(text).toContain('"set":"circle"');
});

test('a formula beyond single precision is told by its name', () => {
  const model = modelOf({ data: { set: 'circle', features: ['x1', 'huge = exp(100*x1)'] } });
  expect(onnx.whyNot(model)?.text).toContain('huge');
});
