/** The sweep runner of the page, with its workers, and what the tab does with their networks. Fetched when it is first asked for. */
import { beginWithRun } from '#client/linkedRuns.ts';
import { openSweepTeam, openSweepWorker } from '#client/sweepWorkers.ts';
import type { HistoryPoint, Metrics } from '#protocol/trainer.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { experimentStore, openExperiment } from '#state/experimentStore.ts';
import { sweepFeed, trainingSweepStore } from '#state/trainingSweepStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { createSweepRunner, type SweepRunner } from './runTrainingSweep.ts';

const MOST_WORKERS = 16;

export interface Sweeps extends SweepRunner {
  /** Makes a network of the sweep the experiment: settings, weights, optimiser and curve. Undoable. */
  take(id: number): void;
}

export function openSweeps(): Sweeps {
  const baseUrl = new URL('./', document.baseURI).href;
  const runner = createSweepRunner({
    openTeam: (parts) => openSweepTeam({ open: openSweepWorker, baseUrl, ...parts }),
    resources() {
      const { report } = deviceStore.getState();
      // The trainer of the screen keeps a core while it trains.
      const taken = trainingStore.getState().phase === 'playing' ? 1 : 0;
      const workers = Math.min(MOST_WORKERS, Math.max(1, (navigator.hardwareConcurrency || 2) - taken));
      return { device: report?.name ?? 'wasm', workers };
    },
  });
  return { ...runner, take };
}

function take(id: number): void {
  const cell = trainingSweepStore.getState().cells[id];
  const result = sweepFeed.latest[id];
  if (!cell || !result) return;
  const { title: _, ...varied } = cell.experiment;
  // What is seen and served stays as it is now.
  const { view, serving, load, sweep } = experimentStore.getState().experiment;
  const experiment = { ...varied, view, serving, load, ...(sweep ? { sweep } : {}) };
  const { checkpoint, points } = result;
  if (checkpoint) beginWithRun(experiment, { checkpoint, curve: points.map(curvePoint) });
  openExperiment(experiment);
}

const curvePoint = ({ trainAccuracy = NaN, testAccuracy = NaN, ...metrics }: Metrics): HistoryPoint => ({
  ...metrics,
  trainAccuracy,
  testAccuracy,
  batchLoss: NaN,
});
