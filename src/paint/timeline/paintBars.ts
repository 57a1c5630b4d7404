/**
 * Single requests as bars: queue a thin line, batch wait hatched at half height, compute and read-back solid. What did
 * not end well has a sign at its end; what was computed in vain is only outlined. A batch is a bar on its instance, and a
 * bracket from there over its requests.
 */
import { OK, OUTCOMES } from '../../trace/outcomes.ts';
import { createBounds, writeBounds } from '../../trace/timelineSegments.ts';
import { countText } from '../numberText.ts';
import type { Theme } from '../theme.ts';
import { clientsInView, laneY } from './timelineLayout.ts';
import { laneHeights, timeScale, type TimelineScene } from './TimelineScene.ts';

const CANCELLED = OUTCOMES.indexOf('cancelled');
const WASTED = OUTCOMES.indexOf('wasted');
/** Narrower than this a batch has no room for its size. */
const SIZE_TEXT_PX = 28;
/** Brackets closer than this would be a fence. */
const BRACKET_PX = 9;
const FAINT = 0.28;

interface Batch {
  readonly place: number;
  lowest: number;
  highest: number;
  /** Whether any of its lanes can be seen. */
  isSeen: boolean;
  isMate: boolean;
}

interface InView {
  /** Ring numbers of requests in lanes that can be seen. */
  readonly requests: number[];
  readonly batches: Map<number, Batch>;
}

function collect({ index, layout, span, marked }: TimelineScene): InView {
  const { columns } = index.ring;
  const seen = clientsInView(layout);
  const requests: number[] = [];
  const batches = new Map<number, Batch>();
  index.forEach(span.fromMs, span.fromMs + span.spanMs, (n, place) => {
    const client = columns.clients[place]!;
    const isSeen = client >= seen.from && client < seen.to;
    if (isSeen) requests.push(n);
    const number = columns.batches[place]!;
    if (number === 0) return;
    const batch = batches.get(number);
    const isMate = marked.mates.has(n);
    if (!batch) return void batches.set(number, { place, lowest: client, highest: client, isSeen, isMate });
    batch.lowest = Math.min(batch.lowest, client);
    batch.highest = Math.max(batch.highest, client);
    batch.isSeen ||= isSeen;
    batch.isMate ||= isMate;
  });
  return { requests, batches };
}

export function paintBars(context: CanvasRenderingContext2D, scene: TimelineScene, theme: Theme): void {
  const view = collect(scene);
  const { layout, marked } = scene;
  paintBatches(context, scene, view, theme);
  context.save();
  context.beginPath();
  context.rect(layout.left, layout.laneTop, layout.right - layout.left, layout.bottom - layout.laneTop);
  context.clip();
  const isMate = (n: number): boolean => marked.mates.has(n);
  if (marked.pinned < 0) paintRequests(context, scene, view.requests, theme);
  else {
    context.globalAlpha = FAINT;
    paintRequests(
      context,
      scene,
      view.requests.filter((n) => !isMate(n)),
      theme,
    );
    context.globalAlpha = 1;
    paintRequests(context, scene, view.requests.filter(isMate), theme);
  }
  context.restore();
  paintBrackets(context, scene, view.batches, theme);
}

function paintRequests(
  context: CanvasRenderingContext2D,
  { index, layout, span, hatch }: TimelineScene,
  requests: readonly number[],
  theme: Theme,
): void {
  const { ring } = index;
  const { columns } = ring;
  const x = timeScale(layout, span);
  const { full, half, line } = laneHeights(layout.lanePitch);
  const bounds = createBounds();
  // One pass a colour: changing the fill between rectangles costs more than reading the times again.
  const pass = (
    fill: CanvasPattern | string,
    segment: number,
    height: number,
    takes: (outcome: number) => boolean = () => true,
  ): void => {
    context.fillStyle = fill;
    for (const n of requests) {
      const place = ring.place(n);
      if (!takes(columns.outcomes[place]!)) continue;
      writeBounds(columns, place, bounds);
      const left = x(bounds[segment]!);
      const width = x(bounds[segment + 1]!) - left;
      if (!(width > 0)) continue;
      const y = laneY(layout, columns.clients[place]!) + (layout.lanePitch - height) / 2;
      // A hair's breadth between neighbours, where there is room for one.
      context.fillRect(left, y, width > 3 ? width - 0.5 : width, height);
    }
  };
  const wasUsed = (outcome: number): boolean => outcome !== WASTED;
  pass(theme.lineControl, 0, 1);
  pass(theme.segQueue, 1, line);
  pass(hatch, 2, half);
  pass(theme.segCompute, 3, full, wasUsed);
  pass(theme.segRead, 4, full, wasUsed);
  for (const n of requests) {
    const place = ring.place(n);
    const outcome = columns.outcomes[place]!;
    if (outcome === OK) continue;
    writeBounds(columns, place, bounds);
    const middle = laneY(layout, columns.clients[place]!) + layout.lanePitch / 2;
    if (outcome === WASTED) {
      context.strokeStyle = theme.segCompute;
      context.lineWidth = 1;
      context.setLineDash([3, 2]);
      const left = x(bounds[3]!);
      context.strokeRect(left, middle - full / 2 + 0.5, Math.max(1, x(bounds[5]!) - left), full - 1);
      context.setLineDash([]);
    } else paintEndSign(context, x(bounds[5]!), middle, outcome === CANCELLED, theme);
  }
}

