import { expect, test } from 'vitest';
import { EpochLosses } from './EpochLosses.ts';

const metricsOf = (...losses: number[]): Float32Array =>
  Float32Array.from(losses.flatMap((loss) => [loss, 0]));

test('an epoch is the mean over its samples, however it is cut into dispatches', () => {
  const sizes = [10, 10, 5, 10, 10, 5];
  const losses = [4, 2, 1, 3, 1, 0];
  const expected = [
    { epoch: 8, step: 103, loss: (40 + 20 + 5) / 25 },
    { epoch: 9, step: 106, loss: (30 + 10) / 25 },
  ];
  expect(new EpochLosses().add({ epoch: 7, batch: 0, step: 100 }, 3, sizes, metricsOf(...losses))).toEqual(
    expected,
  );

  const cut = new EpochLosses();
  const pieces = losses.flatMap((loss, i) =>
    cut.add({ epoch: 7 + Math.floor(i / 3), batch: i % 3, step: 100 + i }, 3, [sizes[i]!], metricsOf(loss)),
  );
  expect(pieces).toEqual(expected);
});
