import { expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { groupBy, togetherKey } from './groupCells.ts';
import { sweepCells } from './sweepCells.ts';
import { sweepCost } from './sweepCost.ts';

const xor = defaultExperiment('xor');
const sizes = (over: Record<string, unknown[]>, experiment = xor): number[] => {
  const fields = Object.entries(over).map(([path, values]) => ({ path, values }));
  const cells = sweepCells(experiment, { over: fields, method: 'grid', seed: 1, starts: 1 });
  return groupBy(cells, (cell) => togetherKey(cell.experiment, cell.id)).map((group) => group.length);
};

test('rates, seeds, initialisers and schedules train together; widths, batches and data do not', () => {
  expect(sizes({ 'training.optimizer.learningRate': [0.1, 0.2], 'network.seed': [1, 2, 3] })).toEqual([6]);
  expect(
    sizes({ 'network.initializer': ['zeros', 'heNormal'], 'training.schedule.name': ['constant', 'cosine'] }),
  ).toEqual([4]);
  expect(sizes({ 'network.hidden.0.units': [2, 3], 'network.seed': [1, 2] })).toEqual([2, 2]);
  expect(sizes({ 'training.batchSize': [1, 2] })).toEqual([1, 1]);
  expect(sizes({ 'data.noise': [0, 0.1] })).toEqual([1, 1]);
});

test('dropout keeps seeds apart, and a schedule that watches losses keeps all apart', () => {
  const dropping = changeExperiment(xor, { training: { dropout: 0.2 } });
  expect(sizes({ 'network.seed': [1, 2], 'training.optimizer.learningRate': [0.1, 0.2] }, dropping)).toEqual([
    2, 2,
  ]);
  const watching = changeExperiment(xor, { training: { schedule: { name: 'plateau' } } });
  expect(sizes({ 'training.optimizer.learningRate': [0.1, 0.2] }, watching)).toEqual([1, 1]);
});

test('the cost counts steps and bytes, and halving costs less', () => {
  const over = [{ path: 'training.optimizer.learningRate', values: [0.1, 0.2, 0.3, 0.4] }];
  const cells = sweepCells(xor, { over, method: 'grid', seed: 1, starts: 1 });
  const until = { epochs: 80, seconds: 0, testLoss: 0 };
  const all = sweepCost(cells, until, false, 'wasm', 2);
  const { samples, trainShare } = xor.data;
  expect(all.networks).toBe(4);
  expect(all.steps).toBe(
    4 * 80 * Math.ceil(Math.round((samples as number) * trainShare) / xor.training.batchSize),
  );
  // Of four, two go after 20 epochs and one after 40: 4·20 + 2·20 + 1·40 of 4·80.
  expect(sweepCost(cells, until, true, 'wasm', 2).steps).toBe(all.steps / 2);
  expect(sweepCost(cells, { epochs: 0, seconds: 3, testLoss: 0 }, false, 'wasm', 2).seconds).toBe(6);
});
