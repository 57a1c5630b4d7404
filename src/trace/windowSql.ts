/** The SQL of a window spec for a streaming database (RisingWave's dialect). */
import type { WindowSpec } from './windows.ts';

/** @param labelled whether the rows of the pool have known classes */
export function windowSql(spec: WindowSpec, labelled: boolean): string {
  const column = spec.time === 'plannedMs' ? 'planned_at' : 'delivered_at';
  const size = interval(spec.sizeMs);
  // HOP takes the hop before the size.
  const windows =
    spec.hopMs === spec.sizeMs
      ? `TUMBLE(results, ${column}, ${size})`
      : `HOP(results, ${column}, ${interval(spec.hopMs)}, ${size})`;
  const accuracy = labelled
    ? ["       avg((prediction = label)::int) FILTER (WHERE outcome = 'ok') AS accuracy,"]
    : [];
  return [
    ...(spec.emit === 'close'
      ? [
          'CREATE SOURCE results (…,',
          `  WATERMARK FOR ${column} AS ${column} - ${interval(spec.delayMs)});`,
          '',
        ]
      : []),
    'SELECT window_start, window_end, count(*),',
    ...accuracy,
    '       percentile_disc(0.95) WITHIN GROUP (ORDER BY response_ms) AS p95',
    `FROM ${windows}`,
    `GROUP BY window_start, window_end${spec.emit === 'close' ? '' : ';'}`,
    ...(spec.emit === 'close' ? ['EMIT ON WINDOW CLOSE;'] : []),
  ].join('\n');
}

const interval = (ms: number): string =>
  ms >= 1_000 && ms % 1_000 === 0 ? `INTERVAL '${ms / 1_000} SECONDS'` : `INTERVAL '${ms} MILLISECONDS'`;
