import { expect, test } from 'vitest';
import { checkLayers, checkLoad, checkRow, checkUntil, flatRows, nestedRows } from './checkCalls.ts';

test('rows go flat and come back', () => {
  expect([...flatRows([[1, 2], Float32Array.of(3, 4)], 2)]).toEqual([1, 2, 3, 4]);
  expect(nestedRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test.each<[() => void, RegExp]>([
  [() => flatRows([[1, 2], [1]], 2), /Row 1 has 1 values; the network has 2 inputs/],
  [() => checkRow(null as unknown as number[], 2, 'The row'), /The row has no values/],
  [() => checkRow([1, Infinity], 2, 'The row'), /Infinity at place 1/],
  [() => checkUntil({}), /needs a goal/],
  [() => checkUntil({ epochs: -1 }), /positive number of epochs, not -1/],
  [() => checkUntil({ hours: 1 } as object), /no goal "hours"/],
  [() => checkLoad({ mode: 'burst' as 'open' }), /'closed' or 'open'/],
  [() => checkLoad({ mode: 'open' }), /requestsPerSecond/],
  [() => checkLoad({ mode: 'closed', inFlight: 5_000 }), /inFlight is 5000; it may be 1 to 4,096/],
  [() => checkLoad({ mode: 'closed', serving: { maxBatchSize: 0 } }), /serving\.maxBatchSize is 0/],
  [
    () => checkLoad({ mode: 'closed', serving: { policy: 'best' as 'none' } }),
    /serving\.policy is “best”; it may be none/,
  ],
  [() => checkLoad({ mode: 'closed', requests: NaN }), /positive requests/],
])('a wrong call gets a sentence about it (%#)', (call, words) => {
  expect(call).toThrow(words);
});

test('layers must have the shape of the network', () => {
  const shape = {
    inputs: 2,
    layers: [
      { units: 3, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
  } as const;
  const hidden = {
    kernel: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    bias: [0, 0, 0],
  };
  const output = { kernel: [[1], [2], [3]], bias: [0] };
  expect(() => checkLayers([hidden, output], shape)).not.toThrow();
  expect(() => checkLayers([hidden], shape)).toThrow(/1 layers; the network has 2/);
  expect(() => checkLayers([hidden, hidden], shape)).toThrow(/layer 1 must have a kernel of 3 × 1/);
});
