import { describe, expect, it } from 'vitest';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { RequestTable } from './RequestTable.ts';
import { ResponseCache } from './ResponseCache.ts';
import type { Model } from './ServedModel.ts';

const shape: NetworkShape = { inputs: 2, layers: [{ units: 1, activation: 'linear' }] };
const modelOf = (step: number): Model => ({ shape, parameters: new Float32Array(3), step });

function makeCache(capacity: number) {
  const cache = new ResponseCache();
  cache.resize(capacity);
  const table = new RequestTable();
  /** As if a batch of these rows had been computed. */
  const keep = (model: Model, rows: Float32Array, outputs: number[]): void => {
    const block = { ids: new Float64Array(rows.length / 2), rows, plannedMs: rows, sentMs: rows } as never;
    const slots = outputs.map((_, row) => table.take(row, 1, block, row, 1, 0, Infinity));
    cache.keep(model, table, Int32Array.from(slots), Float32Array.from(outputs), 'cpu');
    for (const slot of slots) table.release(slot);
  };
  return { cache, keep };
}

describe('ResponseCache', () => {
  it('finds a row again by its values, in whatever block it comes', () => {
    const { cache, keep } = makeCache(10);
    const model = modelOf(1);
    keep(model, Float32Array.of(1, 2, 3, 4), [10, 20]);
    expect([...cache.find(model, Float32Array.of(9, 9, 3, 4), 1)!.outputs]).toEqual([20]);
    expect(cache.find(model, Float32Array.of(2, 1), 0)).toBeUndefined();
    expect([cache.hits, cache.misses]).toEqual([1, 1]);
  });

  it('never takes one row for another, among very many', () => {
    const { cache, keep } = makeCache(10_000);
    const model = modelOf(1);
    const row = (index: number): Float32Array => Float32Array.of(index % 100, Math.floor(index / 100));
    for (let index = 0; index < 10_000; index += 1) keep(model, row(index), [index]);
    let found = 0;
    for (let index = 0; index < 20_000; index += 1) {
      const kept = cache.find(model, row(index), 0);
      if (!kept) continue;
      expect(kept.outputs[0]).toBe(index);
      found += 1;
    }
    // Of 10,000 rows hardly two share one of four billion hashes; those evict each other.
    expect(found).toBeGreaterThan(9_990);
  });

  it('is not emptied by a late batch of older weights', () => {
    const { cache, keep } = makeCache(10);
    const [old, present] = [modelOf(1), modelOf(2)];
    keep(present, Float32Array.of(1, 2), [10]);
    keep(old, Float32Array.of(3, 4), [20]);
    expect(cache.find(present, Float32Array.of(1, 2), 0)).toBeDefined();
    expect(cache.find(present, Float32Array.of(3, 4), 0)).toBeUndefined();
  });

  it('keeps nothing when it is off', () => {
    const { cache, keep } = makeCache(4);
    keep(modelOf(1), Float32Array.of(1, 2), [10]);
    cache.resize(0);
    expect(cache.isOn).toBe(false);
    const model = modelOf(2);
    keep(model, Float32Array.of(1, 2), [10]);
    cache.resize(4);
    expect(cache.find(model, Float32Array.of(1, 2), 0)).toBeUndefined();
  });
});
