/**
 * Export of the raw trace as CSV: every column as it is, one row a request, in order of delivery. Times are ms since
 * the start of the run.
 */
import { OUTCOMES } from '../../outcomes.ts';
import type { TraceColumn } from '../../RequestTrace.ts';
import { COLUMN_NAMES, numberText, type RingView } from '../RingView.ts';
import type { RunFormat } from '../ExportFormat.ts';

/** Column names of the CSV, singular since a row is one request. */
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
  predictions: 'prediction',
};

/** RFC 4180: lines end with \r\n, and a cell is empty where a request never got that far. */
export function traceCsv(ring: RingView): string {
  const { columns, first, total } = ring;
  const lines = [COLUMN_NAMES.map((name) => HEADS[name]).join(',')];
  for (let n = first; n < total; n++) {
    const at = ring.indexOf(n);
    lines.push(
      COLUMN_NAMES.map((name) => {
        const value = columns[name][at] ?? Number.NaN;
        if (name === 'outcomes') return OUTCOMES[value] ?? '';
        return Number.isNaN(value) ? '' : numberText(value);
      }).join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

export const requestsCsv: RunFormat = {
  of: 'run',
  label: 'Requests as CSV',
  about: 'Every time of every request, a row each',
  suffix: 'requests.csv',
  type: 'text/csv',
  mostRequests: Infinity,
  make: ({ ring }) => traceCsv(ring),
};
