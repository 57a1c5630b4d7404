/** The files that a measured run can be taken away as. Made when asked for, from what the ring holds then. */
import { countText } from '../../../paint/numberText.ts';
import type { LoadTrace } from '../../../state/feeds.ts';
import { servingStore } from '../../../state/servingStore.ts';
import { sweepStore } from '../../../state/sweepStore.ts';
import { openMetrics } from '../../../trace/export/openMetrics.ts';
import { perfAnalyzerCsv, perfAnalyzerRow } from '../../../trace/export/perfAnalyzerCsv.ts';
import { PERFETTO_REQUESTS, perfettoJson } from '../../../trace/export/perfettoJson.ts';
import { traceCsv, traceJson } from '../../../trace/export/traceRows.ts';
import { sweepRows } from './sweepRows.ts';

interface RunFile {
  readonly label: string;
  readonly about: string;
  /** End of the file's name. */
  readonly suffix: string;
  readonly type: string;
  make(trace: LoadTrace): string;
}

export const RUN_FILES: readonly RunFile[] = [
  {
    label: 'Perfetto trace',
    about: `Opens in ui.perfetto.dev; the newest ${countText(PERFETTO_REQUESTS)} requests`,
    suffix: 'perfetto.json',
    type: 'application/json',
    make: ({ ring }) => perfettoJson(ring),
  },
  {
    label: 'Report CSV',
    about: "With perf_analyzer's header; a row for the run",
    suffix: 'report.csv',
    type: 'text/csv',
    make: ({ ring }) => {
      const row = perfAnalyzerRow(ring);
      return perfAnalyzerCsv(row ? [row] : []);
    },
  },
  {
    label: 'Requests as CSV',
    about: 'Every time of every request, a row each',
    suffix: 'requests.csv',
    type: 'text/csv',
    make: ({ ring }) => traceCsv(ring),
  },
  {
    label: 'Requests as JSON',
    about: 'The same as columns',
    suffix: 'requests.json',
    type: 'application/json',
    make: ({ ring, startedAt }) => traceJson(ring, startedAt),
  },
  {
    label: 'OpenMetrics text',
    about: 'Counters and histograms with exemplars, for Prometheus',
    suffix: 'metrics.txt',
    type: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    make: ({ ring, startedAt }) => {
      const { inFlight, queued, report } = servingStore.getState();
      return openMetrics(ring, { startedAt, inFlight, queued, dropped: report?.dropped ?? 0 });
    },
  },
];

/** The last sweep, a row a point. */
export function sweepReport(): string {
  const { over, points } = sweepStore.getState();
  return perfAnalyzerCsv(sweepRows(points), over === 'concurrency' ? 'Concurrency' : 'Request Rate');
}
