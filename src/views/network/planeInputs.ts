/** What the inputs are over the plane: the features of a grid of points, kept until other samples come. */
import type { PreparedData } from '../../data/PreparedData.ts';
import { PLANE_EXTENT } from '../../paint/paintPredictionMap.ts';

export interface PlaneMaps {
  readonly side: number;
  /** [inputs, side, side], row 0 at x2 = +6; the outermost samples lie on the edge. */
  readonly units: Float32Array;
}

const SIDE = 41;
let kept: { data: PreparedData; maps: PlaneMaps } | null = null;

export function planeInputs(data: PreparedData): PlaneMaps {
  if (kept?.data !== data) kept = { data, maps: compute(data) };
  return kept.maps;
}

function compute(data: PreparedData): PlaneMaps {
  const points = new Float32Array(SIDE * SIDE * 2);
  const step = (2 * PLANE_EXTENT) / (SIDE - 1);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const at = 2 * (row * SIDE + column);
      points[at] = column * step - PLANE_EXTENT;
      points[at + 1] = PLANE_EXTENT - row * step;
    }
  }
  const inputs = data.toInputs(points);
  const units = new Float32Array(inputs.length);
  for (let i = 0; i < SIDE * SIDE; i++) {
    for (let k = 0; k < data.inputWidth; k++)
      units[k * SIDE * SIDE + i] = inputs[i * data.inputWidth + k] ?? 0;
  }
  return { side: SIDE, units };
}
