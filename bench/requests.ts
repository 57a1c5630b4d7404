/**
 * The inference work: 784-128-10, 64 callers on the page, each of which sends one digit and waits for its answer before
 * it sends the next. Rates are answers per second.
 */
import { samplesOf, TRAINING_WORKS } from './work.ts';

export const CALLERS = 64;

export const SERVED = TRAINING_WORKS['digits']!;

export const rows = (): { all: Float32Array; row: (i: number) => Float32Array } => {
  const { x } = samplesOf(SERVED);
  const width = SERVED.shape.inputs;
  return { all: x, row: (i) => x.subarray((i % SERVED.samples) * width, ((i % SERVED.samples) + 1) * width) };
};
