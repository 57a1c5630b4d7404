/**
 * Runs one of the examples of `channel/examples` with real requests on the server, and counts what goes on in its
 * channel and group for the page. The example itself does not know that it is watched.
 */
import { Channel } from '../channel/Channel.ts';
import { buffered } from '../channel/examples/buffered.ts';
import type { Answer, Example, Watched } from '../channel/examples/Example.ts';
import { fanOut } from '../channel/examples/fanOut.ts';
import { leak } from '../channel/examples/leak.ts';
import { limited } from '../channel/examples/limited.ts';
import { mended } from '../channel/examples/mended.ts';
import { pipeline } from '../channel/examples/pipeline.ts';
import { pool } from '../channel/examples/pool.ts';
import { timeout } from '../channel/examples/timeout.ts';
import { ErrorGroup } from '../channel/ErrorGroup.ts';
import type { Engine } from '../client/Engine.ts';
import { experimentStore } from '../state/experimentStore.ts';
import { NO_PATTERN, patternFeed, type PatternCounts, type PatternName } from '../state/patternFeed.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { loadPool } from './loadPool.ts';
import type { PageData } from './pageData.ts';

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
  /** How long the caller takes over each answer, in ms; 0 is no time at all. */
  readonly handleMs: number;
}

export interface PatternRunner {
  /** Runs the example to its return; rejects with what it threw, or when one is running. */
  run(name: PatternName, settings: PatternSettings): Promise<void>;
  /** Lets go of what the last example left behind. */
  clear(): void;
}

const FRAME_MS = 16;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function createPatternRunner(
  engine: Pick<Engine, 'request'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): PatternRunner {
  /** Grows with each run: counts of an older one are published no more. */
  let generation = 0;
  let isRunning = false;

  async function run(name: PatternName, { requests, handleMs }: PatternSettings): Promise<void> {
    if (isRunning) throw new Error('An example is running. Wait for its end.');
    isRunning = true;
    const own = ++generation;
    const parts: Watched[] = [];
    const counts = { inFlight: 0, handled: 0, failed: 0, problem: null as string | null };
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
      // What is stuck stays stuck; only what still moves is looked at again.
      const isStill =
        returned && now.inFlight === 0 && (now.phase === 'ended' || now.blockedSenders === now.goroutines);
      if (!isStill) setTimeout(watchOn, FRAME_MS);
    };
    try {
      await sync.whenTaken();
      const { rows, inputs } = loadPool(experimentStore.getState().experiment, await pageData.ready());
      const rowCount = rows.length / inputs;
      watchOn();
      await EXAMPLES[name]({
        rows: Array.from({ length: requests }, (_, index) => {
          const from = (index % rowCount) * inputs;
          return rows.subarray(from, from + inputs);
        }),
        async request(row, signal): Promise<Answer> {
          counts.inFlight += 1;
          try {
            return await engine.request(row, signal ? { signal } : {});
          } catch (error) {
            counts.failed += 1;
            counts.problem ??= error instanceof Error ? error.message : String(error);
            return { output: [] };
          } finally {
            counts.inFlight -= 1;
          }
        },
        async handle() {
          if (handleMs > 0) await wait(handleMs);
          counts.handled += 1;
        },
        watch(part) {
          parts.push(part);
          return part;
        },
      });
    } finally {
      returned = true;
      isRunning = false;
    }
  }

  return {
    run,
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
): Omit<PatternCounts, 'inFlight' | 'handled' | 'failed' | 'problem' | 'elapsedMs'> {
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
