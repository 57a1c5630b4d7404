/**
 * Messages between the page and the trainer worker: calls (the page asks, one answer each) and events (the worker
 * tells). `Call.ts` carries them; handlers are checked against these maps and never cast.
 */
import type { Experiment } from '../spec/experiment.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { DeviceReport } from './DeviceReport.ts';
import type { WireError } from './WireError.ts';

export type TrainerPhase = 'starting' | 'loading' | 'paused' | 'playing' | 'stopped';

export interface Metrics {
  readonly epoch: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly trainAccuracy?: number;
  readonly testAccuracy?: number;
}

/** Until which point `train` runs: whichever comes first; at least one must be given. */
export interface TrainUntil {
  readonly epochs?: number;
  readonly steps?: number;
  readonly seconds?: number;
}

export interface TrainReport extends Metrics {
  readonly seconds: number;
  /** Why it ended before its goal, e.g. the loss became NaN or somebody pressed pause. */
  readonly stopped?: string;
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy?: number;
  readonly count: number;
}

/** One layer's parameters as scripts see them: kernel is [in][out]. */
export interface LayerParameters {
  kernel: number[][];
  bias: number[];
}

/** Optimiser state and parameters in plain arrays: what survives a device. */
export interface Checkpoint {
  readonly state: Float32Array;
  readonly step: number;
  readonly epoch: number;
}

/** What the page draws, taken at display pace. Arrays are transferred, never shared. */
export interface Snapshot {
  readonly metrics: Metrics;
  /** Grows by one with every change of experiment or reset: older snapshots are stale. */
  readonly generation: number;
  readonly stepsPerSecond: number;
  readonly epochsPerSecond: number;
  /** Flat parameters [P], layout of `spec/networkShape.ts`. */
  readonly parameters: Float32Array;
  /** 2-D sets only: every unit's value on a side×side grid over [−6, 6]², row 0 at x2 = +6; [U, side, side], layer order. */
  readonly maps?: { readonly side: number; readonly units: Float32Array };
  /** 2-D sets only: the output on a finer grid; [outputs, side, side]. */
  readonly outputMap?: { readonly side: number; readonly values: Float32Array };
  /** Classes only: counts [truth, answer] on the test part, row-major. */
  readonly confusion?: Uint32Array;
  /** Images and tables: every layer's values for the probe row (the drawn or chosen sample), [U]. */
  readonly probe?: Float32Array;
  /** Images and tables: outputs for the first `min(60, test.count)` rows of the test part, [K, outputs]. */
  readonly sampleAnswers?: Float32Array;
}

export interface TrainerCalls {
  /** Opens the first device that passes its self-test. */
  start: { ask: { experiment: Experiment; prefer?: DeviceName; baseUrl: string }; answer: DeviceReport };
  devices: { ask: void; answer: DeviceReport[] };
  useDevice: { ask: { name: DeviceName }; answer: DeviceReport };
  /** Steps per second of the present network on every device that works, measured on a copy. */
  measureDevices: { ask: void; answer: DeviceReport[] };
  /** Takes a new experiment; keeps weights and data where the difference allows it. */
  configure: {
    ask: { experiment: Experiment };
    answer: { kept: 'everything' | 'weights' | 'data' | 'nothing' };
  };
  play: { ask: { epochsPerSecond?: number }; answer: void };
  pause: { ask: void; answer: void };
  step: { ask: { unit: 'batch' | 'epoch' }; answer: Metrics };
  reset: { ask: void; answer: void };
  train: { ask: TrainUntil; answer: TrainReport };
  evaluate: { ask: { split: 'train' | 'test' }; answer: Evaluation };
  parameters: { ask: void; answer: LayerParameters[] };
  setParameters: { ask: { layers: LayerParameters[] }; answer: void };
  samples: { ask: { split: 'train' | 'test' }; answer: { inputs: number[][]; targets: number[][] } };
  predict: { ask: { rows: Float32Array; count: number }; answer: { outputs: Float32Array } };
  /** The row whose activations each snapshot shows; null for none. Network inputs, not raw. */
  probe: { ask: { row: Float32Array | null }; answer: void };
  /** A port to the server worker: parameters go straight there, at display pace. */
  connectServer: { ask: { port: MessagePort }; answer: void };
  /** For tests and the fault bench: destroys the GPU device as a driver reset would. */
  loseDevice: { ask: void; answer: void };
}

export interface TrainerEvents {
  /** Also when another network is worked on: reports speak of the present one. */
  deviceOpened: { report: DeviceReport; tried: DeviceReport[] };
  deviceLost: { report: DeviceReport; message: string; continuesOn?: DeviceName };
  phaseChanged: { phase: TrainerPhase; reason?: string };
  dataProgress: { loadedBytes: number; totalBytes: number };
  snapshotTaken: Snapshot;
  /** The run ended by itself: NaN loss, out of memory … The last good parameters are kept. */
  runStopped: { error: WireError; metrics: Metrics };
}
