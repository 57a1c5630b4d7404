/** The measured points of a run as columns, along any of three axes: epochs, steps, or seconds of computing. */
import type { historyFeed } from '#state/feeds.ts';

export type History = typeof historyFeed.latest;
export const X_UNITS = ['epochs', 'steps', 'seconds'] as const;
export type XUnit = (typeof X_UNITS)[number];

/** NaN where a number is not known. */
export interface RunRows {
  readonly epochs: Float64Array;
  readonly steps: Float64Array;
  readonly seconds: Float64Array;
  readonly trainLoss: Float64Array;
  readonly testLoss: Float64Array;
  readonly trainAccuracy: Float64Array;
  readonly testAccuracy: Float64Array;
  readonly rates: Float64Array;
}

const known = new WeakMap<History, RunRows>();

export function runRows(history: History): RunRows {
  const before = known.get(history);
  if (before) return before;
  const measured = history.filter(
    ({ trainLoss, testLoss }) => !Number.isNaN(trainLoss) || !Number.isNaN(testLoss),
  );
  const column = (value: (point: History[number]) => number | undefined): Float64Array =>
    Float64Array.from(measured, (point) => value(point) ?? Number.NaN);
  const rows = {
    epochs: column((point) => point.epoch),
    steps: column((point) => point.step),
    seconds: column((point) => point.seconds),
    trainLoss: column((point) => point.trainLoss),
    testLoss: column((point) => point.testLoss),
    trainAccuracy: column((point) => point.trainAccuracy),
    testAccuracy: column((point) => point.testAccuracy),
    rates: column((point) => point.rate),
  };
  known.set(history, rows);
  return rows;
}

/** Where steps lie on another axis: between two measured points in proportion, at the last beyond it. */
export function along(rows: RunRows, steps: readonly number[], unit: XUnit): Float64Array {
  const to = rows[unit];
  let i = 0;
  return Float64Array.from(steps, (step) => {
    if (unit === 'steps') return step;
    while (i + 1 < rows.steps.length && rows.steps[i + 1]! <= step) i++;
    const [from, next] = [rows.steps[i], rows.steps[i + 1]];
    if (from === undefined || to[i] === undefined) return Number.NaN;
    if (next === undefined) return to[i]!;
    return to[i]! + ((step - from) / (next - from)) * (to[i + 1]! - to[i]!);
  });
}
