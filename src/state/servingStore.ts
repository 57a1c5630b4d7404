/** Phase and figures of the load on the server. Answers come through `answersFeed`. */
import { createStore } from 'zustand/vanilla';
import type { Pattern } from '../spec/vocabulary.ts';
import type { LoadReport } from '../wire/load.ts';
import type { ServerEvents } from '../wire/server.ts';

export type FaultKind = ServerEvents['faultStruck']['kind'];

export interface ServingState {
  readonly phase: 'idle' | 'starting' | 'running' | 'stopping';
  readonly kind: 'closed' | 'open' | 'burst' | 'sweep' | null;
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
  /** What went wrong on purpose last; null before. */
  readonly lastFault: ServerEvents['faultStruck'] | null;
  /** What the first and second batch of each size took on the present device and network, by size. */
  readonly warmUps: readonly ServerEvents['batchSizeWarmed'][];
  readonly problem: string | null;
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
}));
