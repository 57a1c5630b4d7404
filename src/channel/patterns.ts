/**
 * The patterns of Go's blog post on pipelines, as functions from channels to channels. Each starts its tasks at once,
 * closes the channel that it returns when nothing more can come, and stops when its signal aborts. A task's error ends
 * the pattern and rejects `ended`.
 */
import { Channel } from './Channel.ts';
import { ErrorGroup } from './ErrorGroup.ts';

/**
 * A channel of results, and a promise of the tasks behind it: resolved when all have ended, rejected with their first
 * error.
 */
export interface Flow<T> {
  readonly results: Channel<T>;
  readonly ended: Promise<void>;
}

export interface FlowOptions {
  /** Capacity of the channel of results. */
  readonly capacity?: number;
  readonly signal?: AbortSignal;
}

/** Sends the values of an iterable one after the other: the source of a pipeline. */
export function generate<T>(values: Iterable<T>, options: FlowOptions = {}): Flow<T> {
  return flowOf(options, async (results, group) => {
    await group.go(async (signal) => {
      for (const value of values) await results.send(value, signal);
    });
  });
}

/** Worker pool, or a stage of a pipeline: `workers` tasks receive jobs and send the results of `work`. */
export function workerPool<In, Out>(
  jobs: Channel<In>,
  workers: number,
  work: (job: In, signal: AbortSignal) => Promise<Out>,
  options: FlowOptions = {},
): Flow<Out> {
  return flowOf(options, async (results, group) => {
    for (let worker = 0; worker < workers; worker += 1) {
      await group.go(async (signal) => {
        for (let job = await jobs.receive(signal); job.ok; job = await jobs.receive(signal)) {
          await results.send(await work(job.value, signal), signal);
        }
      });
    }
  });
}

/** Fan-in: merges several channels into one, in order of arrival. */
export function merge<T>(channels: readonly Channel<T>[], options: FlowOptions = {}): Flow<T> {
  return flowOf(options, async (results, group) => {
    for (const channel of channels) {
      await group.go(async (signal) => {
        for (let one = await channel.receive(signal); one.ok; one = await channel.receive(signal)) {
          await results.send(one.value, signal);
        }
      });
    }
  });
}

function flowOf<T>(
  { capacity = 0, signal }: FlowOptions,
  start: (results: Channel<T>, group: ErrorGroup) => Promise<void>,
): Flow<T> {
  const results = new Channel<T>(capacity);
  const group = new ErrorGroup();
  const callOff = (): void => void group.go(() => Promise.reject(signal?.reason as Error));
  async function run(): Promise<void> {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', callOff, { once: true });
    try {
      await start(results, group);
      await group.wait();
    } finally {
      signal?.removeEventListener('abort', callOff);
      results.close();
    }
  }
  const ended = run();
  // Readers of the results alone see an error as their end; `ended` still rejects for others.
  ended.catch(() => undefined);
  return { results, ended };
}
