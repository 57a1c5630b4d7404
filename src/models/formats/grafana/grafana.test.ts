import { expect, test } from 'vitest';
import { exportFiles } from '../../registry.ts';
import { modelOf } from '../../testing/modelOf.ts';
import serviceMetrics from '../goService/module/metrics.go?raw';
import { dashboard } from './dashboard.ts';
import { grafana } from './format.ts';
import { SERVICE_PANELS } from './panels.ts';

const model = modelOf({ title: 'Penguins', data: { set: 'penguins' } });

test('every name that a panel asks for is one that the service has', () => {
  const asked = SERVICE_PANELS.flatMap(({ queries }) =>
    queries.flatMap(({ expr }) => expr.match(/inference_\w+/g) ?? []),
  );
  expect(asked.length).toBeGreaterThan(10);
  for (const name of asked) {
    expect(serviceMetrics).toContain(`"${name.replace(/_(bucket|sum|count)$/, '')}"`);
  }
});

test('panels stand two a row, none over another, each with a query and the chosen source', () => {
  const { panels, templating } = dashboard(model);
  const places = panels.map(({ gridPos: { x, y, w, h } }) => {
    expect([w, h]).toEqual([12, 8]);
    return `${x},${y}`;
  });
  expect(new Set(places).size).toBe(panels.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { targets, datasource } of panels) {
    expect(targets.length).toBeGreaterThan(0);
    expect(datasource.uid).toBe(`\${${templating.list[0]!.name}}`);
  }
});

test('the files are what Grafana and Prometheus read', () => {
  const [json, yaml] = exportFiles(grafana, model) as readonly { text: string }[];
  expect(JSON.parse(json!.text)).toMatchObject({ title: 'Penguins: inference', schemaVersion: 39 });
  expect(yaml!.text).toContain('job_name: penguins\n');
});
