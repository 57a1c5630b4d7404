/**
 * Calls of the page to the trainer worker, each with one result, and events of the trainer. `Call.ts` carries them;
 * handlers are type-checked against these maps.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { MetCondition } from '#experiment/MetCondition.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { ScheduleState, WatchedLoss } from '#nn/learningRates.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { DeviceReport } from './DeviceReport.ts';
import type { InspectCalls } from './inspect.ts';

export type TrainerPhase = 'starting' | 'loading' | 'paused' | 'playing' | 'stopped';

export interface Metrics {
  readonly epoch: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly trainAccuracy?: number;
  readonly testAccuracy?: number;
}

/** A point of the learning curve. NaN where a metric was not measured, or does not apply. */
export interface HistoryPoint {
  /** Epochs completed, with the share of the one under way. Never descends. */
  readonly epoch: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
  /** Mean loss over the batches of the epoch that ended here, each before its step, with dropout. */
  readonly batchLoss: number;
  /** Seconds of computing since the start of the run; absent where the run is older than this is noted. */
  readonly seconds?: number;
  /** Learning rate of the next step; absent likewise. */
  readonly rate?: number;
}

/** An update of the learning curve: these points replace all from index `start` on. */
export interface HistoryNews {
  readonly start: number;
  readonly points: readonly HistoryPoint[];
}

/** What can be gone back to, and what was left by that. */
export interface TimelineNews {
  /** Epochs completed at each kept moment, in order. */
  readonly epochs: readonly number[];
  readonly steps: readonly number[];
  /** The step of the earlier moment that is shown; null at the end of the run. */
  readonly lookingBackAt: number | null;
  /** Curves of the runs that were left, each from the point where the branch begins; absent where they are as in the last snapshot. */
  readonly branches?: readonly (readonly HistoryPoint[])[];
}

/** Where `train` ends: at whichever comes first; at least one besides `watch` must be given. */
export interface TrainUntil {
  readonly epochs?: number;
  readonly steps?: number;
  readonly seconds?: number;
  /** The watched loss is below this at the end of an epoch. */
  readonly lossBelow?: number;
  /** The watched loss has not become better for so many epochs. */
  readonly plateau?: number;
  /** Which loss: of the test part, as if nothing is given, or the mean over the batches of the epoch. */
  readonly watch?: WatchedLoss;
}

export interface TrainReport<Text = string> extends Metrics {
  readonly seconds: number;
  /** Why it ended before its goal, e.g. the loss became NaN or the user paused. */
  readonly stopped?: Text;
  /** The stop condition that ended it; absent where its epochs, steps or seconds were reached, or a problem ended it. */
  readonly met?: MetCondition;
  /** What is wrong with its samples; absent where nothing is. `diagnose` tells why a run went as it did. */
  readonly advice?: Text;
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy?: number;
  readonly count: number;
}

interface ParameterChange {
  readonly index: number;
  readonly value: number;
}

/** One layer's parameters as scripts see them: kernel is [in][out]. */
export interface LayerParameters {
  kernel: number[][];
  bias: number[];
}

/** What a run can continue from, on any device and after a reload. */
export interface Checkpoint {
  /** [S]: parameters, then the optimiser's slots. */
  readonly state: Float32Array;
  readonly step: number;
  readonly epoch: number;
  /** Batches completed in the epoch under way. */
  readonly batch: number;
  /** Step at which the slots were fresh: Adam's bias correction counts from there. */
  readonly slotsSince: number;
  /** What the learning-rate schedule remembers of the run; absent for one that remembers nothing. */
  readonly rateMemory?: ScheduleState;
}

/** A run that can be continued or restored. */
export interface KeptRun {
  /** The experiment it belongs to. */
  readonly experiment: Experiment;
  readonly checkpoint: Checkpoint;
  readonly curve: readonly HistoryPoint[];
}

