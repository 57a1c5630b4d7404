/** Panels of the dashboard: PromQL over the names that the lab's OpenMetrics export and the Go service share, and over Triton's. */

export interface PanelQuery {
  readonly expr: string;
  readonly legend: string;
}

export interface PanelSpec {
  readonly title: string;
  readonly kind: 'timeseries' | 'heatmap';
  readonly unit: 's' | 'reqps' | 'short' | 'µs';
  readonly queries: readonly PanelQuery[];
}

const RATE = '[$__rate_interval]';

const quantile = (name: string, share: number): PanelQuery => ({
  expr: `histogram_quantile(${share}, sum by (le) (rate(${name}_bucket${RATE})))`,
  legend: `p${share * 100}`,
});

/** A quantile of rates of buckets, never a mean of quantiles. */
const quantiles = (name: string): PanelQuery[] => [0.5, 0.95, 0.99].map((share) => quantile(name, share));

const perRequest = (part: string, legend: string): PanelQuery => ({
  expr: `sum(rate(nv_inference_${part}_duration_us${RATE})) / sum(rate(nv_inference_request_success${RATE}))`,
  legend,
});

export const SERVICE_PANELS: readonly PanelSpec[] = [
  {
    title: 'Requests by outcome',
    kind: 'timeseries',
    unit: 'reqps',
    queries: [{ expr: `sum by (outcome) (rate(inference_requests_total${RATE}))`, legend: '{{outcome}}' }],
  },
  {
    title: 'Latency',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('inference_request_duration_seconds'),
  },
  {
    title: 'Latency over time',
    kind: 'heatmap',
    unit: 's',
    queries: [
      { expr: `sum by (le) (increase(inference_request_duration_seconds_bucket${RATE}))`, legend: '{{le}}' },
    ],
  },
  {
    title: 'Time in the queue',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('inference_queue_duration_seconds'),
  },
  {
    title: 'Time in a batch',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('inference_compute_duration_seconds'),
  },
  {
    title: 'Mean batch size',
    kind: 'timeseries',
    unit: 'short',
    queries: [
      {
        expr: `sum(rate(inference_batch_size_sum${RATE})) / sum(rate(inference_batch_size_count${RATE}))`,
        legend: 'requests a batch',
      },
    ],
  },
  {
    title: 'Queue and in flight',
    kind: 'timeseries',
    unit: 'short',
    queries: [
      { expr: 'sum(inference_queue_depth)', legend: 'in the queue' },
      { expr: 'sum(inference_in_flight)', legend: 'in flight' },
    ],
  },
];

export const TRITON_PANELS: readonly PanelSpec[] = [
  {
    title: 'Triton: requests',
    kind: 'timeseries',
    unit: 'reqps',
    queries: [
      { expr: `sum(rate(nv_inference_request_success${RATE}))`, legend: 'ok' },
      { expr: `sum by (reason) (rate(nv_inference_request_failure${RATE}))`, legend: '{{reason}}' },
    ],
  },
  {
    title: 'Triton: time of a request',
    kind: 'timeseries',
    unit: 'µs',
    queries: [
      perRequest('queue', 'queue'),
      perRequest('compute_input', 'input'),
      perRequest('compute_infer', 'infer'),
      perRequest('compute_output', 'output'),
    ],
  },
  {
    title: 'Triton: mean batch size',
    kind: 'timeseries',
    unit: 'short',
    queries: [
      {
        expr: `sum(rate(nv_inference_count${RATE})) / sum(rate(nv_inference_exec_count${RATE}))`,
        legend: 'requests a batch',
      },
    ],
  },
  {
    title: 'Triton: queue',
    kind: 'timeseries',
    unit: 'short',
    queries: [{ expr: 'sum(nv_inference_pending_request_count)', legend: 'pending' }],
  },
];
