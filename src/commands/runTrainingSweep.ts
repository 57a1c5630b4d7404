/**
 * Runs training sweeps: one at a time, whether the screen or a script began it. What is learnt goes to `trainingSweepStore`; a sweep that
 * was stopped keeps what it has and can go on.
 */
import type { SweepTeam, SweepTeamParts } from '#client/sweepWorkers.ts';
import { cost } from '#experiment/cost.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/sweepErrors.ts';
import type { SweptNetwork } from '#protocol/trainingSweep.ts';
import {
  isOpen,
  networksDropped,
  networksMoved,
  sweepFeed,
  trainingSweepBegun,
  trainingSweepEnded,
  trainingSweepFailed,
  trainingSweepProgressed,
  trainingSweepResumed,
  trainingSweepRuns,
  trainingSweepStopping,
  trainingSweepStore,
} from '#state/trainingSweepStore.ts';
import { bestOf, halvingRungs, type Rung } from '#sweep/halvingRungs.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import { sweepCells, type SweepCell } from '#sweep/sweepCells.ts';

export interface SweepRunnerParts {
  openTeam(parts: Omit<SweepTeamParts, 'open' | 'baseUrl'>): SweepTeam;
  /** What trains the network on the screen, and how many threads a sweep may take. */
  resources(): { readonly device: DeviceName; readonly workers: number };
}

export interface SweepRunner {
  /**
   * Trains the networks of a sweep; resolves when all have ended, or it was stopped.
   * @throws Error with a sentence for the reader: wrong settings, another sweep under way; the signal's reason where it was aborted before
   */
  run(base: Experiment, order: SweepOrder, signal?: AbortSignal): Promise<void>;
  /** Goes on with a sweep that was stopped, or whose device failed. */
  goOn(): Promise<void>;
  stop(): void;
  /** For tests. */
  loseDevice(): void;
}

/** Kept on the page: parameters and slots of all networks. */
const MOST_STATE_BYTES = 512 * 2 ** 20;
const PROGRESS_MS = 200;

export function createSweepRunner({ openTeam, resources }: SweepRunnerParts): SweepRunner {
  let team: SweepTeam | null = null;
  let isStopped = false;

  async function train(signal?: AbortSignal): Promise<void> {
    const { order, cells } = trainingSweepStore.getState();
    if (!order) return;
    isStopped = false;
    const { device, workers } = resources();
    const clock = startClock(order, cells);
    const stop = (): void => runner.stop();
    signal?.addEventListener('abort', stop);
    // It may have been aborted by whoever was told that the sweep has begun.
    if (signal?.aborted) stop();
    try {
      team = openTeam({
        device,
        workers: Math.min(workers, cells.length),
        standing: ({ id }) => standing(cells[id]!),
        onNews(news) {
          networksMoved(news);
          clock.tick();
        },
      });
      trainingSweepRuns(device, team.workers);
      for (const rung of [...rungsOf(order, cells.length), null]) {
        if (isStopped) break;
        await trainTo(team, order, cells, rung);
      }
    } catch (error) {
      trainingSweepFailed(error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      team?.end();
      team = null;
      clock.end();
      trainingSweepEnded();
    }
  }

  async function trainTo(
    of: SweepTeam,
    { until }: SweepOrder,
    cells: readonly SweepCell[],
    rung: Rung | null,
  ) {
    const networks = cells.flatMap((cell) => {
      const standingNow = standing(cell);
      const isThere = rung !== null && (standingNow?.checkpoint?.epoch ?? 0) >= rung.epoch;
      return standingNow && !isThere ? [{ ...standingNow, work: workOf(cell) }] : [];
    });
    if (networks.length > 0) await of.train(networks, { until, pauseEpoch: rung?.epoch ?? 0 });
    if (rung === null || isStopped) return;
    const losses = sweepFeed.latest.flatMap((result, id) =>
      result.status === 'dropped' ? [] : [{ id, loss: result.points.at(-1)?.testLoss ?? NaN }],
    );
    const kept = new Set(bestOf(losses, rung.keep));
    networksDropped(losses.flatMap(({ id }) => (kept.has(id) || !isOpen(sweepFeed.latest[id]!) ? [] : [id])));
  }

  const occupied = (): boolean => trainingSweepStore.getState().phase !== 'idle';
  const runner: SweepRunner = {
    async run(base, order, signal) {
      signal?.throwIfAborted();
      if (occupied()) throw failed(failures.isRunning());
      const cells = sweepCells(base, order.choice);
      const bytes = cells.reduce((sum, { experiment }) => sum + cost(experiment).stateBytes, 0);
      if (bytes > MOST_STATE_BYTES) {
        const [megabytes, most] = [Math.ceil(bytes / 2 ** 20), MOST_STATE_BYTES / 2 ** 20];
        throw failed(failures.tooMuchState({ megabytes, most }));
      }
      trainingSweepBegun(base, order, cells);
      await train(signal);
    },
    async goOn() {
      if (occupied()) throw failed(failures.isRunning());
      trainingSweepResumed();
      await train();
    },
    stop() {
      const { phase } = trainingSweepStore.getState();
      if (phase === 'idle' || phase === 'stopping') return;
      isStopped = true;
      trainingSweepStopping();
      void team?.stop();
    },
    loseDevice: () => team?.loseDevice(),
  };
  return runner;
}

/** Where a network stands; null where it needs no more training. */
function standing({ id, experiment }: SweepCell): SweptNetwork | null {
  const result = sweepFeed.latest[id];
  if (!result || !isOpen(result)) return null;
  const { checkpoint, seconds } = result;
  return { id, experiment, ...(checkpoint ? { checkpoint, seconds } : {}) };
}

const workOf = ({ experiment }: SweepCell): number => {
  // A step has a fixed part of about so many multiplications.
  const fixed = 400;
  return cost(experiment).multiplicationsPerSample + fixed / experiment.training.batchSize;
};

const rungsOf = ({ choice, until }: SweepOrder, count: number): Rung[] =>
  choice.method === 'halving' ? halvingRungs(count, until.epochs) : [];

/** Share and time left, from how far each network is. */
function startClock({ until }: SweepOrder, cells: readonly SweepCell[]): { tick(): void; end(): void } {
  const startMs = performance.now();
  const before = trainingSweepStore.getState().seconds;
  const from = shareNow();
  let toldMs = -Infinity;

  function shareNow(): number {
    if (cells.length === 0) return 1;
    const shares = sweepFeed.latest.map((result) => {
      if (!isOpen(result)) return 1;
      const byEpochs = until.epochs > 0 ? (result.checkpoint?.epoch ?? 0) / until.epochs : 0;
      return Math.min(1, Math.max(byEpochs, until.seconds > 0 ? result.seconds / until.seconds : 0));
    });
    return shares.reduce((sum, share) => sum + share, 0) / cells.length;
  }
  function tell(): void {
    const nowMs = performance.now();
    const elapsed = (nowMs - startMs) / 1_000;
    const share = shareNow();
    const secondsLeft = share > from && share < 1 ? (elapsed * (1 - share)) / (share - from) : null;
    const done = sweepFeed.latest.filter((result) => !isOpen(result)).length;
    trainingSweepProgressed({ share, done, secondsLeft, seconds: before + elapsed });
    toldMs = nowMs;
  }
  return {
    tick() {
      if (performance.now() - toldMs >= PROGRESS_MS) tell();
    },
    end: tell,
  };
}
