/**
 * Mouse, pen and fingers on the timeline: the wheel zooms round the pointer (with Shift, or sideways, it pans; over the
 * names it scrolls the lanes), a drag pans, two fingers pinch, a click pins.
 */
import type { TimelineModel } from './timelineModel.ts';

/** A pointer that moved less has clicked. */
const CLICK_PX = 4;
/** A notch of a wheel is about 100 px: a fifth more or less. */
const ZOOM_PER_PX = 0.0018;
const LINE_PX = 16;
const NAMES_PX = 56;

interface Finger {
  x: number;
  y: number;
  moved: number;
}

/** @returns the way to stop listening */
export function listenToPointers(canvas: HTMLCanvasElement, model: TimelineModel): () => void {
  const fingers = new Map<number, Finger>();
  const stop = new AbortController();
  const { signal } = stop;
  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
      const { x } = at(event);
      if (event.shiftKey) model.pan(-(dx || dy), 0);
      else if (Math.abs(dx) > Math.abs(dy)) model.pan(-dx, 0);
      else if (x < NAMES_PX) model.pan(0, -dy);
      else model.zoom(Math.exp(dy * ZOOM_PER_PX * (event.ctrlKey ? 5 : 1)), x);
    },
    { passive: false, signal },
  );
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, { ...at(event), moved: 0 });
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const { x, y } = at(event);
      const finger = fingers.get(event.pointerId);
      if (!finger) {
        if (event.pointerType !== 'touch') model.hover(x, y);
        return;
      }
      const [dx, dy] = [x - finger.x, y - finger.y];
      const other = [...fingers.values()].find((candidate) => candidate !== finger);
      if (other) {
        const before = Math.abs(finger.x - other.x);
        const now = Math.abs(x - other.x);
        if (before > 8 && now > 8) model.zoom(before / now, (x + other.x) / 2);
        finger.moved = other.moved = Infinity;
      } else {
        finger.moved += Math.hypot(dx, dy);
        if (finger.moved < CLICK_PX) return;
        model.leave();
        model.pan(dx, dy);
      }
      [finger.x, finger.y] = [x, y];
    },
    { signal },
  );
  canvas.addEventListener(
    'pointerup',
    (event) => {
      const finger = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (finger && finger.moved < CLICK_PX) model.pin(finger.x, finger.y);
    },
    { signal },
  );
  canvas.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId), { signal });
  canvas.addEventListener('pointerleave', () => model.leave(), { signal });
  return () => stop.abort();
}
