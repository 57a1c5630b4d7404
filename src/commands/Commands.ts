/**
 * Commands of the screen: the only way from views to engine and experiment; `createCommands.ts` implements them. Buttons, menus
 * and shortcuts use the actions built on them (`actions.ts`).
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { NetworkEdit } from '#experiment/networkEdits.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { TableSpec } from '#experiment/tableData.ts';
import type { OpenTable } from '#experiment/tableReading.ts';
import type { ModelToExport } from '#models/ModelToExport.ts';
import type { Diagnosis, LayerCurves } from '#protocol/inspect.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { SweepSettings } from '#protocol/sweep.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import type { TrainReport, TrainUntil } from '#protocol/trainer.ts';
import type { CompareSide } from '#state/compareStore.ts';
import type { PatternName } from '#state/patternFeed.ts';
import type { TableOrigin } from '#state/tableSources.ts';
import type { FaultKind } from '#state/servingStore.ts';
import type { Speed } from '#state/trainingStore.ts';
import type { ProbeCommands } from './probeCommands.ts';
import type { Answer, Question, QuestionParams } from './questions.ts';
import type { PatternSettings } from './runPattern.ts';
import type { LinkOptions, WeightsInLink } from './shareLink.ts';

/** A weight of a layer, or a bias where `from` is null, and what it becomes. */
export interface WeightEdit {
  readonly from: number | null;
  readonly to: number;
  readonly value: number;
}

