/**
 * Converts pen strokes to a digit as in MNIST: scaled into 20 × 20, its centre of mass in the middle of 28 × 28, strokes about
 * two and a half pixels wide with antialiased edges. Strokes are scaled before they are rasterised, so that nothing is
 * resampled twice.
 */

export interface PenPoint {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly PenPoint[];

const SIDE = 28;
const INK_BOX = 20;
const PEN_RADIUS = 1.15;
const SOFT_EDGE = 0.9;

/** Coordinates may have any scale. An empty drawing is an empty image. */
export function drawnDigit(strokes: readonly Stroke[]): Float32Array {
  const points = strokes.flat();
  if (points.length === 0) return new Float32Array(SIDE * SIDE);
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const size = Math.max(right - left, bottom - top);
  // The pen's own width is part of the box. A dot is not enlarged.
  const scale = size > 0 ? (INK_BOX - 2 * PEN_RADIUS) / size : 0;
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const placed = (shiftX: number, shiftY: number): Stroke[] =>
    strokes.map((stroke) =>
      stroke.map(({ x, y }) => ({
        x: SIDE / 2 + (x - middle.x) * scale + shiftX,
        y: SIDE / 2 + (y - middle.y) * scale + shiftY,
      })),
    );
  const centred = rasterise(placed(0, 0));
  const mass = centreOfMass(centred);
  return rasterise(placed(Math.round(SIDE / 2 - mass.x), Math.round(SIDE / 2 - mass.y)));
}

/** Coverage of each pixel by the nearest stroke segment. */
function rasterise(strokes: readonly Stroke[]): Float32Array {
  const image = new Float32Array(SIDE * SIDE);
  const reach = PEN_RADIUS + SOFT_EDGE;
  for (const stroke of strokes) {
    for (const [i, to] of stroke.entries()) {
      const from = stroke[i - 1] ?? to;
      const [firstRow, lastRow] = span(from.y, to.y, reach);
      const [firstColumn, lastColumn] = span(from.x, to.x, reach);
      for (let row = firstRow; row <= lastRow; row++) {
        for (let column = firstColumn; column <= lastColumn; column++) {
          const distance = distanceToPiece(column + 0.5, row + 0.5, from, to);
          const ink = Math.min(1, Math.max(0, (reach - distance) / (2 * SOFT_EDGE)));
          const at = row * SIDE + column;
          if (ink > (image[at] ?? 0)) image[at] = ink;
        }
      }
    }
  }
  return image;
}

function span(a: number, b: number, reach: number): [number, number] {
  return [
    Math.max(0, Math.floor(Math.min(a, b) - reach)),
    Math.min(SIDE - 1, Math.ceil(Math.max(a, b) + reach)),
  ];
}

function distanceToPiece(x: number, y: number, from: PenPoint, to: PenPoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length2 = dx * dx + dy * dy;
  const along = length2 > 0 ? Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length2)) : 0;
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}

function centreOfMass(image: Float32Array): PenPoint {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < image.length; i++) {
    const ink = image[i] ?? 0;
    mass += ink;
    x += ink * ((i % SIDE) + 0.5);
    y += ink * (Math.floor(i / SIDE) + 0.5);
  }
  return mass > 0 ? { x: x / mass, y: y / mass } : { x: SIDE / 2, y: SIDE / 2 };
}
