/**
 * Phase and metrics of the load on the server; its responses come through `responsesFeed`. Written by the functions of this file
 * alone: `commands/` start and end a load, `applyEngineEvents.ts` reports its progress.
 */
import { createStore } from 'zustand/vanilla';
import type { Pattern } from '#experiment/vocabulary.ts';
import type { LoadProgress, LoadReport } from '#protocol/load.ts';
import type { ServerEvents } from '#protocol/server.ts';

export type FaultKind = ServerEvents['faultStruck']['kind'];
export type LoadKind = 'closed' | 'open' | 'burst' | 'sweep';

export interface ServingState {
  readonly phase: 'idle' | 'starting' | 'running' | 'stopping';
  readonly kind: LoadKind | null;
  readonly elapsedMs: number;
  readonly sent: number;
  readonly done: number;
  readonly inFlight: number;
  readonly queued: number;
  readonly executing: number;
  /** Of the load that runs, or of the last one. */
  readonly report: LoadReport | null;
  /** The last finished report of each pattern on the present network, for comparison. */
  readonly byPattern: Readonly<Partial<Record<Pattern, LoadReport>>>;
  /** The last injected fault; null before the first. */
  readonly lastFault: ServerEvents['faultStruck'] | null;
  /** Times of the first and second batch of each size on the present device and network, by size. */
  readonly warmUps: readonly ServerEvents['batchSizeWarmed'][];
  readonly problem: string | null;
  /** The coarsest step of the browser's clocks seen so far; 0 before the first load. It belongs to the browser, so it is kept. */
  readonly clockStepMs: number;
}

export const servingStore = createStore<ServingState>(() => ({
  phase: 'idle',
  kind: null,
  elapsedMs: 0,
  sent: 0,
  done: 0,
  inFlight: 0,
  queued: 0,
  executing: 0,
  report: null,
  byPattern: {},
  lastFault: null,
  warmUps: [],
  problem: null,
  clockStepMs: 0,
}));
const { getState, setState } = servingStore;

export function loadStarting(kind: LoadKind): void {
  setState({
    phase: 'starting',
    kind,
    elapsedMs: 0,
    sent: 0,
    done: 0,
    inFlight: 0,
    report: null,
    problem: null,
  });
}

export function loadProgressed({ elapsedMs, sent, done, inFlight, report }: LoadProgress): void {
  const { phase, clockStepMs } = getState();
  setState({
    elapsedMs,
    sent,
    done,
    inFlight,
    report,
    clockStepMs: Math.max(clockStepMs, report.clockStepMs),
    ...(phase === 'starting' ? { phase: 'running' } : {}),
  });
}

export const loadStopping = (): void => setState({ phase: 'stopping' });

/** It ran to its end, or to a stop that was asked for. */
export function loadMeasured(report: LoadReport, pattern: Pattern): void {
  setState({ report, byPattern: { ...getState().byPattern, [pattern]: report } });
}

/** The network changed while it ran: the report is not one of the present network. */
export const loadCutShort = (report: LoadReport, problem: string): void => setState({ report, problem });

export const servingFailed = (problem: string): void => setState({ problem });

export const loadEnded = (): void => setState({ phase: 'idle', inFlight: 0, queued: 0, executing: 0 });

/** @param byPattern other reports to compare with; none when the network became another */
export const compareWith = (byPattern: ServingState['byPattern']): void => setState({ byPattern });

export const queueSampled = ({ queued, executing }: ServerEvents['queueSampled']): void =>
  setState({ queued, executing });

export const faultStruck = (lastFault: ServerEvents['faultStruck']): void => setState({ lastFault });

export function batchSizeWarmed(warmed: ServerEvents['batchSizeWarmed']): void {
  const others = getState().warmUps.filter(({ size }) => size !== warmed.size);
  setState({ warmUps: [...others, warmed].sort((a, b) => a.size - b.size) });
}

/** Another device: its batches are yet to be warmed up. */
export const warmUpsForgotten = (): void => setState({ warmUps: [] });
