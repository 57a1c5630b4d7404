/**
 * The time windows of the lab as a script for RisingWave. A materialized view cannot have percentile_disc there, so its p95 comes as in
 * the lab: from logarithmic buckets (DDSketch), whose counts add up, and never from a mean of percentiles.
 */

export interface WindowSizes {
  readonly sizeMs: number;
  readonly hopMs: number;
  /** How far the watermark stays behind the newest time. */
  readonly delayMs: number;
}

/** Of the lab's histogram, `trace/LatencyHistogram.ts`. */
const RELATIVE_ERROR = 0.005;
const SMALLEST_MS = 0.001;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);

/** @param title of the experiment, one line */
export function windowsScript(title: string, { sizeMs, hopMs, delayMs }: WindowSizes): string {
  const size = interval(sizeMs);
  return `-- ${title}
-- psql -h localhost -p 4566 -d dev -U root -f windows.sql

-- Results of requests, as the lab exports them (Requests as CSV). A table with a watermark takes no changes, only more rows.
-- From Kafka: CREATE SOURCE in place of CREATE TABLE … APPEND ONLY, and WITH (connector = 'kafka', …) FORMAT PLAIN ENCODE JSON.
CREATE TABLE results (
  id bigint,
  outcome varchar,
  prediction int,
  label int,
  planned_at timestamptz,
  delivered_at timestamptz,
  response_ms double precision,
  WATERMARK FOR planned_at AS planned_at - ${interval(delayMs)}
) APPEND ONLY;

-- Tumbling windows: each result belongs to one. They appear with their first result and change with each.
${windowViews('tumbling', `TUMBLE(results, planned_at, ${size})`, '')}

-- Hopping windows: each result belongs to ${Math.round(sizeMs / hopMs)}. HOP takes the hop before the size.
-- These appear once the watermark has passed their end, and never change.
${windowViews('hopping', `HOP(results, planned_at, ${interval(hopMs)}, ${size})`, '\nEMIT ON WINDOW CLOSE')}

INSERT INTO results VALUES
  (1, 'ok', 0, 0, '2026-01-01 00:00:00.100+00', '2026-01-01 00:00:00.104+00', 4),
  (2, 'ok', 1, 0, '2026-01-01 00:00:00.300+00', '2026-01-01 00:00:00.312+00', 12),
  (3, 'rejected', NULL, 1, '2026-01-01 00:00:00.900+00', '2026-01-01 00:00:00.900+00', NULL),
  (4, 'ok', 1, 1, '2026-01-01 00:00:01.200+00', '2026-01-01 00:00:01.207+00', 7);
FLUSH;

SELECT * FROM tumbling_windows ORDER BY window_start;
SELECT * FROM tumbling_p95 ORDER BY window_start;
`;
}

function windowViews(name: string, windows: string, emit: string): string {
  return `CREATE MATERIALIZED VIEW ${name}_windows AS
SELECT window_start, window_end, count(*) AS requests,
       count(*) FILTER (WHERE outcome = 'ok') AS completed,
       avg(CASE WHEN prediction = label THEN 1.0 ELSE 0.0 END) FILTER (WHERE outcome = 'ok') AS accuracy
FROM ${windows}
GROUP BY window_start, window_end${emit};

CREATE MATERIALIZED VIEW ${name}_buckets AS
SELECT window_start, window_end,
       ceil(ln(greatest(response_ms, ${SMALLEST_MS}) / ${SMALLEST_MS}) / ln(${GAMMA}))::int AS bucket,
       count(*) AS requests
FROM ${windows}
WHERE outcome = 'ok'
GROUP BY window_start, window_end, bucket${emit};

-- The first bucket at which 95 % of the window's requests are reached; off by at most ${RELATIVE_ERROR * 100} %.
CREATE VIEW ${name}_p95 AS
SELECT window_start, window_end,
       ${SMALLEST_MS} * 2 * power(${GAMMA}, min(bucket)) / (${GAMMA} + 1) AS p95_ms
FROM (
  SELECT window_start, window_end, bucket,
         sum(requests) OVER (PARTITION BY window_start, window_end ORDER BY bucket) AS up_to,
         sum(requests) OVER (PARTITION BY window_start, window_end) AS total
  FROM ${name}_buckets
) AS counted
WHERE up_to >= ceil(0.95 * total)
GROUP BY window_start, window_end;`;
}

/** As hours, minutes and seconds, which may have a fraction; there is no unit below the second. */
const interval = (ms: number): string =>
  ms % 1_000 === 0
    ? `INTERVAL '${ms / 1_000} SECONDS'`
    : `INTERVAL '00:00:${(ms / 1_000).toFixed(3).padStart(6, '0')}'`;
