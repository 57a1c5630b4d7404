/** Settings and connections of a run of the load generator. */
import type { Clock } from '#engine/clock/Clock.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { LoadProgress } from '#protocol/load.ts';
import type { BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { CallerMessage, ResponseBlock } from '#protocol/server.ts';
import type { LoadConfig } from './loadConfig.ts';
import type { RequestRecord } from './TraceRecorder.ts';

export interface LoadRunOptions {
  readonly clock: Clock;
  readonly config: LoadConfig;
  /** [count, inputs]: request i sends row i mod count. */
  readonly pool: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  /** The server's device, as known before the first response. */
  readonly device: DeviceName;
  /** Id of the first request, larger than all ids of earlier runs. */
  readonly firstId: number;
  /** The coarsest resolution of the clocks that stamp this run's requests; 0 where it was not measured. */
  readonly clockStepMs?: number;
  /** Buffers for request blocks, reused from run to run. */
  readonly spares: BufferPool;
  /** `buffer` holds all columns of the message, for transfer. */
  readonly send: (message: CallerMessage, buffer: ArrayBuffer) => void;
  readonly progressed: (progress: LoadProgress<Failure>) => void;
  /** Called for every response: the load's record of the request, and row `row` of the response block. */
  readonly responded?: (record: RequestRecord, block: ResponseBlock, row: number) => void;
}
