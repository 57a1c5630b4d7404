/** Grids over the plane [−6, 6]², at whose points networks are evaluated to draw maps. */
import { PLANE_RADIUS } from '#datasets/Points.ts';

/** Grid points per side of the small map in each unit. */
export const UNIT_MAP_SIDE = 48;
/** Grid points per side of the large map of the output. */
export const OUTPUT_MAP_SIDE = 100;

/**
 * Grid points [side², 2], row by row from x2 = +6 downwards, x1 from −6 to +6; the outermost points lie on the edges.
 */
export function planeGrid(side: number): Float32Array {
  const points = new Float32Array(side * side * 2);
  const at = (i: number): number => -PLANE_RADIUS + (2 * PLANE_RADIUS * i) / (side - 1);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const offset = 2 * (row * side + column);
      points[offset] = at(column);
      points[offset + 1] = -at(row);
    }
  }
  return points;
}
