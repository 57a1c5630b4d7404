/**
 * The page's handle on the engine: callers of trainer, server and load generator, single requests, and the operations
 * that involve more than one of them. Implemented by `connectEngine.ts` over Workers or plain ports.
 */
import type { RequestRows } from '#data/samplePool.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Caller } from '#protocol/Call.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { Response, ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { SweepReport, SweepSettings } from '#protocol/sweep.ts';
import type { KeptRun, TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import type { RequestOptions } from './requestClient.ts';

/** The parts of the engine; in the browser each is a worker. */
export type EnginePart = 'trainer' | 'server' | 'load';

export interface Engine {
  readonly trainer: Caller<TrainerCalls, TrainerEvents>;
  /** Does not wait until the server is up: call `whenServing` first, unless only events are wanted. */
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;

  /**
   * Opens the first device that works and takes the experiment, its data included.
   * @param runOf the run to continue, at this start and when a trainer that died is started again
   * @throws Error with a sentence for the reader where no device works, or the data cannot be loaded
   */
  start(
    experiment: Experiment,
    prefer?: DeviceName,
    runOf?: (experiment: Experiment) => KeptRun | undefined,
  ): Promise<DeviceReport>;
  /**
   * Resolves when the server is up with its present weights; the first call starts server and load worker.
   * @throws Error where a step failed; the next call tries again
   */
  whenServing(): Promise<void>;
  /**
   * Gives an edited experiment to those that it concerns. Resolves when the trainer has taken it, at once where only
   * serving changed. The server follows; requests and loads wait for it. A measurement under way keeps its serving config,
   * and ends when the network's shape changes.
   */
  configure(experiment: Experiment): Promise<void>;
  /** Whether requests are served with this experiment's network and serving config without waiting for an edit under way. */
  isServing(experiment: Experiment): boolean;
  /**
   * Moves trainer and server to the device; weights are kept. @throws Error with the reason where the device does not
   * work
   */
  useDevice(name: DeviceName): Promise<DeviceReport>;
  /** Call when a call has changed the weights: the next request waits until the server has them. */
  weightsChanged(): void;
  /**
   * Sends one request to the server.
   * @param row network inputs
   * @throws RequestError `RequestRejected`, `RequestTimedOut` or `RequestFailed`; the signal's reason when it aborts
   * @example
   * const { output, batchSize, timings } = await engine.request([0.5, -1], { timeoutMs: 50 });
   */
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  /**
   * Runs a load to its end under `settings.serving`, then restores the server's own config.
   * @param pool rows to send, in turn
   * @throws Error where a setting is invalid, or the network changes before it begins; the signal's reason when it
   * aborts before. Aborted later, it resolves with a report of what has ended.
   * @example
   * const { goodput } = await engine.runLoad({ mode: 'closed', inFlight: 64, requests: 10_000 }, pool);
   */
  runLoad(settings: LoadSettings, pool: RequestRows, signal?: AbortSignal): Promise<LoadReport>;
  /** Measures one load after the other; the curve comes with `sweepProgressed` as it grows. @throws as `runLoad` */
  runSweep(settings: SweepSettings, pool: RequestRows, signal?: AbortSignal): Promise<SweepReport>;
  /** Calls `listener` when a part of the engine dies; its calls in flight have been rejected with the same error. */
  onFailure(listener: (part: EnginePart, error: Error) => void): () => void;
  /** Ends all workers. */
  end(): void;
}
