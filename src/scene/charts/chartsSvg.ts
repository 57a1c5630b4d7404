/** Charts as one SVG: drawn from the data, so that it is sharp at any size and its texts stay texts. */
import type { Frame } from '#canvas/Frame.ts';
import { ticksOf, xToPx, yToPx } from '#canvas/plot/axisScale.ts';
import type { Chart, PlotLine } from '#canvas/plot/Chart.ts';
import type { Theme } from '#canvas/theme.ts';
import { tickText } from '#canvas/axisTicks.ts';
import type { LegendEntry } from './chartLegend.ts';

export const SVG_WIDTH_PX = 720;
const CHART_PX = 240;
const PAD_PX = 16;
const LEGEND_ROW_PX = 18;
const FAINT = 0.3;
const SVG = 'http://www.w3.org/2000/svg';

export const svgHeightPx = (charts: number, entries: number): number =>
  2 * PAD_PX + entries * LEGEND_ROW_PX + (entries > 0 ? PAD_PX / 2 : 0) + charts * CHART_PX;

export function chartsSvg(charts: readonly Chart[], legend: readonly LegendEntry[], theme: Theme): string {
  const height = svgHeightPx(charts.length, legend.length);
  const top = PAD_PX + legend.length * LEGEND_ROW_PX + (legend.length > 0 ? PAD_PX / 2 : 0);
  const viewBox = `0 0 ${SVG_WIDTH_PX} ${height}`;
  const root = { xmlns: SVG, width: SVG_WIDTH_PX, height, viewBox };
  return element('svg', { ...root, 'font-family': theme.font, 'font-size': 11 }, [
    element('rect', { width: '100%', height: '100%', fill: theme.surface }),
    ...legend.flatMap(({ name, color, dash }, i) => {
      const y = PAD_PX + i * LEGEND_ROW_PX + 9;
      return [
        element('path', { d: `M${PAD_PX} ${y}h22`, ...strokeOf(color, dash, 2) }),
        words(name, PAD_PX + 30, y + 4, theme.ink2),
      ];
    }),
    ...charts.map((chart, i) => chartSvg(chart, `plot-${i}`, top + i * CHART_PX, theme)),
  ]);
}

function chartSvg(chart: Chart, id: string, topPx: number, theme: Theme): string {
  const frame: Frame = {
    left: PAD_PX + 44,
    top: topPx + 22,
    width: SVG_WIDTH_PX - 2 * PAD_PX - 44 - chart.rightPx,
    height: CHART_PX - 22 - 34,
  };
  const { left, top, width, height } = frame;
  const xTicks = ticksOf(chart.x, 6, chart.x.tickUnit);
  const yTicks = ticksOf(chart.y, 6);
  const room = element('rect', { x: left, y: top - 1, width, height: height + 2 });
  const grid = { stroke: theme.lineSoft };
  return element('g', {}, [
    element('clipPath', { id }, [room]),
    words(chart.title, left, topPx + 13, theme.ink, { 'font-weight': 600 }),
    ...xTicks.map((tick) => {
      const x = px(xToPx(frame, chart.x, tick));
      return element('path', { d: `M${x} ${top}v${height}`, ...grid });
    }),
    ...yTicks.flatMap((tick) => {
      const y = px(yToPx(frame, chart.y, tick));
      return [
        element('path', { d: `M${left} ${y}h${width}`, ...grid }),
        words(chart.y.text(tick), left - 6, y + 4, theme.ink3, { 'text-anchor': 'end' }),
      ];
    }),
    element('path', { d: `M${left} ${top}v${height}h${width}`, fill: 'none', stroke: theme.lineControl }),
    ...xTicks.map((tick, i) => {
      const isLast = i === xTicks.length - 1;
      const said = tickText(tick / (chart.x.tickUnit ?? 1)) + (isLast ? chart.x.unit : '');
      const anchor = isLast && i > 0 ? 'end' : 'middle';
      const x = xToPx(frame, chart.x, tick);
      return words(said, x, top + height + 16, theme.ink3, { 'text-anchor': anchor });
    }),
    ...chart.lines.map((line) => lineSvg(line, chart, frame, id)),
    ...(chart.hasEndNames ? endNames(chart, frame) : []),
  ]);
}

function lineSvg(line: PlotLine, chart: Chart, frame: Frame, clip: string): string {
  const parts: string[] = [];
  let isOpen = false;
  for (let i = 0; i < line.x.length; i++) {
    const [x, y] = [line.x[i]!, line.y[i] ?? Number.NaN];
    const isPoint = Number.isFinite(x) && Number.isFinite(y);
    if (isPoint) {
      const atY = yToPx(frame, chart.y, chart.y.log ? Math.max(y, chart.y.low) : y);
      parts.push(`${isOpen ? 'L' : 'M'}${px(xToPx(frame, chart.x, x))} ${px(atY)}`);
    }
    isOpen = isPoint;
  }
  if (parts.length === 0) return '';
  return element('path', {
    d: parts.join(''),
    'clip-path': `url(#${clip})`,
    ...strokeOf(line.color, line.dash, line.widthPx),
    ...(line.isFaint ? { opacity: FAINT } : {}),
  });
}

function endNames(chart: Chart, frame: Frame): string[] {
  const names = chart.lines
    .map(({ name, color, y }) => ({ name, color, y: yToPx(frame, chart.y, lastOf(y, chart.y.low)) }))
    .sort((a, b) => a.y - b.y);
  names.forEach((name, i) => (name.y = Math.max(name.y, (names[i - 1]?.y ?? -Infinity) + 11)));
  return names.map(({ name, color, y }) => words(name, frame.left + frame.width + 5, y + 4, color));
}

function lastOf(y: ArrayLike<number>, least: number): number {
  for (let i = y.length - 1; i >= 0; i--) if (Number.isFinite(y[i])) return Math.max(y[i]!, least);
  return least;
}

const px = (value: number): number => Number(value.toFixed(2));

type Attributes = Readonly<Record<string, string | number>>;

const strokeOf = (color: string, dash: readonly number[], widthPx: number): Attributes => ({
  fill: 'none',
  stroke: color,
  'stroke-width': widthPx,
  'stroke-linejoin': 'round',
  ...(dash.length > 0 ? { 'stroke-dasharray': dash.join(' ') } : {}),
});

const words = (said: string, x: number, y: number, fill: string, more: Attributes = {}): string =>
  element('text', { x: px(x), y: px(y), fill, ...more }, [escaped(said)]);

/** @param content markup, escaped already */
function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${given.join('')}>${content.join('')}</${name}>`;
}

const escaped = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
