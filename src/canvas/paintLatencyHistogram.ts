/** Latency histogram on a logarithmic axis: bars for response time (from the schedule), a dashed outline for service time (from sending). */
import * as say from '#messages/generated/plots.ts';
import type { LatencyHistogram } from '#trace/LatencyHistogram.ts';
import { decadeTicks, tickText } from './axisTicks.ts';
import type { Frame } from './Frame.ts';
import { paintTitle, strokeLine } from './plot/paintTitle.ts';
import type { Theme } from './theme.ts';
import { paintTickRow } from './tickRow.ts';
import { END_PX, paintLinearAxis, roundUp } from './timePlot.ts';

const BAR_PX = 6;
const MARKS = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

export interface LatencyHistogramPicture {
  readonly response: LatencyHistogram;
  readonly service: LatencyHistogram;
  readonly lowMs: number;
  readonly highMs: number;
  /** 0 for none. */
  readonly goalMs: number;
}

export function paintLatencyHistogram(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { response, service, lowMs, highMs, goalMs }: LatencyHistogramPicture,
  theme: Theme,
): void {
  const bars = Math.max(8, Math.floor(frame.width / BAR_PX));
  const span = Math.log(highMs / lowMs);
  const count = (histogram: LatencyHistogram): Float64Array => {
    const counts = new Float64Array(bars);
    histogram.eachBucket((latencyMs, held) => {
      const bar = Math.floor((Math.log(latencyMs / lowMs) / span) * bars);
      const at = Math.min(bars - 1, Math.max(0, bar));
      counts[at] = (counts[at] ?? 0) + held;
    });
    return counts;
  };
  const [fromPlan, fromSending] = [count(response), count(service)];
  const high = roundUp(Math.max(...fromPlan, ...fromSending));
  const bottom = frame.top + frame.height;
  const xOf = (latencyMs: number): number =>
    frame.left + (Math.log(Math.min(highMs, Math.max(lowMs, latencyMs)) / lowMs) / span) * frame.width;
  paintLinearAxis(context, frame, high, theme);
  paintTitle(context, frame, say.answersByLatency(), say.barsAndDashes(), theme);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  const ticks = decadeTicks(lowMs, highMs, Math.max(2, Math.floor(frame.width / 60)));
  context.fillStyle = theme.ink3;
  paintTickRow(
    context,
    ticks.map((tick, i) => ({
      x: xOf(tick),
      text: i === ticks.length - 1 ? say.ms({ value: tickText(tick) }) : tickText(tick),
    })),
    { y: bottom + 10, leftPx: 0, rightPx: frame.left + frame.width + END_PX },
  );
  if (response.count === 0) return;
  const barWidth = frame.width / bars;
  const yOf = (value: number): number => bottom - (value / high) * frame.height;
  context.fillStyle = theme.segCompute;
  fromPlan.forEach((held, bar) => {
    const height = (held / high) * frame.height;
    if (held > 0) context.fillRect(frame.left + bar * barWidth, bottom - height, barWidth - 1, height);
  });
  context.strokeStyle = theme.seriesTest;
  context.lineWidth = 1.25;
  context.setLineDash([4, 2]);
  context.beginPath();
  context.moveTo(frame.left, yOf(fromSending[0] ?? 0));
  fromSending.forEach((held, bar) => {
    context.lineTo(frame.left + bar * barWidth, yOf(held));
    context.lineTo(frame.left + (bar + 1) * barWidth, yOf(held));
  });
  context.stroke();
  context.setLineDash([]);
  paintMarks(context, frame, response, goalMs, xOf, theme);
}

/** Percentiles as vertical lines named at the top, a line lower where names would overlap. */
function paintMarks(
  context: CanvasRenderingContext2D,
  frame: Frame,
  response: LatencyHistogram,
  goalMs: number,
  xOf: (latencyMs: number) => number,
  theme: Theme,
): void {
  const values = response.percentiles(MARKS.map(([, share]) => share));
  const marks: { words: string; latencyMs: number; dash: number[] }[] = MARKS.map(([words], i) => ({
    words,
    latencyMs: values[i] ?? Number.NaN,
    dash: [],
  }));
  if (goalMs > 0)
    marks.push({ words: say.goal({ goal: tickText(goalMs) }), latencyMs: goalMs, dash: [4, 3] });
  marks.sort((a, b) => a.latencyMs - b.latencyMs);
  const upright = (latencyMs: number): number => Math.round(xOf(latencyMs)) + 0.5;
  for (const { latencyMs, dash } of marks) {
    context.strokeStyle = dash.length > 0 ? theme.ink : theme.ink3;
    context.lineWidth = 1;
    context.setLineDash(dash);
    strokeLine(context, upright(latencyMs), frame.top, upright(latencyMs), frame.top + frame.height);
  }
  context.setLineDash([]);
  // Texts are drawn after all lines, so that no line crosses them.
  let [clearOf, row] = [-Infinity, 0];
  for (const { words, latencyMs } of marks) {
    const x = upright(latencyMs);
    const width = context.measureText(words).width;
    const start = x + 4 + width > frame.left + frame.width ? x - 4 - width : x + 4;
    row = start < clearOf ? row + 1 : 0;
    clearOf = Math.max(clearOf, start + width + 4);
    const y = frame.top + 7 + row * 13;
    context.textAlign = 'left';
    context.lineWidth = 3;
    context.strokeStyle = theme.surface;
    context.strokeText(words, start, y);
    context.fillStyle = theme.ink;
    context.fillText(words, start, y);
  }
}