/**
 * What the page shows of a moment: rendered at most 20 times a second, once a second while the page is hidden. Arrays
 * are transferred.
 */
export interface Snapshot<Text = string> {
  readonly metrics: Metrics;
  /** The shape of the network. */
  readonly shape: NetworkShape;
  /** Grows by one with every change of experiment or reset; snapshots of older generations are stale. */
  readonly generation: number;
  readonly stepsPerSecond: number;
  readonly epochsPerSecond: number;
  /** Flat parameters [P], in the layout of `nn/NetworkShape.ts`. */
  readonly parameters: Float32Array;
  /** What the learning-rate schedule remembers at this moment; absent for one that remembers nothing. */
  readonly rateMemory?: ScheduleState;
  /**
   * Planes only: activation maps of every unit on a side×side grid over [−6, 6]², row 0 at x2 = +6; [U, side, side],
   * layer by layer.
   */
  readonly maps?: { readonly side: number; readonly units: Float32Array };
  /** Planes only: output map on a finer grid; [outputs, side, side]. */
  readonly outputMap?: { readonly side: number; readonly values: Float32Array };
  /** Classification only: confusion matrix [truth, prediction] on the test split, row-major. */
  readonly confusion?: Uint32Array;
  /** Images and tables: activations of every layer for the probe row, [U]. */
  readonly probe?: Float32Array;
  /**
   * Images and tables: outputs for at most the first 60 rows of the test split, fewer on a slow device, [K, outputs].
   */
  readonly samplePredictions?: Float32Array;
  /** What is wrong with the samples; null for nothing, absent in a snapshot that the page made itself. */
  readonly advice?: Text | null;
  /** The curve since the last snapshot; absent in a snapshot that the page made itself. */
  readonly history?: HistoryNews;
  /** Absent in a snapshot that the page made itself. */
  readonly timeline?: TimelineNews;
  /**
   * The run to keep over a reload: while it is at rest, and every few seconds while it trains. The page adds the
   * curve.
   */
  readonly run?: Pick<KeptRun, 'experiment' | 'checkpoint'>;
}

/** Numbers of the hidden units, layer by layer: a unit keeps its number from edit to edit. */
export interface UnitIds {
  readonly ids: readonly (readonly number[])[];
  /** Units that began as copies of another, or with its place and outgoing weights alone. */
  readonly origins: readonly { readonly id: number; readonly of: number; readonly isRedrawn: boolean }[];
}

/** The position in the page's undo history that a call belongs to. */
export interface Moment {
  /** Number of the value in the history. Without it nothing can be restored. */
  readonly moment?: number;
  /** Number of the opened experiment that the value was made from by edits. */
  readonly origin?: number;
  /** Which units its network has; without it they are told by the layers. */
  readonly units?: UnitIds;
}

