import { expect, it } from 'vitest';
import type { ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { ResponseBlockBuilder, responseBuffer, type BatchFacts } from './ResponseBlockBuilder.ts';

const batch = (number: number, width: number, size: number): BatchFacts => ({
  batch: number,
  size,
  instance: number % 3,
  step: 10 * number,
  device: 'wasm',
  freeMs: 4,
  batchedMs: 5,
  computedMs: 6,
  readBackMs: 7,
  outputs: Float32Array.from({ length: size * width }, (_, index) => 100 * number + index),
  width,
});

/** Transfers like a port: the builder loses the buffers that it has sent. */
const move =
  (sent: ResponseBlock[]) =>
  (block: ResponseBlock): void =>
    void sent.push(structuredClone(block, { transfer: [responseBuffer(block)] }));

it('sends columns of exact length in one buffer, whatever the sizes of messages before', () => {
  const sent: ResponseBlock[] = [];
  const builder = new ResponseBlockBuilder(move(sent));
  const sizes = [1, 1, 64, 64, 64, 3, 17, 200, 1, 33];
  sizes.forEach((size, index) => {
    const facts = batch(index + 1, 2, size);
    for (let row = 0; row < size; row += 1) builder.addOk(1_000 * index + row, row, facts, row);
    builder.flush();
  });
  expect(sent.map(({ ids }) => ids.length)).toEqual(sizes);
  sent.forEach((block, index) => {
    const rows = [...block.ids.keys()];
    expect(
      new Set(Object.values(block).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : [])))
        .size,
    ).toBe(1);
    expect([...block.ids]).toEqual(rows.map((row) => 1_000 * index + row));
    expect([...block.outputs]).toEqual(
      rows.flatMap((row) => [2 * row, 2 * row + 1].map((at) => 100 * (index + 1) + at)),
    );
    expect([...block.enqueuedMs]).toEqual(rows);
    // Free for it only once it had come.
    expect([...block.freeMs]).toEqual(rows.map((row) => Math.max(row, 4)));
    const facts = [block.batches, block.batchSizes, block.instances, block.steps].map(
      (column) => new Set(column),
    );
    expect(facts).toEqual(
      [index + 1, sizes[index], (index + 1) % 3, 10 * (index + 1)].map((value) => new Set([value])),
    );
  });
});

it('keeps responses of two widths apart, with no batch for a request that ended without one', () => {
  const sent: ResponseBlock[] = [];
  const builder = new ResponseBlockBuilder(move(sent));
  builder.addOk(1, 0, batch(1, 2, 1), 0);
  builder.addEnded(2, 'failed', 0, { code: 'test.memory', values: {}, text: 'Out of memory.' });
  builder.addOk(3, 0, batch(2, 3, 1), 0);
  builder.addEnded(4, 'rejected', NaN);
  builder.flush();
  builder.flush();
  expect(sent.map(({ ids }) => [...ids])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(sent.map(({ outputs }) => [...outputs])).toEqual([
    [100, 101, 0, 0],
    [200, 201, 202, 0, 0, 0],
  ]);
  expect(sent[0]!.failure?.text).toBe('Out of memory.');
  expect([...sent[0]!.outcomes].map((outcome) => OUTCOMES[outcome])).toEqual(['ok', 'failed']);
  expect([...sent[1]!.batchedMs]).toEqual([5, NaN]);
  expect([...sent[1]!.batches]).toEqual([2, 0]);
});

it('responds in the buffer of a request block that goes back, if it is large enough', () => {
  const sent: { block: ResponseBlock; spent: ArrayBuffer[] }[] = [];
  const builder = new ResponseBlockBuilder((block, spent) => void sent.push({ block, spent }));
  const [large, small, other] = [new ArrayBuffer(16_384), new ArrayBuffer(64), new ArrayBuffer(20_000)];
  const respond = (index: number, ...spent: ArrayBuffer[]): void => {
    const facts = batch(index, 2, 5);
    for (let row = 0; row < 5; row += 1) builder.addOk(10 * index + row, row, facts, row);
    for (const buffer of spent) builder.addSpent(buffer);
    builder.flush();
  };
  respond(1, small, large, other);
  respond(2, small);
  respond(3, other);
  expect(sent.map(({ block }) => responseBuffer(block))).toEqual([large, expect.anything(), other]);
  expect(responseBuffer(sent[1]!.block)).not.toBe(small);
  expect(sent.map(({ spent }) => spent)).toEqual([[small, large, other], [small], [other]]);
  sent.forEach(({ block }, index) => {
    expect([...block.ids]).toEqual([0, 1, 2, 3, 4].map((row) => 10 * (index + 1) + row));
    expect([...block.outputs]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => 100 * (index + 1) + at));
  });
});
