/**
 * The training sweep that runs, or the last one: phase and counts, which change a few times a second, and in a feed what is known of each
 * network. Written by the functions of this file alone.
 */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Checkpoint, Metrics } from '#protocol/trainer.ts';
import type { NetworkNews } from '#protocol/trainingSweep.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import type { SweepCell } from '#sweep/sweepCells.ts';
import { createFeed } from './Feed.ts';

/** `dropped`: halving went on without it. */
export type CellStatus = 'waiting' | 'training' | 'done' | 'diverged' | 'dropped';

/** What is known of one network. */
export interface CellResult {
  readonly status: CellStatus;
  readonly points: readonly Metrics[];
  readonly checkpoint: Checkpoint | null;
  readonly seconds: number;
  readonly map: Float32Array | null;
  readonly confusion: Uint32Array | null;
}

export interface TrainingSweepState {
  readonly phase: 'idle' | 'starting' | 'running' | 'stopping';
  /** The experiment that was varied; null before the first sweep. */
  readonly base: Experiment | null;
  readonly order: SweepOrder | null;
  readonly cells: readonly SweepCell[];
  /** Networks that need no more training. */
  readonly done: number;
  /** Of all training, 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number | null;
  /** Seconds that it has run. */
  readonly seconds: number;
  readonly device: DeviceName | null;
  readonly workers: number;
  readonly problem: string | null;
}

export const trainingSweepStore = createStore<TrainingSweepState>(() => ({
  phase: 'idle',
  base: null,
  order: null,
  cells: [],
  done: 0,
  share: 0,
  secondsLeft: null,
  seconds: 0,
  device: null,
  workers: 0,
  problem: null,
}));
const { getInitialState, getState, setState } = trainingSweepStore;

/** One result a network, by its place in the sweep. A new list whenever something is new. */
export const sweepFeed = createFeed<readonly CellResult[]>([]);

const UNTOUCHED: CellResult = {
  status: 'waiting',
  points: [],
  checkpoint: null,
  seconds: 0,
  map: null,
  confusion: null,
};

export function trainingSweepBegun(base: Experiment, order: SweepOrder, cells: readonly SweepCell[]): void {
  setState({ ...getInitialState(), phase: 'starting', base, order, cells });
  sweepFeed.publish(cells.map(() => UNTOUCHED));
}

/** The same sweep goes on. */
export const trainingSweepResumed = (): void =>
  setState({ phase: 'starting', problem: null, secondsLeft: null });

export const trainingSweepRuns = (device: DeviceName, workers: number): void =>
  setState({ phase: 'running', device, workers });

export const trainingSweepStopping = (): void => setState({ phase: 'stopping' });

export const trainingSweepFailed = (problem: string): void => setState({ problem });

export const trainingSweepProgressed = (
  progress: Pick<TrainingSweepState, 'done' | 'share' | 'secondsLeft' | 'seconds'>,
): void => setState(progress);

export const trainingSweepEnded = (): void => setState({ phase: 'idle', secondsLeft: null });

/** Takes what a worker tells; points that are known already, as after a loss of the device, are left out. */
export function networksMoved(news: readonly NetworkNews[]): void {
  const results = [...sweepFeed.latest];
  for (const { id, points, checkpoint, seconds, map, confusion, ended } of news) {
    const before = results[id];
    if (!before || before.status === 'done' || before.status === 'dropped') continue;
    const known = before.points.at(-1)?.step ?? -1;
    results[id] = {
      status: ended === 'goal' ? 'done' : ended === 'diverged' ? 'diverged' : 'training',
      points: [...before.points, ...points.filter(({ step }) => step > known)],
      checkpoint,
      seconds,
      map: map ?? before.map,
      confusion: confusion ?? before.confusion,
    };
  }
  sweepFeed.publish(results);
}

/** Networks that halving leaves out. */
export function networksDropped(ids: readonly number[]): void {
  const results = [...sweepFeed.latest];
  for (const id of ids) {
    const before = results[id];
    if (before) results[id] = { ...before, status: 'dropped' };
  }
  sweepFeed.publish(results);
}

export const isOpen = ({ status }: CellResult): boolean => status === 'waiting' || status === 'training';

/** Whether a sweep that was stopped has networks left to train. */
export const canGoOn = (): boolean => getState().phase === 'idle' && sweepFeed.latest.some(isOpen);
