import { expect, test } from 'vitest';
import { classOf } from '#nn/classOf.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { TOLERANCE } from '../../goldenFile.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { exportFiles } from '../../registry.ts';
import { largestDifference } from '../../testing/largestDifference.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../../testing/sampleModels.ts';
import { javascript } from './format.ts';

interface Module {
  predict(row: readonly (number | string)[]): number[];
  classify?(row: readonly (number | string)[]): string;
  value?(row: readonly number[]): number;
}

async function imported(model: ModelToExport): Promise<Module> {
  const [file] = exportFiles(javascript, model);
  if (!file || !('text' in file)) throw new Error('no text');
  return (await import(`data:text/javascript,${encodeURIComponent(file.text)}`)) as Module;
}

test('answers raw rows as the network does', async () => {
  let largest = 0;
  for (const model of [...sampleModels(), digitsModel()]) {
    const { predict } = await imported(model);
    const difference = largestDifference(
      model.golden.rows.map((row) => predict(row)),
      model.golden.outputs,
    );
    expect(difference, model.title).toBeLessThanOrEqual(TOLERANCE);
    largest = Math.max(largest, difference);
  }
  // What the dialog tells.
  expect(largest).toBeLessThanOrEqual(javascript.parity.difference);
}, 60_000);

test('names the class by the rule of the network', async () => {
  for (const model of sampleModels().filter(({ output }) => output.kind === 'classes')) {
    const { classify } = await imported(model);
    const { rows, outputs } = model.golden;
    const { activation } = outputLayer(model.shape);
    const labels = model.output.kind === 'classes' ? model.output.labels : [];
    expect(rows.map((row) => classify!(row))).toEqual(
      outputs.map((output) => labels[classOf(activation, output)]),
    );
  }
});

test('takes categories by name, and gives values in the unit of the table', async () => {
  const model = sampleModels()[7]!;
  const { predict, value } = await imported(model);
  const [row] = model.golden.rows;
  expect(predict([row![0]!, model.columns[1]!.values![row![1]!]!, row![2]!])).toEqual(predict(row!));
  const [output] = predict(row!);
  // Ratings from 1 to 5 are learnt as −1 to 1.
  expect(value!(row!)).toBeCloseTo(1 + ((output! + 1) / 2) * 4, 12);
});

test('a title cannot write code', async () => {
  const model = modelOf({ title: 'a\u2028throw 1 // \n throw 2 */ throw 3 `${throw_4}`' });
  expect((await imported(model)).predict(model.golden.rows[0]!)).toHaveLength(1);
});
