/**
 * What scripts hand to `window.fanout` is checked here, so that a mistake in a call gets a sentence about the call and
 * not an exception from the depths of a worker. Each function throws, or returns the value in the form the wire wants.
 */
import type { NetworkShape } from '../spec/networkShape.ts';
import { LIMITS } from '../spec/limits.ts';
import { parseExperiment } from '../spec/parseExperiment.ts';
import type { LoadSettings } from '../wire/load.ts';
import type { LayerParameters, TrainUntil } from '../wire/trainer.ts';

export function checkRow(row: ArrayLike<number>, width: number, name: string): void {
  if (row?.length !== width) {
    throw new Error(`${name} has ${row?.length ?? 'no'} values; the network has ${width} inputs.`);
  }
  for (let i = 0; i < width; i++) {
    if (!Number.isFinite(row[i]))
      throw new Error(`${name} has ${String(row[i])} at place ${i}; inputs are finite numbers.`);
  }
}

/** Rows of equal width to one matrix [count, width]. */
export function flatRows(rows: readonly ArrayLike<number>[], width: number): Float32Array {
  const flat = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    checkRow(row, width, `Row ${i}`);
    flat.set(row, i * width);
  });
  return flat;
}

export function nestedRows(flat: Float32Array, count: number): number[][] {
  const width = flat.length / count;
  return Array.from({ length: count }, (_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)));
}

export function checkSplit(split: string): void {
  if (split !== 'train' && split !== 'test')
    throw new Error(`There is no part "${split}": ask for 'train' or 'test'.`);
}

export function checkUntil(until: TrainUntil): void {
  const goals = Object.entries(until ?? {}).filter(([, value]) => value !== undefined);
  if (goals.length === 0) throw new Error('train() needs a goal: { epochs }, { steps } or { seconds }.');
  for (const [name, value] of goals) {
    if (!['epochs', 'steps', 'seconds'].includes(name)) {
      throw new Error(`train() knows no goal "${name}": give epochs, steps or seconds.`);
    }
    if (typeof value !== 'number' || !(value > 0)) {
      throw new Error(`train() wants a positive number of ${name}, not ${String(value)}.`);
    }
  }
}

export function checkLayers(layers: readonly LayerParameters[], shape: NetworkShape): void {
  if (layers?.length !== shape.layers.length) {
    throw new Error(
      `setParameters() got ${layers?.length ?? 'no'} layers; the network has ${shape.layers.length}.`,
    );
  }
  let inputs = shape.inputs;
  layers.forEach(({ kernel, bias }, index) => {
    const { units } = shape.layers[index]!;
    const columns = kernel.map((row) => row.length);
    if (kernel.length !== inputs || columns.some((count) => count !== units) || bias.length !== units) {
      throw new Error(
        `setParameters(): layer ${index} must have a kernel of ${inputs} × ${units} and ${units} biases; ` +
          `it has ${kernel.length} × ${columns[0] ?? 0} and ${bias.length}.`,
      );
    }
    inputs = units;
  });
}

export function checkLoad(settings: LoadSettings): void {
  const { mode, arrivals, inFlight, requestsPerSecond, requests, durationMs, serving = {} } = settings ?? {};
  if (mode !== 'closed' && mode !== 'open')
    throw new Error(`load() wants mode 'closed' or 'open', not ${String(mode)}.`);
  positive('requests', requests);
  positive('durationMs', durationMs);
  positive('requestsPerSecond', requestsPerSecond);
  within('inFlight', inFlight, LIMITS.inFlight);
  if (mode === 'open' && arrivals !== 'recorded' && requestsPerSecond === undefined) {
    throw new Error('An open loop needs requestsPerSecond: the rate of its schedule.');
  }
  // The words and limits of an experiment: the load's own serving plan is part of one.
  parseExperiment({ serving });
}

function positive(name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
    throw new Error(`load() wants a positive ${name}, not ${String(value)}.`);
  }
}

function within(name: string, value: number | undefined, { min, max }: { min: number; max: number }): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`load(): ${name} is ${String(value)}; it may be ${min} to ${max.toLocaleString('en')}.`);
  }
}
