/** The whole timeline: grid and axis, tracks with their names, bars or densities, and what is marked. */
import { countText } from '#messages/numberText.ts';
import { startMs } from '#trace/timelineSegments.ts';
import type { Theme } from '../theme.ts';
import { paintBars } from './paintBars.ts';
import { clientsInView, trackY, type TimelineLayout } from './timelineLayout.ts';
import { type TimelineScene } from './TimelineScene.ts';
import { timeScale, timeTicks } from './viewport.ts';

const TICK_PX = 80;
/** Minimum distance of track names. */
const NAME_PX = 14;

export function paintTimeline(
  context: CanvasRenderingContext2D,
  widthPx: number,
  scene: TimelineScene,
  theme: Theme,
): void {
  const { layout, density, viewport } = scene;
  paintAxis(context, scene, theme);
  context.save();
  context.beginPath();
  context.rect(layout.left, 0, layout.right - layout.left, layout.bottom);
  context.clip();
  if (density) density.draw(context, layout, viewport);
  else paintBars(context, scene, theme);
  paintMarks(context, scene, theme);
  context.restore();
  paintNames(context, layout, theme);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  const edge = Math.round(layout.trackTop - 5) + 0.5;
  context.moveTo(0, edge);
  context.lineTo(Math.min(widthPx, layout.right), edge);
  context.stroke();
}

function paintAxis(
  context: CanvasRenderingContext2D,
  { layout, viewport }: TimelineScene,
  theme: Theme,
): void {
  const { left, right, bottom } = layout;
  const x = timeScale(layout, viewport);
  const { baseText, ticks } = timeTicks(viewport, Math.floor((right - left) / TICK_PX));
  context.lineWidth = 1;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  for (const { ms, text } of ticks) {
    const at = Math.round(x(ms)) + 0.5;
    context.strokeStyle = theme.lineSoft;
    line(context, at, 0, at, bottom);
    context.strokeStyle = theme.lineControl;
    line(context, at, bottom, at, bottom + 4);
    const half = context.measureText(text).width / 2;
    context.textAlign = 'center';
    context.fillStyle = theme.ink3;
    const entry = Math.max(baseText ? left + half : half, Math.min(right + 4 - half, at));
    context.fillText(text, entry, bottom + 13);
  }
  context.strokeStyle = theme.lineControl;
  context.globalAlpha = 0.6;
  line(context, left, bottom + 0.5, right, bottom + 0.5);
  context.globalAlpha = 1;
  context.textAlign = 'right';
  context.fillStyle = theme.ink2;
  if (baseText) context.fillText(baseText, left - 8, bottom + 13);
}

function paintNames(context: CanvasRenderingContext2D, layout: TimelineLayout, theme: Theme): void {
  const { left, instancePitch, instances, trackTop, trackPitch, bottom, clientsPerRow } = layout;
  const isNarrow = left < 80;
  context.font = `11px ${theme.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = theme.ink2;
  const every = Math.ceil(NAME_PX / instancePitch);
  for (let i = 0; i < instances; i += every) {
    const name = isNarrow ? `Inst. ${i + 1}` : `Instance ${i + 1}`;
    context.fillText(name, left - 8, layout.instanceTop + (i + 0.5) * instancePitch);
  }
  const { from, to } = clientsInView(layout);
  const step = nameStep((2 * NAME_PX * clientsPerRow) / trackPitch);
  for (let client = Math.ceil(from / step) * step; client < to; client += step) {
    const y = trackY(layout, client) + trackPitch / 2;
    if (y < trackTop || y > bottom - 4) continue;
    context.fillStyle = client === 0 ? theme.ink2 : theme.ink3;
    context.fillText((client === 0 ? 'Client ' : '') + countText(client + 1), left - 8, y);
  }
}

/** Interval between named clients, at least `least`. */
function nameStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 4, 5]) if (digit * power >= least) return digit * power;
  }
}

/** A frame round the hovered and the pinned request; in a density also round its batch mates. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { index, layout, viewport, marked, density }: TimelineScene,
  theme: Theme,
): void {
  const { ring } = index;
  const x = timeScale(layout, viewport);
  context.strokeStyle = theme.ink;
  const framed = new Set([marked.hovered, marked.pinned]);
  const outlined = density ? marked.mates : framed;
  for (const n of new Set([...outlined, ...framed])) {
    if (n < ring.first || n >= ring.total) continue;
    const entry = ring.indexOf(n);
    const left = x(startMs(ring.columns, entry));
    const width = Math.max(3, x(ring.columns.deliveredMs[entry]!) - left);
    const y = trackY(layout, ring.columns.clients[entry]!);
    if (y < layout.trackTop - layout.trackPitch || y > layout.bottom) continue;
    context.lineWidth = framed.has(n) ? 1.5 : 1;
    context.strokeRect(left - 2, y + 0.5, width + 4, Math.max(3, layout.trackPitch - 1));
  }
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
