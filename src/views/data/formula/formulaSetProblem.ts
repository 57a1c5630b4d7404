/** Why a formula makes no data set, as a field shows it. */
import { FormulaError } from '#formula/FormulaError.ts';
import { formulaProblem } from '#experiment/formulaData.ts';
import * as failures from '#messages/generated/formulaErrors.ts';

/** @returns null where it makes one */
export function formulaSetProblem(spec: Parameters<typeof formulaProblem>[0]): FormulaError | null {
  const problem = formulaProblem(spec);
  if (problem === null || problem instanceof FormulaError) return problem;
  const what = problem === 'formulaZero' ? failures.zeroEverywhere() : failures.nowhere();
  return new FormulaError(what, 0, failures.anotherFormula());
}
