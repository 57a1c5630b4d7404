/**
 * Single requests as bars: queue as a thin line, batch wait hatched at half height, compute and read-back solid. Failed requests
 * have an end marker; wasted ones (cancelled while computed) are only outlined. A batch is a bar on its instance with a
 * bracket over its requests.
 */
import { countText } from '#messages/numberText.ts';
import { hasStages } from '#trace/clockStep.ts';
import { OK, OUTCOMES } from '#trace/outcomes.ts';
import { createBounds, startMs, writeBounds } from '#trace/timelineSegments.ts';
import type { Theme } from '../theme.ts';
import { clientsInView, trackY, trackHeights } from './timelineLayout.ts';
import { type TimelineScene } from './TimelineScene.ts';
import { timeScale } from './viewport.ts';

const CANCELLED = OUTCOMES.indexOf('cancelled');
const WASTED = OUTCOMES.indexOf('wasted');
/** Batches narrower than this do not show their size. */
const SIZE_TEXT_PX = 28;
/** Minimum distance of brackets. */
const BRACKET_PX = 9;
const FAINT = 0.28;

interface Batch {
  readonly entry: number;
  lowest: number;
  highest: number;
  /** Whether any of its tracks is visible. */
  isSeen: boolean;
  isMate: boolean;
}

interface InView {
  /** Request numbers in visible tracks. */
  readonly requests: number[];
  readonly batches: Map<number, Batch>;
}

function collect({ index, layout, viewport, marked }: TimelineScene): InView {
  const { columns } = index.ring;
  const seen = clientsInView(layout);
  const requests: number[] = [];
  const batches = new Map<number, Batch>();
  index.forEach(viewport.fromMs, viewport.fromMs + viewport.durationMs, (n, entry) => {
    const client = columns.clients[entry]!;
    const isSeen = client >= seen.from && client < seen.to;
    if (isSeen) requests.push(n);
    const number = columns.batches[entry]!;
    if (number === 0) return;
    const batch = batches.get(number);
    const isMate = marked.mates.has(n);
    if (!batch) return void batches.set(number, { entry, lowest: client, highest: client, isSeen, isMate });
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
  context.rect(layout.left, layout.trackTop, layout.right - layout.left, layout.bottom - layout.trackTop);
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
  { index, layout, viewport, hatch, clockStepMs }: TimelineScene,
  requests: readonly number[],
  theme: Theme,
): void {
  const { ring } = index;
  const { columns } = ring;
  const x = timeScale(layout, viewport);
  const { full, half, line } = trackHeights(layout.trackPitch);
  const bounds = createBounds();
  // One pass per colour: changing the fill between rectangles costs more than reading the times again.
  const pass = (
    fill: CanvasPattern | string,
    segment: number,
    height: number,
    takes: (entry: number) => boolean = () => true,
  ): void => {
    context.fillStyle = fill;
    for (const n of requests) {
      const entry = ring.indexOf(n);
      if (!takes(entry)) continue;
      writeBounds(columns, entry, bounds, clockStepMs);
      const left = x(bounds[segment]!);
      const width = x(bounds[segment + 1]!) - left;
      if (!(width > 0)) continue;
      const y = trackY(layout, columns.clients[entry]!) + (layout.trackPitch - height) / 2;
      // A small gap between neighbours, where there is room for one.
      context.fillRect(left, y, width > 3 ? width - 0.5 : width, height);
    }
  };
  const wasUsed = (entry: number): boolean => columns.outcomes[entry] !== WASTED;
  // Shorter than the clock's step: a bar without stages.
  const isShort = (entry: number): boolean =>
    columns.batches[entry] !== 0 &&
    !hasStages(columns.deliveredMs[entry]! - startMs(columns, entry), clockStepMs);
  pass(theme.lineControl, 0, half, isShort);
  pass(theme.lineControl, 0, 1);
  pass(theme.segQueue, 1, line);
  pass(hatch, 2, half);
  pass(theme.segCompute, 3, full, wasUsed);
  pass(theme.segRead, 4, full, wasUsed);
  for (const n of requests) {
    const entry = ring.indexOf(n);
    const outcome = columns.outcomes[entry]!;
    if (outcome === OK) continue;
    writeBounds(columns, entry, bounds, clockStepMs);
    const middle = trackY(layout, columns.clients[entry]!) + layout.trackPitch / 2;
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

/** A cross for failures, a ring for cancelled requests. */
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
  { index, layout, viewport, marked, clockStepMs }: TimelineScene,
  { batches }: InView,
  theme: Theme,
): void {
  const { columns } = index.ring;
  const x = timeScale(layout, viewport);
  const pitch = layout.instancePitch;
  const height = Math.max(3, pitch - 8);
  context.font = `600 11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { entry, isMate } of batches.values()) {
    const top = layout.instanceTop + columns.instances[entry]! * pitch + (pitch - height) / 2;
    const batched = columns.batchedMs[entry]!;
    const computed = knownOr(columns.computedMs[entry]!, columns.deliveredMs[entry]!);
    const readBack = knownOr(columns.readBackMs[entry]!, computed);
    const isTold = hasStages(readBack - batched, clockStepMs);
    const left = x(batched);
    const right = x(readBack);
    const middle = isTold ? x(computed) : right;
    context.globalAlpha = marked.pinned >= 0 && !isMate ? FAINT : 1;
    context.fillStyle = isTold ? theme.segCompute : theme.lineControl;
    context.fillRect(left, top, Math.max(0.5, middle - left - 0.5), height);
    if (isTold) {
      context.fillStyle = theme.segRead;
      context.fillRect(middle, top, Math.max(0, right - middle - 0.5), height);
    }
    const from = Math.max(left, layout.left);
    if (middle - from < SIZE_TEXT_PX || height < 11) continue;
    context.fillStyle = theme.inkInverse;
    context.fillText(`×${countText(columns.batchSizes[entry]!)}`, from + 5, top + height / 2 + 0.5);
  }
  context.globalAlpha = 1;
}

const knownOr = (ms: number, other: number): number => (Number.isNaN(ms) ? other : ms);

/** All members of a batch hang on one line: down from its instance, with a hook at the first and last of them. */
function paintBrackets(
  context: CanvasRenderingContext2D,
  { index, layout, viewport, marked }: TimelineScene,
  batches: ReadonlyMap<number, Batch>,
  theme: Theme,
): void {
  if (batches.size * BRACKET_PX > layout.right - layout.left) return;
  const { columns } = index.ring;
  const x = timeScale(layout, viewport);
  context.strokeStyle = theme.segCompute;
  context.lineWidth = 1;
  for (const { entry, lowest, highest, isSeen, isMate } of batches.values()) {
    if (!isSeen) continue;
    const at = Math.round(x(columns.batchedMs[entry]!)) - 1.5;
    const start = layout.instanceTop + (columns.instances[entry]! + 1) * layout.instancePitch - 4;
    const top = Math.max(layout.trackTop - 4, trackY(layout, lowest) + 1.5);
    const end = Math.min(layout.bottom, trackY(layout, highest) + layout.trackPitch - 1.5);
    context.globalAlpha = marked.pinned >= 0 && !isMate ? FAINT : 0.8;
    context.beginPath();
    context.moveTo(at, start);
    context.lineTo(at, end);
    if (top >= layout.trackTop) {
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
