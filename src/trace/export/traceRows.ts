/** The raw trace for other programs: every column as it is, one row a request, in order of delivery. */
import { OUTCOMES } from '../outcomes.ts';
import { TRACE_COLUMNS, type TraceColumn } from '../RequestTrace.ts';
import type { TraceRing } from '../TraceRing.ts';

const NAMES = Object.keys(TRACE_COLUMNS) as TraceColumn[];
/** What a row of the CSV is called; a row holds one request, so its names are singular. */
const HEADS: Readonly<Record<TraceColumn, string>> = {
  ids: 'id',
  clients: 'client',
  rowIndexes: 'row',
  priorities: 'priority',
  outcomes: 'outcome',
  plannedMs: 'planned_ms',
  sentMs: 'sent_ms',
  enqueuedMs: 'enqueued_ms',
  freeMs: 'free_ms',
  batchedMs: 'batched_ms',
  computedMs: 'computed_ms',
  readBackMs: 'read_back_ms',
  deliveredMs: 'delivered_ms',
  batches: 'batch',
  batchSizes: 'batch_size',
  instances: 'instance',
  steps: 'step',
  answers: 'answer',
};

/** RFC 4180; a cell is empty where a request never came so far. Lines end with \r\n as the standard wants. */
export function traceCsv(ring: RingView): string {
  const { columns, first, total } = ring;
  const lines = [NAMES.map((name) => HEADS[name]).join(',')];
  for (let n = first; n < total; n++) {
    const at = ring.place(n);
    lines.push(
      NAMES.map((name) => {
        const value = columns[name][at] ?? Number.NaN;
        if (name === 'outcomes') return OUTCOMES[value] ?? '';
        return Number.isNaN(value) ? '' : numberText(value);
      }).join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Columns of equal length; null where a request never came so far. Outcomes are indexes into `outcomeNames`. */
export function traceJson(ring: RingView, startedAt: number): string {
  const { columns, first, total } = ring;
  const parts = NAMES.map((name) => {
    const values: string[] = [];
    for (let n = first; n < total; n++) {
      const value = columns[name][ring.place(n)] ?? Number.NaN;
      values.push(Number.isFinite(value) ? numberText(value) : 'null');
    }
    return `${JSON.stringify(name)}:[${values.join(',')}]`;
  });
  const head = { format: 'fanout.trace', version: 1, startedAt: new Date(startedAt).toISOString() };
  const facts = JSON.stringify({ ...head, requests: total, kept: total - first, outcomeNames: OUTCOMES });
  return `${facts.slice(0, -1)},"columns":{${parts.join(',')}}}`;
}

export type RingView = Pick<TraceRing, 'columns' | 'first' | 'total' | 'place'>;

/** Times are measured in microseconds at best: more digits would be noise of the clock's arithmetic. */
function numberText(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}
