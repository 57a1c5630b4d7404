-- Penguins
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
  WATERMARK FOR planned_at AS planned_at - INTERVAL '00:00:00.200'
) APPEND ONLY;

-- Tumbling windows: each result belongs to one. They appear with their first result and change with each.
CREATE MATERIALIZED VIEW tumbling_windows AS
SELECT window_start, window_end, count(*) AS requests,
       count(*) FILTER (WHERE outcome = 'ok') AS completed,
       avg(CASE WHEN prediction = label THEN 1.0 ELSE 0.0 END) FILTER (WHERE outcome = 'ok') AS accuracy
FROM TUMBLE(results, planned_at, INTERVAL '1 SECONDS')
GROUP BY window_start, window_end;

CREATE MATERIALIZED VIEW tumbling_buckets AS
SELECT window_start, window_end,
       ceil(ln(greatest(response_ms, 0.001) / 0.001) / ln(1.0100502512562812))::int AS bucket,
       count(*) AS requests
FROM TUMBLE(results, planned_at, INTERVAL '1 SECONDS')
WHERE outcome = 'ok'
GROUP BY window_start, window_end, bucket;

-- The first bucket at which 95 % of the window's requests are reached; off by at most 0.5 %.
CREATE VIEW tumbling_p95 AS
SELECT window_start, window_end,
       0.001 * 2 * power(1.0100502512562812, min(bucket)) / (1.0100502512562812 + 1) AS p95_ms
FROM (
  SELECT window_start, window_end, bucket,
         sum(requests) OVER (PARTITION BY window_start, window_end ORDER BY bucket) AS up_to,
         sum(requests) OVER (PARTITION BY window_start, window_end) AS total
  FROM tumbling_buckets
) AS counted
WHERE up_to >= ceil(0.95 * total)
GROUP BY window_start, window_end;

-- Hopping windows: each result belongs to 2. HOP takes the hop before the size.
-- These appear once the watermark has passed their end, and never change.
CREATE MATERIALIZED VIEW hopping_windows AS
SELECT window_start, window_end, count(*) AS requests,
       count(*) FILTER (WHERE outcome = 'ok') AS completed,
       avg(CASE WHEN prediction = label THEN 1.0 ELSE 0.0 END) FILTER (WHERE outcome = 'ok') AS accuracy
FROM HOP(results, planned_at, INTERVAL '00:00:00.500', INTERVAL '1 SECONDS')
GROUP BY window_start, window_end
EMIT ON WINDOW CLOSE;

CREATE MATERIALIZED VIEW hopping_buckets AS
SELECT window_start, window_end,
       ceil(ln(greatest(response_ms, 0.001) / 0.001) / ln(1.0100502512562812))::int AS bucket,
       count(*) AS requests
FROM HOP(results, planned_at, INTERVAL '00:00:00.500', INTERVAL '1 SECONDS')
WHERE outcome = 'ok'
GROUP BY window_start, window_end, bucket
EMIT ON WINDOW CLOSE;

-- The first bucket at which 95 % of the window's requests are reached; off by at most 0.5 %.
CREATE VIEW hopping_p95 AS
SELECT window_start, window_end,
       0.001 * 2 * power(1.0100502512562812, min(bucket)) / (1.0100502512562812 + 1) AS p95_ms
FROM (
  SELECT window_start, window_end, bucket,
         sum(requests) OVER (PARTITION BY window_start, window_end ORDER BY bucket) AS up_to,
         sum(requests) OVER (PARTITION BY window_start, window_end) AS total
  FROM hopping_buckets
) AS counted
WHERE up_to >= ceil(0.95 * total)
GROUP BY window_start, window_end;

INSERT INTO results VALUES
  (1, 'ok', 0, 0, '2026-01-01 00:00:00.100+00', '2026-01-01 00:00:00.104+00', 4),
  (2, 'ok', 1, 0, '2026-01-01 00:00:00.300+00', '2026-01-01 00:00:00.312+00', 12),
  (3, 'rejected', NULL, 1, '2026-01-01 00:00:00.900+00', '2026-01-01 00:00:00.900+00', NULL),
  (4, 'ok', 1, 1, '2026-01-01 00:00:01.200+00', '2026-01-01 00:00:01.207+00', 7);
FLUSH;

SELECT * FROM tumbling_windows ORDER BY window_start;
SELECT * FROM tumbling_p95 ORDER BY window_start;
