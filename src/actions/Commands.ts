/**
 * All that the screen can ask for. Views call these and nothing else; `createCommands.ts` carries them out on the
 * engine and the stores. Buttons, menu and shortcuts come from the actions built on them (`actions.ts`).
 */
import type { Experiment } from '../spec/experiment.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { PatternName } from '../state/patternFeed.ts';
import type { FaultKind } from '../state/servingStore.ts';
import type { Speed } from '../state/trainingStore.ts';
import type { SweepSettings } from '../wire/sweep.ts';
import type { PatternSettings } from './runPattern.ts';

export interface Commands {
  /** Changes the experiment, undoable. `gesture` names a drag whose many edits make one undo step. */
  edit(change: (experiment: Experiment) => Experiment, gesture?: string): void;
  undo(): void;
  redo(): void;
  play(): void;
  pause(): void;
  step(unit: 'batch' | 'epoch'): void;
  reset(): void;
  setSpeed(speed: Speed): void;
  useDevice(name: DeviceName): void;
  measureDevices(): void;
  /** Sets one weight or bias: `layer` 0 is the first after the inputs, `from` null is the bias. */
  setWeight(layer: number, from: number | null, to: number, value: number): void;
  /** Shows every layer's values for this raw row (a drawn digit, a table row) in the snapshots; null for none. */
  probe(rawRow: Float32Array | null): void;
  /** Fires the burst: `inFlight` requests at once. */
  sendBurst(): void;
  /** Runs the load that the experiment describes, for its own duration or another. */
  startLoad(durationMs?: number): void;
  /** Ends the load, burst or sweep that runs. */
  stopLoad(): void;
  /** Measures one concurrency, or rate, after the other; the curve comes through `sweepStore`. */
  startSweep(settings: SweepSettings): void;
  /** Keeps the arrivals of the last load, for loads whose arrivals are "recorded". */
  keepArrivals(): void;
  /** Draws arrivals for the same use: a rate for each of equal slices of the load's duration. */
  drawArrivals(ratesPerSecond: readonly number[]): void;
  /** Runs one of the fan-out examples with real requests; its counts come through `patternFeed`. */
  runPattern(name: PatternName, settings: PatternSettings): void;
  /** Lets go of what the last example left behind. */
  clearPattern(): void;
  /** Makes something go wrong on the server, for so long where that has a meaning. */
  injectFault(kind: FaultKind, ms?: number): void;
  /** Runs a preset of the lab by its id. */
  runPreset(id: string): void;
  /** Measures the two sides of `compareStore` on the same arrivals. */
  compareSides(): void;
  /** Measures every batch policy on the same arrivals. */
  racePolicies(): void;
  /** Replays the last run's arrivals under every policy, on the times that its batches took. */
  replayPolicies(): void;
  /** Lets the present network and the kept ones vote on the test samples. */
  askCommittee(): void;
  stopCompare(): void;
  /** Puts the present network aside under a name, to be compared later. */
  keepNetwork(name: string): void;
  forgetNetwork(id: number): void;
  /** The link of the present experiment. */
  link(): Promise<string>;
  /** Opens a link or JSON text; rejects with a sentence for the reader and changes nothing where it cannot be read. */
  open(source: string): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
}
