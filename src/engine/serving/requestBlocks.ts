/** Requests of a load that go to the server together: a block for each priority, in their order of sending. */
import type { RequestBlock } from '../../wire/server.ts';
import type { FlightLog } from './FlightLog.ts';
import type { LoadPlan } from './planLoad.ts';

export interface BlockSource {
  /** [count, inputs] */
  readonly pool: Float32Array;
  readonly inputs: number;
  /** Which row of the pool a request asks. */
  readonly rowOf: (id: number) => number;
  readonly plan: Pick<LoadPlan, 'priorityShares' | 'timeoutMs'>;
}

export function requestBlocks(
  ids: readonly number[],
  flight: FlightLog,
  source: BlockSource,
): readonly RequestBlock[] {
  if (ids.length === 0) return [];
  const { priorityShares } = source.plan;
  if (priorityShares.length === 0) return [blockOf(ids, flight, source, undefined)];
  return priorityShares.flatMap((_, index) => {
    const level = index + 1;
    const some = ids.filter((id) => flight.priorityOf(id) === level);
    return some.length === 0 ? [] : [blockOf(some, flight, source, level)];
  });
}

function blockOf(
  ids: readonly number[],
  flight: FlightLog,
  { pool, inputs, rowOf, plan }: BlockSource,
  priority: number | undefined,
): RequestBlock {
  const count = ids.length;
  const rows = new Float32Array(count * inputs);
  const plannedMs = new Float64Array(count);
  const sentMs = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const id = ids[index] ?? NaN;
    const from = rowOf(id) * inputs;
    for (let input = 0; input < inputs; input += 1) rows[index * inputs + input] = pool[from + input] ?? NaN;
    plannedMs[index] = flight.plannedOf(id);
    sentMs[index] = flight.sentOf(id);
  }
  return {
    ids: Float64Array.from(ids),
    rows,
    plannedMs,
    sentMs,
    ...(priority === undefined ? {} : { priority }),
    ...(plan.timeoutMs === undefined ? {} : { timeoutMs: plan.timeoutMs }),
  };
}
