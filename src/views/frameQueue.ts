/**
 * Draws all canvases whose feeds have changed in the same frame, within a time budget: what does not fit is drawn in the next frame,
 * before what has just been drawn. Otherwise several charts that change together would make one long task that delays keys and drags.
 */
import { drawAfterNotify } from '#state/frame.ts';

const BUDGET_MS = 10;

/** In order of requests; a repeated request keeps its position. */
const waiting = new Map<() => void, { readonly mustDraw: boolean }>();
let isAsked = false;

/** @param mustDraw ignores the budget: a canvas that was never drawn is empty until it is */
export function drawInFrame(draw: () => void, mustDraw: boolean): void {
  if (!waiting.has(draw)) waiting.set(draw, { mustDraw });
  ask();
}

export function cancelDraw(draw: () => void): void {
  waiting.delete(draw);
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  drawAfterNotify(drawWaiting);
}

function drawWaiting(): void {
  isAsked = false;
  const endMs = performance.now() + BUDGET_MS;
  // A draw may request another, which belongs to the next frame.
  const due = [...waiting];
  for (const [draw, { mustDraw }] of due) {
    if (!mustDraw && performance.now() >= endMs) continue;
    // An earlier draw may have removed this one's canvas.
    if (waiting.delete(draw)) draw();
  }
  if (waiting.size > 0) ask();
}
