/** Percentiles over time: p50 to the largest from the planned arrival, and p99 from sending beside them. */
import type { TimeSlice } from '../trace/TraceStats.ts';
import type { LatencyMap } from './paintLatencyMap.ts';
import type { Frame } from './paintChart.ts';
import type { Theme } from './theme.ts';
import { xOfTime, yOfLog } from './timePlot.ts';

const SHARES = [0.5, 0.9, 0.95, 0.99];

interface Line {
  readonly name: string;
  readonly color: string;
  readonly width: number;
  readonly dash: number[];
  of(slice: TimeSlice): number;
}

function percentileLines(theme: Theme): readonly Line[] {
  const [mid, dark] = [theme.counts[3] ?? theme.ink, theme.counts[4] ?? theme.ink];
  const share = (index: number) => (slice: TimeSlice) =>
    slice.response.percentiles(SHARES)[index] ?? Number.NaN;
  return [
    { name: 'max', color: theme.ink3, width: 1, dash: [1, 2], of: (slice) => slice.response.maxMs },
    { name: 'p99', color: dark, width: 2, dash: [], of: share(3) },
    { name: 'p95', color: dark, width: 1.25, dash: [4, 2], of: share(2) },
    { name: 'p90', color: mid, width: 1.25, dash: [7, 2], of: share(1) },
    { name: 'p50', color: mid, width: 1.5, dash: [], of: share(0) },
    {
      name: 'p99 sent',
      color: theme.seriesTest,
      width: 1.5,
      dash: [4, 2],
      of: ({ service }) => service.percentiles([0.99])[0] ?? Number.NaN,
    },
  ];
}

/** Room that the names need to the right of the plot. */
export const LINE_NAMES_PX = 52;

export function paintPercentileLines(
  context: CanvasRenderingContext2D,
  frame: Frame,
  map: LatencyMap,
  theme: Theme,
): void {
  const names: { text: string; color: string; y: number }[] = [];
  context.lineJoin = 'round';
  for (const line of percentileLines(theme)) {
    context.strokeStyle = line.color;
    context.lineWidth = line.width;
    context.setLineDash(line.dash);
    context.beginPath();
    let lastY = Number.NaN;
    let isDown = false;
    map.slices.forEach((slice, column) => {
      if (!slice || slice.response.count === 0) {
        isDown = false;
        return;
      }
      const x = xOfTime(frame, map.stretch, map.originMs + (column + 0.5) * map.sliceMs);
      lastY = yOfLog(frame, map.lowMs, map.highMs, line.of(slice));
      if (isDown) context.lineTo(x, lastY);
      else context.moveTo(x - 0.5, lastY);
      // A lone moment between two gaps is a short dash.
      if (!isDown) context.lineTo(x + 0.5, lastY);
      isDown = true;
    });
    context.stroke();
    if (!Number.isNaN(lastY)) names.push({ text: line.name, color: line.color, y: lastY });
  }
  context.setLineDash([]);
  paintNames(context, frame, names, theme);
}

/** Names at the right ends, moved apart so that none covers another. */
function paintNames(
  context: CanvasRenderingContext2D,
  frame: Frame,
  names: { text: string; color: string; y: number }[],
  theme: Theme,
): void {
  const LINE_PX = 11;
  names.sort((a, b) => a.y - b.y);
  const bottom = frame.top + frame.height;
  names.forEach((name, i) => {
    const above = names[i - 1];
    if (above) name.y = Math.max(name.y, above.y + LINE_PX);
  });
  // What was pushed out at the foot pushes back up.
  for (let i = names.length - 1, limit = bottom; i >= 0; i--) {
    const name = names[i];
    if (!name) continue;
    name.y = Math.min(name.y, limit);
    limit = name.y - LINE_PX;
  }
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { text, color, y } of names) {
    context.fillStyle = color;
    context.fillText(text, frame.left + frame.width + 5, y);
  }
}
