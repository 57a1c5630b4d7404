/** The charts as files: numbers as CSV, pictures as SVG, and as PNG made from the SVG at twice its size. */
import type { Theme } from '#canvas/theme.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/exportErrors.ts';
import { runsCsv } from '#scene/charts/chartCsv.ts';
import { chartsSvg, SVG_WIDTH_PX, svgHeightPx } from '#scene/charts/chartsSvg.ts';
import { runChart, type ChartKind, type ChartState } from '#scene/charts/runCharts.ts';
import { chartLegend } from '#scene/charts/chartLegend.ts';
import { saveFile } from '../saveFile.ts';

export const CHART_FILES = ['csv', 'svg', 'png'] as const;
type ChartFile = (typeof CHART_FILES)[number];
const PNG_SCALE = 2;

export async function saveCharts(
  file: ChartFile,
  kinds: readonly ChartKind[],
  state: ChartState,
  theme: Theme,
): Promise<void> {
  saveFile(await chartFile(file, kinds, state, theme), `fanout-charts.${file}`);
}

function chartFile(
  file: ChartFile,
  kinds: readonly ChartKind[],
  state: ChartState,
  theme: Theme,
): Blob | Promise<Blob> {
  if (file === 'csv') {
    const layers = kinds.some((kind) => kind === 'gradient' || kind === 'ratio') ? state.layers : null;
    return new Blob([runsCsv(state.runs, layers, state.layerNames)], { type: 'text/csv' });
  }
  const legend = chartLegend(state, theme);
  const svg = chartsSvg(
    kinds.map((kind) => runChart(kind, state, theme)),
    legend,
    theme,
  );
  if (file === 'svg') return new Blob([svg], { type: 'image/svg+xml' });
  return pngOf(svg, SVG_WIDTH_PX, svgHeightPx(kinds.length, legend.length));
}

async function pngOf(svg: string, widthPx: number, heightPx: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = widthPx * PNG_SCALE;
  canvas.height = heightPx * PNG_SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw failed(failures.noCanvas());
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(failed(failures.notEncoded()))), 'image/png');
  });
}
