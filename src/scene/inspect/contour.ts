/**
 * Contour lines of a field on a square grid (marching squares): pairs of points where the field passes a level, as shares of the square's
 * side from the upper left. At a saddle both ways are right; the one that goes by the mean is taken.
 */

/** [x1, y1, x2, y2] of each piece, one after the other. */
export type Segments = readonly number[];

/** @param field [side²], row by row from the top */
export function contour(field: ArrayLike<number>, side: number, level: number): Segments {
  const pieces: number[] = [];
  const last = side - 1;
  for (let row = 0; row < last; row++) {
    for (let column = 0; column < last; column++) {
      const start = row * side + column;
      const [a, b] = [field[start]! - level, field[start + 1]! - level];
      const [d, c] = [field[start + side]! - level, field[start + side + 1]! - level];
      if (!Number.isFinite(a + b + c + d)) continue;
      const cuts: number[] = [];
      const cut = (from: number, to: number, x: number, y: number, dx: number, dy: number): void => {
        if (from < 0 === to < 0) return;
        const share = from / (from - to);
        cuts.push((column + x + share * dx) / last, (row + y + share * dy) / last);
      };
      cut(a, b, 0, 0, 1, 0);
      cut(b, c, 1, 0, 0, 1);
      cut(c, d, 1, 1, -1, 0);
      cut(d, a, 0, 1, 0, -1);
      if (cuts.length === 8 && a < 0 !== a + b + c + d < 0) cuts.unshift(...cuts.splice(6));
      pieces.push(...cuts);
    }
  }
  return pieces;
}
