/** How the values of a formula become a network's input: standardised over the rows of a reference, and finite whatever they are. */
import type { FormulaValue } from '#formula/compileFormula.ts';

/** Farther values are cut: one pole would outweigh all samples. */
export const MOST_DEVIATIONS = 8;

/** What a formula gives on its reference, where it is finite; the input is (value − mean)/deviation. */
export interface FormulaScaling {
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  /** Share of the reference on which it has no finite number. */
  readonly missing: number;
}

/** Where a formula has no number, it counts as its mean. */
export function scaledFormula(value: number, { mean, deviation }: FormulaScaling): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, (value - mean) / deviation));
}

/** @param rows [n, width] of the reference */
export function formulaScaling(value: FormulaValue, rows: Float32Array, width: number): FormulaScaling {
  const found: number[] = [];
  for (let at = 0; at < rows.length; at += width) {
    const each = value(rows, at);
    if (Number.isFinite(each)) found.push(each);
  }
  const missing = rows.length === 0 ? 0 : 1 - found.length / (rows.length / width);
  if (found.length === 0) return { mean: 0, deviation: 1, min: 0, max: 0, missing };
  const mean = meanOf(found);
  const deviation = Math.sqrt(meanOf(found.map((each) => (each - mean) ** 2)));
  return {
    mean,
    // Of a constant, and of values whose squares are infinite, too, the quotient stays finite.
    deviation: deviation > 0 && Number.isFinite(deviation) ? deviation : Math.max(1, Math.abs(mean)),
    min: found.reduce((least, each) => Math.min(least, each), Infinity),
    max: found.reduce((most, each) => Math.max(most, each), -Infinity),
    missing,
  };
}

/** Divided before it is summed, so that a sum of huge values is finite. */
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each / values.length, 0);
