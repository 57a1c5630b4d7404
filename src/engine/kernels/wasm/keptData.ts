/**
 * A data set in the module's memory, kept by the identity of its tensors. Inputs that are mostly zero get their lists
 * of what is not (`assembly/inputLists.ts`) right behind them, made once: a step then reads no zeros at all.
 */
import type { Keyed, KernelMemory } from './KernelMemory.ts';

/** Above this share of inputs that are not zero, no layer's chunk is worked on from lists; nor is one of few inputs. */
const MOST_LISTED = 0.5;
const LEAST_INPUTS = 16;
const PAIR_BYTES = 8;
/** What listing may touch behind the last pair. */
const OVERRUN_BYTES = 32;

export interface KeptData {
  readonly x: number;
  readonly y: number;
  /** Where the samples' lists begin; 0 if there are none. */
  readonly lists: number;
  /** No chunk is worth listing. */
  readonly isDense: boolean;
}

/** How many inputs are not zero, by the identity of the tensor: counted once. */
const counts = new WeakMap<object, number>();

function countOf(key: object, values: Float32Array): number {
  const known = counts.get(key);
  if (known !== undefined) return known;
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  counts.set(key, count);
  return count;
}

/** Addresses of the whole data set, if it has an identity and fits. */
export function keepData(memory: KernelMemory, x: Keyed, y: Keyed, inputs: number): KeptData | undefined {
  if (!x.key || !y.key) return undefined;
  const own = x.values.byteLength + y.values.byteLength;
  if (!memory.kept.fits(own)) return undefined;
  const inUse = [x.key, y.key];
  const samples = x.values.length / inputs;
  const pairs = inputs < LEAST_INPUTS ? Infinity : countOf(x.key, x.values);
  const startBytes = 4 * (samples + 1);
  const listBytes = startBytes + PAIR_BYTES * pairs + OVERRUN_BYTES;
  const isDense = pairs > MOST_LISTED * x.values.length;
  const hasLists = !isDense && memory.kept.fits(own + listBytes);
  const copy = ({ values }: Keyed, address: number): void =>
    memory.floats(address, values.length).set(values);
  const rows = memory.kept.place(
    x.key,
    x.values.byteLength + (hasLists ? listBytes : 0),
    inUse,
    (address) => {
      copy(x, address);
      const starts = address + x.values.byteLength;
      if (hasLists) memory.exports.listRows(address, inputs, samples, starts, starts + startBytes);
    },
  );
  const targets = memory.kept.place(y.key, y.values.byteLength, inUse, (address) => copy(y, address));
  return { x: rows, y: targets, lists: hasLists ? rows + x.values.byteLength : 0, isDense };
}
