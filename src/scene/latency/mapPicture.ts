/** The heat map of latency over time with its axes, goal and pinned request, and the cursor it shares with the strips. */
import { tickText } from '#canvas/axisTicks.ts';
import type { ColorScale } from '#canvas/colorScale.ts';
import type { Frame } from '#canvas/Frame.ts';
import { paintLatencyMap, paintPinned, type LatencyMap } from '#canvas/paintLatencyMap.ts';
import type { XRange } from '#canvas/plot/axisScale.ts';
import { bottomPx, LEFT_PX, paintPlotTexts, RIGHT_PX, TOP_PX } from '#canvas/plot/paintPlotTexts.ts';
import { strokeLine } from '#canvas/plot/paintTitle.ts';
import type { Theme } from '#canvas/theme.ts';
import { paintLogAxis, xOfTime } from '#canvas/timePlot.ts';
import * as say from '#messages/generated/latency.ts';
import { settingText } from '#messages/numberText.ts';
import type { FoundRequest } from '#trace/findRequest.ts';
import { timeAxis } from './timeCharts.ts';

export interface MapPicture {
  readonly map: LatencyMap;
  readonly goalMs: number;
  readonly pinned: FoundRequest | null;
  /** Texts of the time axis: false where strips stand below. */
  readonly hasTexts: boolean;
  /** Time under the cursor; null for none. */
  readonly cursorMs: number | null;
  /** Times that a drag is choosing. */
  readonly chosen: XRange | null;
}

export const mapFrame = (widthPx: number, heightPx: number, hasTexts: boolean): Frame => ({
  left: LEFT_PX,
  top: TOP_PX,
  width: Math.max(20, widthPx - LEFT_PX - RIGHT_PX),
  height: Math.max(16, heightPx - TOP_PX - bottomPx(hasTexts)),
});

export function paintMapPicture(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { map, goalMs, pinned, hasTexts, cursorMs, chosen }: MapPicture,
  theme: Theme,
  scale: ColorScale,
): void {
  const frame = mapFrame(widthPx, heightPx, hasTexts);
  const { left, top, width, height } = frame;
  const { interval, lowMs, highMs } = map;
  context.fillStyle = scale.css(0);
  context.fillRect(left, top, width, height);
  paintLogAxis(context, frame, lowMs, highMs, theme);
  paintLatencyMap(context, frame, map, scale);
  const axes = {
    title: say.responseTimeMs(),
    note: say.strongerIsMore(),
    x: timeAxis(interval, hasTexts),
    y: { low: lowMs, high: highMs, log: true, text: tickText },
    lines: [],
    rightPx: RIGHT_PX,
    hasEndNames: false,
    goal: { y: goalMs, text: say.goal({ ms: settingText(goalMs) }) },
    mark: null,
  };
  paintPlotTexts(context, frame, widthPx, axes, theme, () => true);
  if (pinned) paintPinned(context, frame, map, pinned, theme);
  const xPx = (timeMs: number): number =>
    Math.min(left + width, Math.max(left, xOfTime(frame, interval, timeMs)));
  if (chosen) {
    context.fillStyle = theme.ink;
    context.globalAlpha = 0.12;
    context.fillRect(xPx(chosen.low), top, xPx(chosen.high) - xPx(chosen.low), height);
    context.globalAlpha = 1;
  }
  if (cursorMs !== null && cursorMs >= interval.fromMs && cursorMs <= interval.toMs) {
    context.strokeStyle = theme.ink3;
    context.lineWidth = 1;
    const x = Math.round(xPx(cursorMs)) + 0.5;
    strokeLine(context, x, top, x, top + height);
  }
}
