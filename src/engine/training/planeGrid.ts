/** The points of [−6, 6]² that pictures are made of: a side × side grid whose edges lie on the plane's edges. */

const EDGE = 6;

/** Raw rows [side², 2], row by row from x2 = +6 downwards, x1 from −6 to +6. */
export function planeGrid(side: number): Float32Array {
  const points = new Float32Array(side * side * 2);
  const at = (i: number): number => -EDGE + (2 * EDGE * i) / (side - 1);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const place = 2 * (row * side + column);
      points[place] = at(column);
      points[place + 1] = -at(row);
    }
  }
  return points;
}
