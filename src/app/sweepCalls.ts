/** Implementation of `fanout.trainingSweep`, fetched when it is first called: checks the settings, runs the sweep, tells of it in lists. */
import type { Sweeps } from '#commands/openSweeps.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/sweepErrors.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Metrics } from '#protocol/trainer.ts';
import { sweepFeed, trainingSweepStore, type CellResult } from '#state/trainingSweepStore.ts';
import { readSettings } from '#sweep/readSettings.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import type { SweepProgress, SweptRun, TrainingSweepCall, TrainingSweepReport } from './FanoutSweep.ts';

export async function runTrainingSweep(
  sweeps: Sweeps,
  base: Experiment,
  { signal, parameters = false, ...settings }: TrainingSweepCall,
  onProgress?: (progress: SweepProgress) => void,
): Promise<TrainingSweepReport> {
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw failed(failures.notSignal({ value: String(signal) }));
  if (typeof parameters !== 'boolean') throw failed(failures.notParameters({ value: String(parameters) }));
  if (onProgress !== undefined && typeof onProgress !== 'function') throw failed(failures.noProgress());
  const order = readSettings(settings);
  const tell = (): void => onProgress?.(progressNow());
  const stop = trainingSweepStore.subscribe(({ share }, before) => {
    if (share !== before.share) tell();
  });
  try {
    await sweeps.run(base, order, signal);
  } finally {
    stop();
  }
  const { cells } = trainingSweepStore.getState();
  const results = sweepFeed.latest;
  return {
    runs: cells.map((cell) => runOf(cell, results[cell.id]!, parameters)),
    best: bestId(results),
  };
}

function progressNow(): SweepProgress {
  const { cells, done, share, secondsLeft } = trainingSweepStore.getState();
  return { networks: cells.length, done, share, secondsLeft, best: bestId(sweepFeed.latest) };
}

function runOf(
  { values, seed, experiment }: SweepCell,
  result: CellResult,
  wantsParameters: boolean,
): SweptRun {
  const { points, status, seconds, checkpoint } = result;
  const count = parameterCount(networkShape(experiment));
  const ended = status === 'done' || status === 'diverged' || status === 'dropped' ? status : 'stopped';
  return {
    values: { ...values },
    seed,
    ended,
    seconds,
    metrics: points.at(-1) ?? null,
    history: columnsOf(points),
    ...(wantsParameters && checkpoint ? { parameters: checkpoint.state.slice(0, count) } : {}),
  };
}

function columnsOf(points: readonly Metrics[]): SweptRun['history'] {
  const hasAccuracy = points.some(({ trainAccuracy }) => trainAccuracy !== undefined);
  const column = (name: 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy'): (number | null)[] =>
    points.map((point) => {
      const value = point[name] ?? NaN;
      return Number.isNaN(value) ? null : value;
    });
  return {
    epoch: points.map(({ epoch }) => epoch),
    trainLoss: column('trainLoss'),
    testLoss: column('testLoss'),
    ...(hasAccuracy ? { trainAccuracy: column('trainAccuracy'), testAccuracy: column('testAccuracy') } : {}),
  };
}

/** The network with the smallest test loss; −1 while none has one. */
function bestId(results: readonly CellResult[]): number {
  let [best, least] = [-1, Infinity];
  for (const [id, { points, status }] of results.entries()) {
    const loss = points.at(-1)?.testLoss ?? NaN;
    if (status !== 'diverged' && loss < least) [best, least] = [id, loss];
  }
  return best;
}
