/**
 * Pointer gestures on a chart: hover or one finger moves the cursor, a mouse drag selects a range to zoom to, a pinch
 * zooms, a double click or double tap resets. uPlot handles only the mouse, and the heat map has no uPlot: both use this.
 */
import type { Frame } from '#canvas/Frame.ts';
import { pxToX, shareOf, valueAt, type XRange } from '#canvas/plot/axisScale.ts';
import type { Axis } from '#canvas/plot/Chart.ts';

/** A pointer that has moved this far is dragging. */
const DRAG_PX = 6;
const DOUBLE_TAP_MS = 350;

interface PlotGestures {
  /** Where the plot lies within the element, and its x axis; null while nothing is drawn. */
  area(): { readonly frame: Frame; readonly axis: Axis } | null;
  onCursor(x: number | null, yPx: number): void;
  onSelection(range: XRange | null): void;
  /** null for the whole. */
  onZoom(range: XRange | null): void;
  /** A click that was no drag, in px of the element. */
  onPress?(xPx: number, yPx: number): void;
}

/** @returns the way to stop */
export function followPointers(element: HTMLElement, gestures: PlotGestures): () => void {
  /** Fingers on the chart, by the x that each holds. */
  const fingers = new Map<number, { px: number; readonly x: number }>();
  let pressedPx: number | null = null;
  let chosen: XRange | null = null;
  let lastTapMs = -Infinity;

  const at = (event: PointerEvent): { xPx: number; yPx: number } => {
    const box = element.getBoundingClientRect();
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
  };
  const choose = (range: XRange | null): void => {
    if (range === null && chosen === null) return;
    chosen = range;
    gestures.onSelection(range);
  };
  const read = (event: PointerEvent): void => {
    const area = gestures.area();
    const { xPx, yPx } = at(event);
    gestures.onCursor(area && pxToX(area.frame, area.axis, xPx), yPx);
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const area = gestures.area();
    if (!area) return;
    const { xPx } = at(event);
    pressedPx = xPx;
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, { px: xPx, x: pxToX(area.frame, area.axis, xPx) });
      read(event);
    } else element.setPointerCapture?.(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const area = gestures.area();
    if (!area) return;
    const { xPx } = at(event);
    const finger = fingers.get(event.pointerId);
    if (finger) finger.px = xPx;
    if (fingers.size === 2) {
      pressedPx = null;
      const range = pinched(area.frame, area.axis, [...fingers.values()]);
      if (range) gestures.onZoom(range);
      return;
    }
    if (!finger && pressedPx !== null && (chosen || Math.abs(xPx - pressedPx) >= DRAG_PX)) {
      const ends = [pressedPx, xPx].map((px) => pxToX(area.frame, area.axis, px));
      choose({ low: Math.min(...ends), high: Math.max(...ends) });
    }
    read(event);
  };
  const onUp = (event: PointerEvent): void => {
    const range = chosen;
    const wasPressed = pressedPx !== null;
    pressedPx = null;
    fingers.delete(event.pointerId);
    choose(null);
    if (range) {
      if (range.high > range.low) gestures.onZoom(range);
      return;
    }
    if (!wasPressed) return;
    if (event.pointerType === 'touch') {
      const isDouble = event.timeStamp - lastTapMs < DOUBLE_TAP_MS;
      lastTapMs = isDouble ? -Infinity : event.timeStamp;
      if (isDouble) gestures.onZoom(null);
    }
    const { xPx, yPx } = at(event);
    gestures.onPress?.(xPx, yPx);
  };
  const onGone = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    pressedPx = null;
    choose(null);
    gestures.onCursor(null, 0);
  };
  const onDoubleClick = (): void => gestures.onZoom(null);

  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('pointercancel', onGone);
  element.addEventListener('pointerleave', onGone);
  element.addEventListener('dblclick', onDoubleClick);
  return () => {
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('pointercancel', onGone);
    element.removeEventListener('pointerleave', onGone);
    element.removeEventListener('dblclick', onDoubleClick);
  };
}

/** Pinch zoom: the range in which both fingers stay on the x where they were put down. */
function pinched(
  { left, width }: Frame,
  axis: Axis,
  [a, b]: readonly { readonly px: number; readonly x: number }[],
): XRange | null {
  if (!a || !b || Math.abs(a.px - b.px) < DRAG_PX) return null;
  const share = (px: number): number => (px - left) / width;
  const [fromA, fromB] = [shareOf(axis, a.x), shareOf(axis, b.x)];
  const span = (fromB - fromA) / (share(b.px) - share(a.px));
  if (!(span > 0)) return null;
  const low = fromA - span * share(a.px);
  return { low: valueAt(axis, low), high: valueAt(axis, low + span) };
}
