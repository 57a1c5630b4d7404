/** Packs requests of a load that are sent together into blocks, one for each priority, in order of sending. */
import { RequestBlockBuilder, type BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { RequestBlock } from '#protocol/server.ts';
import type { InFlightTable } from './InFlightTable.ts';
import type { LoadConfig } from './loadConfig.ts';

export interface BlockSource {
  /** [count, inputs] */
  readonly pool: Float32Array;
  readonly inputs: number;
  /** The row of the pool that a request sends. */
  readonly rowOf: (id: number) => number;
  readonly config: Pick<LoadConfig, 'priorityShares' | 'timeoutMs'>;
  /** Buffers for reuse. */
  readonly spares: BufferPool;
}

/** A block, and the one buffer that holds all of it. */
export interface ClosedBlock {
  readonly block: RequestBlock;
  readonly buffer: ArrayBuffer;
}

export function requestBlocks(
  ids: readonly number[],
  table: InFlightTable,
  { pool, inputs, rowOf, config, spares }: BlockSource,
): readonly ClosedBlock[] {
  if (ids.length === 0) return [];
  const { priorityShares, timeoutMs } = config;
  const blocks: RequestBlockBuilder[] = [];
  const builderOf = (priority: number | undefined): RequestBlockBuilder => {
    const level = priority ?? 0;
    return (blocks[level] ??= new RequestBlockBuilder({ width: inputs, priority, timeoutMs }, spares));
  };
  for (const id of ids) {
    const priority = priorityShares.length === 0 ? undefined : table.priorityOf(id);
    const from = rowOf(id) * inputs;
    builderOf(priority).add(id, table.sentOf(id), pool.subarray(from, from + inputs));
  }
  return blocks.flatMap((block) => block.close());
}
