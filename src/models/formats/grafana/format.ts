import * as say from '#messages/generated/serverFormats.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { dashboard } from './dashboard.ts';

export const grafana = {
  name: 'grafana',
  label: 'Grafana and Prometheus',
  group: 'watch',
  about: say.grafana,
  files: (model) => [
    { name: 'dashboard.json', text: `${JSON.stringify(dashboard(model), null, 2)}\n` },
    { name: 'prometheus.yml', text: prometheusYaml(model) },
  ],
  howToRun: () => [
    'prometheus --config.file=prometheus.yml',
    'grafana server # with Prometheus, http://localhost:9090, as a data source',
    '# Grafana, Dashboards, New, Import: dashboard.json',
  ],
} as const satisfies ModelFormat;

function prometheusYaml(model: ModelToExport): string {
  return `# ${titleLine(model)}
global:
  scrape_interval: 5s

scrape_configs:
  # The Go service that Fanout exports. Its names and buckets are those of the lab's OpenMetrics export.
  - job_name: ${model.name}
    metrics_path: /metrics
    static_configs:
      - targets: ["127.0.0.1:8000"]

  # Triton, which has its metrics on a port of their own.
  - job_name: ${model.name}_triton
    metrics_path: /metrics
    static_configs:
      - targets: ["127.0.0.1:8002"]
`;
}
