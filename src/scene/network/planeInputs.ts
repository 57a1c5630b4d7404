/** Maps of the inputs over the plane: the features of a grid of points, cached until the samples change. */
import { planeGrid } from '#data/planeGrid.ts';
import type { PreparedData } from '#data/PreparedData.ts';

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
  const inputs = data.toInputs(planeGrid(SIDE));
  const units = new Float32Array(inputs.length);
  for (let i = 0; i < SIDE * SIDE; i++) {
    for (let k = 0; k < data.inputWidth; k++)
      units[k * SIDE * SIDE + i] = inputs[i * data.inputWidth + k] ?? 0;
  }
  return { side: SIDE, units };
}
