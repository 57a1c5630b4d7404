/**
 * The content of somebody's own data in untrusted input: parts that are missing are filled, and it is said whether facts can be
 * made of it. What is wrong stays as it is, for the schema and the rules to report.
 */
import type { DataSetName } from '#datasets/registry.ts';
import type { Json } from './copyJson.ts';
import { DEFAULT_FORMULA } from './dataFacts.ts';
import type { OwnData } from './defaults.ts';
import { dataSchema } from './experiment.ts';
import { formulaProblem } from './formulaData.ts';

interface OwnContent {
  /** To be laid over the data section. */
  readonly filled: { [key: string]: Json };
  /** Content that facts can be made of; empty where there is none, or none that is valid. */
  readonly valid: OwnData;
}

/** @param data the data section, as it came */
export function ownContent(set: DataSetName, data: Json | undefined): OwnContent {
  if (set !== 'formula') return { filled: {}, valid: {} };
  const given = isObject(data) ? data['formula'] : undefined;
  const formula =
    given === undefined || isObject(given) ? { ...DEFAULT_FORMULA, ...(given as object | undefined) } : given;
  const read = dataSchema.shape.formula.safeParse(formula);
  const isValid = read.success && read.data !== undefined && formulaProblem(read.data) === null;
  return { filled: { formula: formula as Json }, valid: isValid ? { formula: read.data } : {} };
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
