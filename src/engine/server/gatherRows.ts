/**
 * Gathers the inputs of a batch from the blocks they came in into one array for the device. Requests that came
 * together mostly leave together, so runs of neighbouring rows are copied at once.
 */
import { bug } from '#messages/bug.ts';
import type { RequestTable } from './RequestTable.ts';

/** Fills `rows` [padded size, inputs]: request i of the batch in row i, zeros in the padding. */
export function gatherRows(table: RequestTable, slots: Int32Array, inputs: number, rows: Float32Array): void {
  const { blocks, rows: rowOf } = table;
  let from = 0;
  while (from < slots.length) {
    const block = blocks[slots[from] ?? -1];
    if (!block) throw bug('a request has lost its input');
    const firstRow = rowOf[slots[from] ?? -1] ?? 0;
    let to = from + 1;
    while (to < slots.length) {
      const slot = slots[to] ?? -1;
      if (blocks[slot] !== block || rowOf[slot] !== firstRow + to - from) break;
      to += 1;
    }
    rows.set(block.rows.subarray(firstRow * inputs, (firstRow + to - from) * inputs), from * inputs);
    from = to;
  }
  rows.fill(0, slots.length * inputs);
}
