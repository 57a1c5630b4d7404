import { expect, test } from 'vitest';
import type { OutputActivation } from '#nn/vocabulary.ts';
import { classAnswer } from './classShares.ts';

const snapshotOf = (activation: OutputActivation, outputs: readonly number[]) => ({
  shape: {
    inputs: 2,
    layers: [
      { units: 1, activation: 'tanh' as const },
      { units: outputs.length, activation },
    ],
  },
  probe: Float32Array.from([0.5, ...outputs]),
});

test('one unit per class', () => {
  expect(classAnswer(snapshotOf('softmax', [0.25, 0.5, 0.25]), 3)).toEqual({
    values: [0.25, 0.5, 0.25],
    areShares: true,
  });
});

test('two classes of one unit', () => {
  expect(classAnswer(snapshotOf('sigmoid', [0.25]), 2)).toEqual({ values: [0.75, 0.25], areShares: true });
  expect(classAnswer(snapshotOf('tanh', [0.5]), 2)).toEqual({ values: [-0.5, 0.5], areShares: false });
});

test('none where the network answers in something else, or not yet', () => {
  expect(classAnswer(snapshotOf('softmax', [0.5, 0.5]), 3)).toBeNull();
  expect(classAnswer(snapshotOf('linear', [0.5]), 0)).toBeNull();
  expect(classAnswer(null, 2)).toBeNull();
});