/** @typeParam Text what reports say: failures in the worker, sentences on the page (`sayFailures.ts`) */
export interface TrainerCalls<Text = string> extends InspectCalls<Text> {
  /**
   * Opens the first device that passes its self-test and takes the experiment, unless a newer one comes meanwhile. May
   * be called again after a failure. A run of the same network is continued; one that does not fit is ignored.
   * @throws Error with a sentence for the reader where no device works, or the data cannot be loaded
   */
  start: {
    params: { experiment: Experiment; prefer?: DeviceName; baseUrl: string; run?: KeptRun } & Moment;
    result: DeviceReport<Text>;
  };
  devices: { params: void; result: DeviceReport<Text>[] };
  useDevice: { params: { name: DeviceName }; result: DeviceReport<Text> };
  /** Measures training steps a second of the present network on every device that works, on a copy. */
  measureDevices: { params: void; result: DeviceReport<Text>[] };
  /** Ends that measurement with what has been measured. */
  stopMeasuring: { params: void; result: void };
  /**
   * Takes an experiment; keeps weights and data where the difference allows it. At a moment whose weights were
   * replaced since, restores them. With another origin ends the run and starts from the seed at step 0, or, at a moment
   * that is new, continues `run`.
   * @throws Error with a sentence for the reader where its data cannot be loaded, or do not fit the device
   */
  configure: {
    params: { experiment: Experiment; run?: KeptRun } & Moment;
    result: { kept: 'everything' | 'weights' | 'data' | 'nothing' };
  };
  /** Aborts the download under way: taking its experiment rejects, and is tried again with the next edit. */
  stopLoading: { params: void; result: void };
  play: { params: { epochsPerSecond?: number }; result: void };
  pause: { params: void; result: void };
  step: { params: { unit: 'batch' | 'epoch' }; result: Metrics };
  reset: { params: Moment; result: void };
  train: { params: TrainUntil; result: TrainReport<Text> };
  /** The learning curve of the present weights, from their start on. */
  history: { params: void; result: readonly HistoryPoint[] };
  /** Curves of the runs that were left by training on from an earlier moment, each from there on; until the next start. */
  branches: { params: void; result: readonly (readonly HistoryPoint[])[] };
  /** The moments of the run that can be gone back to, in order: at most 240, the first and the last among them. */
  checkpoints: { params: void; result: { epoch: number; step: number }[] };
  /**
   * Goes to the kept moment nearest to this epoch and ends training. Going on from there leaves the run for another; until then the later
   * moments stay.
   * @returns metrics there, as while training
   * @throws Error where nothing is kept
   */
  seek: { params: { epoch: number } & Moment; result: Metrics };
  evaluate: { params: { split: 'train' | 'test' }; result: Evaluation };
  /** The present parameters as scripts see them. */
  parameters: { params: void; result: LayerParameters[] };
  /** @throws Error that names the layer and index where they do not fit the network, or a value is not finite */
  setParameters: { params: { layers: LayerParameters[] } & Moment; result: void };
  /** The present parameters as the server takes them: flat [P], with the shape of their network and their place in the run. */
  weights: {
    params: void;
    result: { shape: NetworkShape; parameters: Float32Array; step: number; epoch: number };
  };
  /**
   * Sets parameters by their index in the flat layout of `nn/NetworkShape.ts`: all of them or, with an error, none.
   * @throws Error where the network does not have one, or a value is not finite
   */
  changeParameters: { params: { changes: ParameterChange[] } & Moment; result: void };
  samples: { params: { split: 'train' | 'test' }; result: { inputs: number[][]; targets: number[][] } };
  predict: { params: { rows: Float32Array; count: number }; result: { outputs: Float32Array } };
  /** The row whose activations each snapshot has; null for none. Network inputs, not raw. */
  probe: { params: { row: Float32Array | null }; result: void };
  /** A port to the server worker, on which weights go with every snapshot. */
  connectServer: { params: { port: MessagePort }; result: void };
  /** Whether the page is visible; while it is hidden, few snapshots are taken. True at the start. */
  watch: { params: { isSeen: boolean }; result: void };
  /** Sends the present weights to the server; results in the serial number of the message. */
  sendWeights: { params: void; result: { serial: number } };
  /** For tests and fault injection: destroys the GPU device as a driver reset would. */
  loseDevice: { params: void; result: void };
}

export interface TrainerEvents<Text = string> {
  /** Also emitted when the work of a training step changes: reports are about the present network. */
  deviceOpened: { report: DeviceReport<Text>; tried: DeviceReport<Text>[] };
  deviceLost: { report: DeviceReport<Text>; message: Text; continuesOn?: DeviceName };
  /** With the stop condition that ended the run, where one did. */
  phaseChanged: { phase: TrainerPhase; reason?: Text; met?: MetCondition };
  dataProgress: { loadedBytes: number; totalBytes: number };
  snapshotTaken: Snapshot<Text>;
  /** The run ended by itself: divergence, out of memory … The last sound parameters are kept. */
  runStopped: { reason: Text; metrics: Metrics };
}
