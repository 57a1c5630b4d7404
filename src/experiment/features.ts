/**
 * The inputs of a network on the plane: engineered ones by name, and formulas, which may have a name of their own
 * (`radius = hypot(x1, x2)`).
 */
import { compileFormula, type Formula } from '#formula/compileFormula.ts';
import { FormulaError, readsNothing } from '#formula/FormulaError.ts';
import { isEngineered, splitName } from './inputNames.ts';
import { FEATURES } from './vocabulary.ts';

/**
 * @param text as in `data.features`, not the name of an engineered input
 * @throws FormulaError with its place in `text`
 */
export function compileFeature(text: string, columns: readonly string[]): Formula {
  const { formula, offset } = splitName(text);
  try {
    return compileFormula(formula, columns);
  } catch (error) {
    if (!(error instanceof FormulaError) || offset === 0) throw error;
    throw error.shifted(offset);
  }
}

/** Why this input cannot be used; null where it can. */
export function featureProblem(text: string, columns: readonly string[]): FormulaError | null {
  if (isEngineered(text)) return null;
  try {
    const { columns: read } = compileFeature(text, columns);
    if (read.length > 0) return null;
    return readsNothing(columns);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/** Engineered inputs in their own order, whatever the order of choosing; then formulas as they were given. */
export function inOrder(features: readonly string[]): string[] {
  const engineered = FEATURES.filter((each) => features.includes(each));
  const twice = features.filter((each, i) => isEngineered(each) && features.indexOf(each) < i);
  return [...engineered, ...twice, ...features.filter((each) => !isEngineered(each))];
}
