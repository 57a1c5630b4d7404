/** Checks of call parameters, and results in the form that scripts see. */
import { bug } from '#messages/bug.ts';
import { WATCHED_LOSSES } from '#nn/learningRates.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { TrainUntil } from '#protocol/trainer.ts';

const WHOLE = new Set(['epochs', 'steps', 'plateau']);

/** The page has checked them (`app/checkCalls.ts`). @throws Error where `until` is no goal */
export function checkUntil(until: TrainUntil): void {
  const { watch, ...goals } = until ?? {};
  const given = Object.entries(goals).filter(([, value]) => value !== undefined);
  if (given.length === 0) {
    throw bug('train() needs a goal: {epochs}, {steps}, {seconds}, {lossBelow} or {plateau}');
  }
  for (const [name, value] of given) {
    if (typeof value !== 'number' || !(value > 0)) {
      throw bug(`train(): ${name} must be a number above 0; it is ${String(value)}`);
    }
    if (WHOLE.has(name) && !Number.isInteger(value)) {
      throw bug(`train(): ${name} must be a whole number; it is ${String(value)}`);
    }
  }
  if (watch !== undefined && !WATCHED_LOSSES.includes(watch)) {
    throw bug(`train(): watch may be ${WATCHED_LOSSES.join(' or ')}; it is ${watch}`);
  }
}

/** [count, width] as rows. */
export function toRows(values: Float32Array, count: number): number[][] {
  const width = values.length / count;
  return Array.from({ length: count }, (_, n) => [...values.subarray(n * width, (n + 1) * width)]);
}

/** The page has checked them. @throws Error where these are not `count` rows of the network's inputs */
export function checkRows({ inputs }: NetworkShape, rows: Float32Array, count: number): void {
  if (Number.isInteger(count) && count >= 1 && rows.length === count * inputs) return;
  throw bug(
    `The network takes rows of ${inputs} numbers: ${count} rows would be ${count * inputs} numbers, ` +
      `but ${rows.length} were given`,
  );
}