export interface Commands extends ProbeCommands {
  /** Changes the experiment, undoable. `gesture` names a drag whose many edits make one undo step. */
  edit(change: (experiment: Experiment) => Experiment, gesture?: string): void;
  /** Makes the change that a diagnosis suggests, and trains on, or from the start where only that helps; one undo step. */
  tryDiagnosis(diagnosis: Diagnosis): void;
  /** Adds, copies, moves, resets or drops a unit or a layer; every other one keeps its weights. Undoable. */
  changeNetwork(edit: NetworkEdit): void;
  undo(): void;
  redo(): void;
  play(): void;
  pause(): void;
  step(unit: 'batch' | 'epoch'): void;
  reset(): void;
  /** Shows the kept moment nearest to this epoch; of many in a row only the newest counts. Moving about is one undo step. */
  seek(epoch: number): void;
  /** Shows the kept moment before or after the one that is shown. */
  seekNext(direction: -1 | 1): void;
  setSpeed(speed: Speed): void;
  useDevice(name: DeviceName): void;
  measureDevices(): void;
  /** Ends the measurement with the devices measured so far. */
  stopMeasuring(): void;
  /** Sets one weight or bias: `layer` 0 is the first after the inputs, `from` null is the bias. */
  setWeight(layer: number, from: number | null, to: number, value: number): void;
  /** Sets several weights and biases of one layer as one edit: all of them or none. */
  setWeights(layer: number, weights: readonly WeightEdit[]): void;
  /** Sends a burst: `inFlight` requests at once. */
  sendBurst(): void;
  /** Runs the load that the experiment describes, for its own duration or another. */
  startLoad(durationMs?: number): void;
  /** Ends the load, burst or sweep that runs. */
  stopLoad(): void;
  /** Capacity sweep: one concurrency, or rate, after the other; the curve is in `sweepStore`. */
  startSweep(settings: SweepSettings): void;
  /** Keeps the arrivals of the last load, for loads whose arrivals are "recorded". */
  keepArrivals(): void;
  /** Draws arrivals at random for the same use: one rate per equal slice of the load's duration. */
  drawArrivals(ratesPerSecond: readonly number[]): void;
  /** Runs one of the fan-out examples with real requests; its counts are in `patternFeed`. */
  runPattern(name: PatternName, settings: PatternSettings): void;
  /** Ends the example that runs; its counts stay. */
  stopPattern(): void;
  /** Clears the counts of the last example. */
  clearPattern(): void;
  /** Injects a fault into the server; `ms` is its duration, for faults that have one. */
  injectFault(kind: FaultKind, ms?: number): void;
  /** Runs a preset of the lab by its id. */
  runPreset(id: string): void;
  /** Measures the two sides of `compareStore` on the same arrivals. */
  compareSides(): void;
  /** Measures every batch policy on the same arrivals. */
  measurePolicies(): void;
  /** Simulates every policy on the arrivals and batch times of the last run. */
  simulatePolicies(): void;
  /** Counts the majority vote of the present network and the kept ones on the test samples. */
  voteEnsemble(): void;
  stopCompare(): void;
  /** Changes what one side of the comparison changes; drops the rounds measured so far. */
  setCompareSide(side: 0 | 1, change: Partial<CompareSide>): void;
  setCompareRounds(rounds: number): void;
  /** Keeps the present network under a name, to be compared later. */
  keepNetwork(name: string): void;
  forgetNetwork(id: number): void;
  /** Drops the work restored from the last visit and opens what the address alone stands for. Undoable. */
  startAfresh(): void;
  /**
   * Looks into the network on the screen; changes nothing.
   * @throws Error with a sentence for the reader
   */
  ask<Kind extends Question>(kind: Kind, params: QuestionParams<Kind>): Promise<Answer<Kind>>;
  /** The link of the present experiment. @throws LinkError where its weights are wanted and too many */
  link(options?: LinkOptions): Promise<string>;
  /** What a link with weights would hold, once the engine has them; null before the first step. @throws Error where it cannot have them */
  weightsInLink(): Promise<WeightsInLink | null>;
  /** The present experiment with its trained weights, to the bit, as the text of a file. @throws as `weightsInLink` */
  experimentFile(options?: LinkOptions): Promise<string>;
  /** Back to the start weights, as `reset`; resolves when it has been done. */
  beginAgain(): Promise<void>;
  /** Trains until the first of the goals; resolves to where it ended. */
  trainOn(until: TrainUntil): Promise<TrainReport>;
  /** Runs a load with settings of its own. @throws where another one runs, or the signal aborts before it begins */
  measureLoad(settings: LoadSettings, signal?: AbortSignal): Promise<LoadReport>;
  /** The present network with all that a format to take it away in may need. @throws where it cannot be taken away */
  modelToExport(): Promise<ModelToExport>;
  /**
   * Opens the network of these files with its weights, undoable.
   * @throws Error with what is in the way, and changes nothing
   */
  importModel(files: readonly File[]): Promise<void>;
  /** Cancels the download of the digits. */
  stopLoading(): void;
  /**
   * Reads a table in a worker, where it stays open for questions. Changes nothing.
   * @throws Error with a sentence for what is no table; the signal's reason when it aborts
   */
  openTable(
    source: string | Blob,
    settings: {
      readonly onProgress?: (share: number, rows: number) => void;
      readonly signal?: AbortSignal;
    },
  ): Promise<OpenTable>;
  /** Makes a table the data, undoable. `origin` is what it was read from, for `changeTable`. */
  takeTable(
    table: TableSpec,
    origin: TableOrigin,
    part: { readonly trainShare: number; readonly seed: number },
  ): void;
  /** Opens the sheet of the present table again. */
  changeTable(): void;
  /** Brings the runs that were kept with the work of this tab into the charts. */
  bringRuns(): void;
  /**
   * Trains the networks of a sweep; they are in `trainingSweepStore`.
   * @param pauses whether the training on the screen waits meanwhile
   */
  startTrainingSweep(base: Experiment, order: SweepOrder, pauses: boolean): void;
  /** Goes on with the sweep that was stopped. */
  continueTrainingSweep(pauses: boolean): void;
  /** Ends the sweep; what it has learnt stays, and it can go on. */
  stopTrainingSweep(): void;
  /** Makes a network of the sweep the experiment, weights and all; undoable. */
  takeNetwork(id: number): void;
  /** Gradient norm and update over weight of each layer, at every kept moment of the run. */
  layerCurves(): Promise<LayerCurves>;
  /** Ends training, download, load or sweep, comparison, measurement and example, whichever runs. */
  stopAll(): void;
  /** Opens a curated experiment of `experiment/presets.ts` by its id, from its start; undoable. */
  openPreset(id: string): void;
  /**
   * Opens a link or JSON text, from its seed at step 0 or with the weights of the link.
   * @throws LinkError with a message for the reader, and changes nothing
   */
  open(source: string): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
}
