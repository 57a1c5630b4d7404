/**
 * Export of the raw trace as JSON: every column as it is, in order of delivery. Times are ms since the start of the
 * run.
 */
import { OUTCOMES } from '../../outcomes.ts';
import { COLUMN_NAMES, numberText, type RingView } from '../RingView.ts';
import type { RunFacts } from '../RunFacts.ts';
import type { RunFormat } from '../ExportFormat.ts';

/**
 * Columns of equal length; null where a request never got that far. Outcomes are indexes into `outcomeNames`. `kept`
 * of the run's `requests` are in the columns, the newest.
 */
export function traceJson(
  ring: RingView,
  { startedAt, clockStepMs, leftOut, run }: Pick<RunFacts, 'startedAt' | 'clockStepMs' | 'leftOut' | 'run'>,
): string {
  const { columns, first, total } = ring;
  const parts = COLUMN_NAMES.map((name) => {
    const values: string[] = [];
    for (let n = first; n < total; n++) {
      const value = columns[name][ring.indexOf(n)] ?? Number.NaN;
      values.push(Number.isFinite(value) ? numberText(value) : 'null');
    }
    return `${JSON.stringify(name)}:[${values.join(',')}]`;
  });
  const head = { format: 'fanout.trace', version: 1, startedAt: new Date(startedAt).toISOString() };
  const facts = JSON.stringify({
    ...head,
    run,
    clockStepMs,
    requests: total + leftOut,
    kept: total - first,
    outcomeNames: OUTCOMES,
  });
  return `${facts.slice(0, -1)},"columns":{${parts.join(',')}}}`;
}

export const requestsJson: RunFormat = {
  of: 'run',
  label: 'Requests as JSON',
  about: 'The same as columns',
  suffix: 'requests.json',
  type: 'application/json',
  mostRequests: Infinity,
  make: ({ ring }, facts) => traceJson(ring, facts),
};
