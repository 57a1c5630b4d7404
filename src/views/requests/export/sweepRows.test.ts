import { expect, test } from 'vitest';
import { perfAnalyzerCsv } from '#trace/export/formats/reportCsv.ts';
import { sweepRows } from './sweepRows.ts';

test('each stage of a point has its column, in microseconds', () => {
  const stagesMs = { send: 0.01, queue: 0.5, batchWait: 0.25, compute: 2, readBack: 0.3, deliver: 0.04 };
  const latencyMs = { mean: 3, p50: 3, p90: 4, p95: 5, p99: 6, p999: 7, max: 8 };
  const point = { x: 16, perSecond: 5_000, latencyMs, stagesMs, isStable: true, trials: 3 };
  const rows = sweepRows([{ ...point, requests: 900, notOk: 0, meanBatchSize: 8 }]);
  expect(perfAnalyzerCsv(rows).split('\n')[1]).toBe('16,5000,10,40,750,0,2000,300,0,3000,4000,5000,6000');
});
