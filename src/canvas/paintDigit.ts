/** A grey image as ink on paper: 0 is the background, 1 the theme's ink, so that digits look alike in both themes. */
import { parseHex } from './colorScale.ts';

/** Writes one image of side × side values from 0 to 1 into packed pixels (see `PixelSheet.fill`). */
export function writeDigit(
  target: Uint32Array,
  start: number,
  stride: number,
  values: ArrayLike<number>,
  from: number,
  side: number,
  ink: string,
  ground?: string,
): void {
  const [r, g, b] = parseHex(ink);
  const inkPixel = (b << 16) | (g << 8) | r;
  const paper = ground === undefined ? null : parseHex(ground);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = Math.min(1, Math.max(0, values[from + row * side + column] ?? 0));
      const at = start + row * stride + column;
      if (!paper) {
        target[at] = ((Math.round(value * 255) << 24) | inkPixel) >>> 0;
        continue;
      }
      const mix = (low: number, high: number): number => Math.round(low + (high - low) * value);
      target[at] =
        ((255 << 24) | (mix(paper[2], b) << 16) | (mix(paper[1], g) << 8) | mix(paper[0], r)) >>> 0;
    }
  }
}
