/**
 * Runs one of the examples of `channel/examples` with real requests on the server, and counts tasks, channel and requests for the
 * page. The example itself does not know that it is observed.
 */
import { Channel } from '#channel/Channel.ts';
import { ErrorGroup } from '#channel/ErrorGroup.ts';
import { buffered } from '#channel/examples/buffered.ts';
import type { Response, Example, Watched } from '#channel/examples/Example.ts';
import { fanOut } from '#channel/examples/fanOut.ts';
import { leak } from '#channel/examples/leak.ts';
import { limited } from '#channel/examples/limited.ts';
import { mended } from '#channel/examples/mended.ts';
import { pipeline } from '#channel/examples/pipeline.ts';
import { pool } from '#channel/examples/pool.ts';
import { timeout } from '#channel/examples/timeout.ts';
import type { Engine } from '#client/Engine.ts';
import { orAborted } from '#client/orAborted.ts';
import { samplePool } from '#data/samplePool.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { NO_PATTERN, patternFeed, type PatternCounts, type PatternName } from '#state/patternFeed.ts';
import type { ExperimentSync } from './experimentSync.ts';
import type { PageData } from './pageData.ts';
import { preciseWait } from './preciseWait.ts';

const EXAMPLES: Readonly<Record<PatternName, Example>> = {
  fanOut,
  buffered,
  limited,
  pool,
  pipeline,
  timeout,
  leak,
  mended,
};

export interface PatternSettings {
  readonly requests: number;
  /** How long the caller takes over each response, in ms; 0: no time at all. */
  readonly handleMs: number;
}

export interface PatternRunner {
  /** Resolves when the example returns; rejects with its error, or when one is running. */
  run(name: PatternName, settings: PatternSettings): Promise<void>;
  /** Ends the example that runs: its requests are cancelled, its counts stay. */
  stop(): void;
  /** Clears what the last example left behind. */
  clear(): void;
}

const FRAME_MS = 16;

export function createPatternRunner(
  engine: Pick<Engine, 'request'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): PatternRunner {
  /** Grows with each run: counts of an older one are no longer published. */
  let generation = 0;
  let isRunning = false;
  let control = new AbortController();

  async function run(name: PatternName, { requests, handleMs }: PatternSettings): Promise<void> {
    if (isRunning) throw failed(failures.exampleIsRunning());
    isRunning = true;
    control = new AbortController();
    const stopped = control.signal;
    const own = ++generation;
    const parts: Watched[] = [];
    const counts = { inFlight: 0, handled: 0, handleMs: 0, failed: 0, problem: null as string | null };
    let returned = false;
    const startMs = performance.now();
    const count = (): PatternCounts => ({
      ...countParts(name, parts, returned),
      ...counts,
      elapsedMs: performance.now() - startMs,
    });
    const watchOn = (): void => {
      if (own !== generation) return;
      const now = count();
      patternFeed.publish(now);
      // A blocked example stays blocked; only a moving one is counted again.
      const isStill =
        returned && now.inFlight === 0 && (now.phase === 'ended' || now.blockedSenders === now.goroutines);
      if (!isStill) setTimeout(watchOn, FRAME_MS);
    };
    try {
      await orAborted(sync.whenTaken(), stopped);
      const data = await orAborted(pageData.ready(), stopped);
      const { rows, inputs } = samplePool(experimentStore.getState().experiment, data);
      const rowCount = rows.length / inputs;
      watchOn();
      const example = EXAMPLES[name]({
        rows: Array.from({ length: requests }, (_, index) => {
          const from = (index % rowCount) * inputs;
          return rows.subarray(from, from + inputs);
        }),
        async request(row, signal): Promise<Response> {
          counts.inFlight += 1;
          try {
            return await engine.request(row, {
              signal: signal ? AbortSignal.any([signal, stopped]) : stopped,
            });
          } catch (error) {
            counts.failed += 1;
            counts.problem ??= error instanceof Error ? error.message : String(error);
            return { output: [] };
          } finally {
            counts.inFlight -= 1;
          }
        },
        async handle() {
          stopped.throwIfAborted();
          if (handleMs > 0) counts.handleMs += await preciseWait(handleMs);
          counts.handled += 1;
        },
        watch(part) {
          parts.push(part);
          return part;
        },
      });
      await orAborted(example, stopped);
    } catch (error) {
      if (!stopped.aborted) throw error;
    } finally {
      returned = true;
      isRunning = false;
    }
  }

  return {
    run,
    stop() {
      control.abort(new DOMException(failures.exampleStopped().text, 'AbortError'));
    },
    clear() {
      generation += 1;
      patternFeed.publish(NO_PATTERN);
    },
  };
}

function countParts(
  name: PatternName,
  parts: readonly Watched[],
  returned: boolean,
): Omit<PatternCounts, 'inFlight' | 'handled' | 'handleMs' | 'failed' | 'problem' | 'elapsedMs'> {
  let goroutines = 0;
  const channel = { channelLength: 0, channelCapacity: 0, blockedSenders: 0, blockedReceivers: 0 };
  for (const part of parts) {
    if (part instanceof Channel) {
      channel.channelLength += part.length;
      channel.channelCapacity += part.capacity;
      channel.blockedSenders += part.blockedSenders;
      channel.blockedReceivers += part.blockedReceivers;
    } else goroutines += part instanceof ErrorGroup ? part.active : part.count;
  }
  const phase = !returned ? 'running' : goroutines > 0 ? 'left' : 'ended';
  return { name, phase, goroutines, ...channel };
}
