/** Calls of the page to a sweep worker, which trains many networks side by side, and what it tells of them. */
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { SweepUntil } from '#sweep/readSettings.ts';
import type { DeviceReport } from './DeviceReport.ts';
import type { Checkpoint, Metrics } from './trainer.ts';

/** A network to train, from its seed or from where it was left. */
export interface SweptNetwork {
  readonly id: number;
  readonly experiment: Experiment;
  readonly checkpoint?: Checkpoint;
  /** Seconds that it has trained. */
  readonly seconds?: number;
}

/** Why a network trains no more: its goal, its loss (no longer finite, or far too large), or the epoch where the call pauses. */
export type NetworkEnd = 'goal' | 'diverged' | 'paused';

/** What is new of a network since it was last told of. Arrays are transferred. */
export interface NetworkNews {
  readonly id: number;
  /** Measured at each mark since then; epoch 0 is its start. */
  readonly points: readonly Metrics[];
  /** Of the last point. */
  readonly checkpoint: Checkpoint;
  /** Seconds that it has trained; networks that train together share theirs. */
  readonly seconds: number;
  /** Planes: output map of the last point on a grid over [−6, 6]², row 0 at x2 = +6; [outputs, side, side]. */
  readonly map?: Float32Array;
  /** Classification: confusion matrix [truth, prediction] on the test part, row-major. */
  readonly confusion?: Uint32Array;
  /** Absent while it trains. */
  readonly ended?: NetworkEnd;
}

export interface SweepTrainParams {
  readonly networks: readonly SweptNetwork[];
  readonly until: SweepUntil;
  /** All stop here, to be compared; 0: nowhere. */
  readonly pauseEpoch: number;
}

/** @typeParam Text what reports say: failures in the worker, sentences on the page (`sayFailures.ts`) */
export interface SweepWorkerCalls<Text = string> {
  /**
   * Opens this device.
   * @throws Error with a sentence for the reader where it does not work
   */
  open: { params: { device: DeviceName; baseUrl: string }; result: DeviceReport<Text> };
  /**
   * Trains the networks side by side until each has ended, or `stop`. What it learns goes out as `networksMoved`.
   * @throws Error with a sentence for the reader where data cannot be loaded, or no device is left
   */
  train: { params: SweepTrainParams; result: void };
  /** Ends `train` after the dispatch under way, with the last point of each network told. */
  stop: { params: void; result: void };
  /** Loses the device as a driver reset would: for tests. */
  loseDevice: { params: void; result: void };
}

export interface SweepWorkerEvents {
  networksMoved: { readonly networks: readonly NetworkNews[] };
}

/** Side of the maps of a sweep's networks, which are small. */
export const SWEEP_MAP_SIDE = 32;