/** A cross for what went wrong, a ring for what its caller took back. */
function paintEndSign(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  isCancelled: boolean,
  theme: Theme,
): void {
  const r = 2.75;
  context.beginPath();
  context.lineWidth = 1.5;
  if (isCancelled) {
    context.strokeStyle = theme.ink2;
    context.arc(x, y, r, 0, 2 * Math.PI);
  } else {
    context.strokeStyle = theme.error;
    context.moveTo(x - r, y - r);
    context.lineTo(x + r, y + r);
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
  }
  context.stroke();
}

function paintBatches(
  context: CanvasRenderingContext2D,
  { index, layout, span, marked }: TimelineScene,
  { batches }: InView,
  theme: Theme,
): void {
  const { columns } = index.ring;
  const x = timeScale(layout, span);
  const pitch = layout.instancePitch;
  const height = Math.max(3, pitch - 8);
  context.font = `600 11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { place, isMate } of batches.values()) {
    const top = layout.instanceTop + columns.instances[place]! * pitch + (pitch - height) / 2;
    const left = x(columns.batchedMs[place]!);
    const computed = columns.computedMs[place]!;
    const middle = x(Number.isNaN(computed) ? columns.deliveredMs[place]! : computed);
    const readBack = columns.readBackMs[place]!;
    const right = Number.isNaN(readBack) ? middle : x(readBack);
    context.globalAlpha = marked.pinned >= 0 && !isMate ? FAINT : 1;
    context.fillStyle = theme.segCompute;
    context.fillRect(left, top, Math.max(0.5, middle - left - 0.5), height);
    context.fillStyle = theme.segRead;
    context.fillRect(middle, top, Math.max(0, right - middle - 0.5), height);
    const from = Math.max(left, layout.left);
    if (middle - from < SIZE_TEXT_PX || height < 11) continue;
    context.fillStyle = theme.inkInverse;
    context.fillText(`×${countText(columns.batchSizes[place]!)}`, from + 5, top + height / 2 + 0.5);
  }
  context.globalAlpha = 1;
}

/** Every member of a batch starts on one line: down from its instance, with a hook at the first and last of them. */
function paintBrackets(
  context: CanvasRenderingContext2D,
  { index, layout, span, marked }: TimelineScene,
  batches: ReadonlyMap<number, Batch>,
  theme: Theme,
): void {
  if (batches.size * BRACKET_PX > layout.right - layout.left) return;
  const { columns } = index.ring;
  const x = timeScale(layout, span);
  context.strokeStyle = theme.segCompute;
  context.lineWidth = 1;
  for (const { place, lowest, highest, isSeen, isMate } of batches.values()) {
    if (!isSeen) continue;
    const at = Math.round(x(columns.batchedMs[place]!)) - 1.5;
    const start = layout.instanceTop + (columns.instances[place]! + 1) * layout.instancePitch - 4;
    const top = Math.max(layout.laneTop - 4, laneY(layout, lowest) + 1.5);
    const end = Math.min(layout.bottom, laneY(layout, highest) + layout.lanePitch - 1.5);
    context.globalAlpha = marked.pinned >= 0 && !isMate ? FAINT : 0.8;
    context.beginPath();
    context.moveTo(at, start);
    context.lineTo(at, end);
    if (top >= layout.laneTop) {
      context.moveTo(at + 4, top);
      context.lineTo(at, top);
    }
    if (end < layout.bottom) {
      context.moveTo(at, end);
      context.lineTo(at + 4, end);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}
