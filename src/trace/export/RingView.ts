/** What exports read of the ring of requests, and their number format. */
import { TRACE_COLUMNS, type TraceColumn } from '../RequestTrace.ts';
import type { TraceRing } from '../TraceRing.ts';

export type RingView = Pick<TraceRing, 'columns' | 'first' | 'total' | 'indexOf'>;

export const COLUMN_NAMES = Object.keys(TRACE_COLUMNS) as TraceColumn[];

/** Times are measured in microseconds at best: more digits would be rounding errors. */
export function numberText(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}
