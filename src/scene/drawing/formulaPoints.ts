/** Points by a formula, to be put among drawn ones: where a condition holds, above a curve, or with a value. */
import { PLANE_RADIUS, type LabelledPoint } from '#datasets/Points.ts';
import { compileFormula, type FormulaValue } from '#formula/compileFormula.ts';
import { FormulaError, readsNothing } from '#formula/FormulaError.ts';
import * as failures from '#messages/generated/formulaErrors.ts';
import { createRandom, STREAMS } from '#nn/Random.ts';

/** `where`: class 1 where the formula holds. `above`: class 1 above x2 = f(x1). `value`: f(x1, x2). */
export type FormulaUse = 'where' | 'above' | 'value';

/** What each field begins with. */
export const FIRST_FORMULAS: Readonly<Record<FormulaUse, string>> = {
  where: 'x2 > 2*sin(x1)',
  above: '2*sin(x1)',
  value: 'sin(x1)*cos(x2)',
};

const NAMES = { where: ['x1', 'x2'], above: ['x1'], value: ['x1', 'x2'] } as const;
/** Where a formula has no number, the point is drawn again, so often in all. */
const DRAWS_PER_POINT = 200;
/** Points per side of the grid that a formula is tried on. */
const GRID_SIDE = 25;

/** Why this formula gives no points; null where it does. */
export function pointsProblem(use: FormulaUse, text: string): FormulaError | null {
  try {
    const { value, columns } = compileFormula(text, NAMES[use]);
    if (use === 'where' && columns.length === 0) return readsNothing(NAMES.where);
    return largestOf(value) === null
      ? new FormulaError(failures.nowhere(), 0, failures.anotherFormula())
      : null;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/**
 * Points uniform over the plane. Values are divided by the largest size on the plane where that is above 1.
 * @param text one without a problem
 * @param seed another seed, other points
 */
export function formulaPoints(use: FormulaUse, text: string, count: number, seed: number): LabelledPoint[] {
  const { value } = compileFormula(text, NAMES[use]);
  const scale = use === 'value' ? Math.max(1, largestOf(value) ?? 1) : 1;
  const random = createRandom(seed, STREAMS.points);
  const points: LabelledPoint[] = [];
  for (let draw = 0; points.length < count && draw < count * DRAWS_PER_POINT; draw++) {
    const row = [random.uniform(-PLANE_RADIUS, PLANE_RADIUS), random.uniform(-PLANE_RADIUS, PLANE_RADIUS)];
    const [x1, x2] = row as [number, number];
    const result = value(row, 0);
    if (Number.isNaN(result) || (use === 'value' && !Number.isFinite(result))) continue;
    points.push([x1, x2, labelOf(use, result, x2, scale)]);
  }
  return points;
}

function labelOf(use: FormulaUse, result: number, x2: number, scale: number): number {
  if (use === 'value') return Math.min(1, Math.max(-1, result / scale));
  return Number(use === 'where' ? result > 0 : x2 > result);
}

/** Largest finite size over a grid of the plane; null where there is none. */
function largestOf(value: FormulaValue): number | null {
  const at = (i: number): number => PLANE_RADIUS * ((2 * i) / (GRID_SIDE - 1) - 1);
  let largest: number | null = null;
  for (let row = 0; row < GRID_SIDE; row++) {
    for (let column = 0; column < GRID_SIDE; column++) {
      const size = Math.abs(value([at(column), at(row)], 0));
      if (Number.isFinite(size)) largest = Math.max(largest ?? 0, size);
    }
  }
  return largest;
}
