/** Data by a formula: points above and below a curve, or values over the plane. */
import { formulaSet } from '#datasets/own/formulaSet.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';
import type { PlaneSet } from '#datasets/DataSet.ts';
import type { Surface } from '#datasets/surface.ts';
import { compileFormula } from '#formula/compileFormula.ts';
import { FormulaError } from '#formula/FormulaError.ts';
import type { DataSpec } from './experiment.ts';

type FormulaSpec = NonNullable<DataSpec['formula']>;

/** Points per side of the grid that the range of a formula is looked up on; with an odd number, 0 is among them. */
const GRID_SIDE = 49;
/** Share of the grid on which a formula must have a number. */
const LEAST_SHARE = 0.01;

/** Names that the formula may use: a curve has x1 alone. */
export const formulaNames = ({ labels }: Pick<FormulaSpec, 'labels'>): readonly string[] =>
  labels === 'values' ? ['x1', 'x2'] : ['x1'];

/** @param spec one without a problem */
export function formulaFacts(spec: FormulaSpec): PlaneSet {
  const value = surfaceOf(spec);
  const { largest } = rangeOf(value);
  return formulaSet({ ...spec, value, scale: spec.labels === 'values' && largest > 1 ? largest : 1 });
}

/** Why this formula makes no data; null where it does. */
export function formulaProblem(spec: FormulaSpec): FormulaError | 'formulaNowhere' | 'formulaZero' | null {
  try {
    const { share, largest } = rangeOf(surfaceOf(spec));
    if (share < LEAST_SHARE) return 'formulaNowhere';
    return spec.labels === 'values' && largest === 0 ? 'formulaZero' : null;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

function surfaceOf(spec: FormulaSpec): Surface {
  const { value } = compileFormula(spec.text, formulaNames(spec));
  const row = new Float64Array(2);
  return (x1, x2) => {
    row[0] = x1;
    row[1] = x2;
    return value(row, 0);
  };
}

/** Largest finite magnitude, and share of finite values, on a grid over the plane. */
function rangeOf(value: Surface): { largest: number; share: number } {
  let largest = 0;
  let finite = 0;
  const at = (i: number): number => PLANE_RADIUS * ((2 * i) / (GRID_SIDE - 1) - 1);
  for (let row = 0; row < GRID_SIDE; row++) {
    for (let column = 0; column < GRID_SIDE; column++) {
      const size = Math.abs(value(at(column), at(row)));
      if (!Number.isFinite(size)) continue;
      finite += 1;
      largest = Math.max(largest, size);
    }
  }
  return { largest, share: finite / (GRID_SIDE * GRID_SIDE) };
}
