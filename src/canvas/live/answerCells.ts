/**
 * The map that answers paint: each request asks one point of the plane, and its answer colours all that is nearer to this point
 * than to any other (Voronoi cells, on a raster). A seam of paper lies between cells.
 */
import { planeAcross, planeDown } from '#datasets/Points.ts';
import type { PixelSheet } from '../pixelSheet.ts';
import type { Box } from './liveLayout.ts';

/** Width of the seam in pixels of the raster, of which two are a CSS pixel. */
const SEAM_PX = 0.7;
/** More points than this leave no room for seams. */
const MOST_SEAMED = 1_100;
const COARSE_SIDE = 64;

/**
 * Which point each pixel of a square raster belongs to, −1 on a seam. Points are sorted into buckets of about one point each, and
 * a pixel looks at the buckets around its own.
 *
 * @param rawRows points (x1, x2) in [−6, 6]²
 * @param count the first so many points count
 * @param side pixels per side
 */
export function nearestPoints(rawRows: Float32Array, count: number, side: number): Int32Array {
  const owner = new Int32Array(side * side).fill(-1);
  if (count === 0) return owner;
  const across = Math.max(1, Math.floor(Math.sqrt(count)));
  const buckets = Array.from({ length: across * across }, (): number[] => []);
  const inside = (bucket: number): number => Math.min(across - 1, Math.max(0, bucket));
  const [xs, ys] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    xs[i] = planeAcross(rawRows[2 * i]!);
    ys[i] = planeDown(rawRows[2 * i + 1]!);
    buckets[inside(Math.floor(ys[i]! * across)) * across + inside(Math.floor(xs[i]! * across))]!.push(i);
  }
  const seam = count <= MOST_SEAMED ? (2 * SEAM_PX) / side : 0;
  for (let line = 0; line < side; line++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [(column + 0.5) / side, (line + 0.5) / side];
      const [home, floor] = [Math.floor(x * across), Math.floor(y * across)];
      let [best, nearest, second] = [-1, Infinity, Infinity];
      // Two buckets around: with one point a bucket the nearest lies within; where buckets are empty, all are searched.
      for (let reach = 2; best < 0; reach = across) {
        for (let row = Math.max(0, floor - reach); row <= Math.min(across - 1, floor + reach); row++) {
          for (
            let bucket = Math.max(0, home - reach);
            bucket <= Math.min(across - 1, home + reach);
            bucket++
          ) {
            for (const i of buckets[row * across + bucket]!) {
              // Squared: a million distances are compared, and the page must not wait.
              const [dx, dy] = [xs[i]! - x, ys[i]! - y];
              const distance = dx * dx + dy * dy;
              if (distance < nearest) [second, nearest, best] = [nearest, distance, i];
              else if (distance < second) second = distance;
            }
          }
        }
      }
      if (seam === 0 || Math.sqrt(second) - Math.sqrt(nearest) >= seam) owner[line * side + column] = best;
    }
  }
  return owner;
}

export interface AnswerCells {
  /** Takes the points of a run; true where they are others than before, so that all colours are gone. */
  use(rawRows: Float32Array, count: number, side: number): boolean;
  clear(): void;
  /** @param pixel packed as in `colorScale.ts`; 0 takes the colour away */
  paint(row: number, pixel: number): void;
  draw(context: CanvasRenderingContext2D, box: Box): void;
}

export function createAnswerCells(sheet: PixelSheet): AnswerCells {
  let owner: Int32Array = new Int32Array(0);
  let colors = new Uint32Array(0);
  let key: readonly unknown[] = [];
  let side = 0;
  let isStale = true;
  return {
    use(rawRows, count, wanted) {
      const now = [rawRows, count, wanted];
      if (now.every((part, i) => part === key[i])) return false;
      const isOther = rawRows !== key[0] || count !== key[1];
      if (isOther) colors = new Uint32Array(count);
      key = now;
      // So many points have a pixel or two each: a finer raster would show nothing more.
      side = count > MOST_SEAMED ? Math.min(wanted, COARSE_SIDE) : wanted;
      owner = nearestPoints(rawRows, count, side);
      isStale = true;
      return isOther;
    },
    clear() {
      colors.fill(0);
      isStale = true;
    },
    paint(row, pixel) {
      if (row >= colors.length || colors[row] === pixel) return;
      colors[row] = pixel;
      isStale = true;
    },
    draw(context, { x, y, width, height }) {
      if (isStale && side > 0) {
        sheet.fill(1, side, side, (_, pixels, start, stride) => {
          for (let line = 0; line < side; line++) {
            for (let column = 0; column < side; column++) {
              const row = owner[line * side + column]!;
              pixels[start + line * stride + column] = row < 0 ? 0 : colors[row]!;
            }
          }
        });
        isStale = false;
      }
      sheet.draw(context, 0, x, y, width, height, false);
    },
  };
}
