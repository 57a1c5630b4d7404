/**
 * One drawing of a canvas: its pixels follow its CSS box and the pixel ratio; the painter works in CSS pixels. Used by the
 * views and by the first picture.
 */
import type { Theme } from '#canvas/theme.ts';

/** Paints into a box of CSS pixels; the context is cleared and scaled to the pixel ratio. */
export type Paint = (
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  theme: Theme,
) => void;

/** Draws nothing while the canvas has no box. */
export function drawCanvas(canvas: HTMLCanvasElement, paint: Paint, theme: Theme): void {
  const { clientWidth: widthPx, clientHeight: heightPx } = canvas;
  const context = canvas.getContext('2d');
  if (!context || widthPx === 0 || heightPx === 0) return;
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  paint(context, widthPx, heightPx, theme);
}
