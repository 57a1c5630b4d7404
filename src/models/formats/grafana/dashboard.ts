/** The dashboard as Grafana imports it: two panels a row, one choice of the data source. */
import type { ModelToExport } from '../../ModelToExport.ts';
import { SERVICE_PANELS, TRITON_PANELS, type PanelSpec } from './panels.ts';

/** Of Grafana 10 and later. */
const SCHEMA_VERSION = 39;
const [WIDTH, HEIGHT] = [12, 8];
const SOURCE = { type: 'prometheus', uid: '${source}' };

export function dashboard({ name, title }: Pick<ModelToExport, 'name' | 'title'>) {
  const panels = [...SERVICE_PANELS, ...TRITON_PANELS];
  return {
    uid: `fanout-${name}`.slice(0, 40),
    title: `${title}: inference`,
    tags: ['fanout', 'inference'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    refresh: '5s',
    time: { from: 'now-15m', to: 'now' },
    templating: { list: [{ name: 'source', label: 'Data source', type: 'datasource', query: 'prometheus' }] },
    panels: panels.map(panel),
  };
}

function panel(spec: PanelSpec, i: number) {
  return {
    id: i + 1,
    title: spec.title,
    type: spec.kind,
    datasource: SOURCE,
    gridPos: { x: (i % 2) * WIDTH, y: Math.floor(i / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit: spec.unit, min: 0 }, overrides: [] },
    ...(spec.kind === 'heatmap' ? { options: { calculate: false, yAxis: { unit: spec.unit } } } : {}),
    targets: spec.queries.map(({ expr, legend }, n) => ({
      refId: String.fromCharCode(65 + n),
      datasource: SOURCE,
      expr,
      legendFormat: legend,
      ...(spec.kind === 'heatmap' ? { format: 'heatmap' } : {}),
    })),
  };
}
