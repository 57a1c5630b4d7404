/**
 * Mouse, pen and touch on the timeline: the wheel zooms around the pointer (with Shift, or sideways, it pans; over the names it
 * scrolls the tracks), a drag pans, two fingers pinch, a click pins. A vertical touch scrolls the page (`touch-action: pan-y`),
 * or over the names the tracks. Where the layout is a scrolling page, the wheel scrolls it, and zooms with Ctrl.
 */
import type { TimelineModel } from '#scene/timeline/timelineModel.ts';
import { layoutInForce, showsOnePart } from '../../layout.ts';

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
  readonly onNames: boolean;
}

/**
 * @param plot contains the canvas, and over its names an element with the class `timeline-names`
 * @returns a function that stops listening
 */
export function listenToPointers(plot: HTMLElement, model: TimelineModel): () => void {
  const fingers = new Map<number, Finger>();
  const stop = new AbortController();
  const { signal } = stop;
  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = plot.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  plot.addEventListener(
    'wheel',
    (event) => {
      // In the phone layouts the wheel would get stuck here.
      if (showsOnePart(layoutInForce()) && !event.ctrlKey && !event.shiftKey && !event.deltaX) return;
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
  plot.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      const target = event.target as Element;
      if (target.closest('canvas, .timeline-names') === null) return;
      plot.setPointerCapture(event.pointerId);
      const onNames = event.pointerType === 'touch' && target.matches('.timeline-names');
      fingers.set(event.pointerId, { ...at(event), moved: 0, onNames });
    },
    { signal },
  );
  plot.addEventListener(
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
        if (finger.onNames) model.pan(0, dy);
        else model.pan(dx, event.pointerType === 'touch' ? 0 : dy);
      }
      [finger.x, finger.y] = [x, y];
    },
    { signal },
  );
  plot.addEventListener(
    'pointerup',
    (event) => {
      const finger = fingers.get(event.pointerId);
      fingers.delete(event.pointerId);
      if (finger && finger.moved < CLICK_PX) model.pin(finger.x, finger.y);
    },
    { signal },
  );
  plot.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId), { signal });
  plot.addEventListener('pointerleave', () => model.leave(), { signal });
  return () => stop.abort();
}
