/** Names of a network's inputs, as diagrams and tables write them. Knows no parser: the first picture needs it. */
import { factsOf } from './dataFacts.ts';
import type { DataSpec } from './experiment.ts';
import { isCategory, type TableColumn } from './tableData.ts';
import { FEATURES, type Feature } from './vocabulary.ts';

export const PLAIN_FEATURES = ['x1', 'x2'] as const satisfies readonly Feature[];

export const isEngineered = (text: string): text is Feature => (FEATURES as readonly string[]).includes(text);

/** `radius = hypot(x1, x2)` has a name; a comparison has none. `offset` is where the formula begins. */
export function splitName(text: string): { name: string | null; formula: string; offset: number } {
  const [whole, name] = /^\s*([\p{L}_][\p{L}\p{N}_ ]*?)\s*=(?!=)/u.exec(text) ?? [];
  if (whole === undefined || name === undefined) return { name: null, formula: text, offset: 0 };
  return { name, formula: text.slice(whole.length), offset: whole.length };
}

/** The name that the user gave, or the formula itself. */
export const featureName = (text: string): string => splitName(text).name ?? text.trim();

const inputNames = (column: TableColumn): string[] =>
  isCategory(column) ? column.values.map((value) => `${column.name} = ${value}`) : [column.name];

/** One name per input, in the order of the network's inputs. */
export function inputNamesOf(data: DataSpec): readonly string[] {
  const { kind, columns } = factsOf(data);
  if (data.set === 'table' && data.table) return data.table.columns.flatMap(inputNames);
  return kind === 'plane' ? (data.features ?? PLAIN_FEATURES).map(featureName) : columns;
}

/** The features with this one put in or taken out; formulas stay. */
export function toggleFeature(features: readonly string[], feature: Feature): string[] {
  const chosen = new Set<string>(features);
  if (!chosen.delete(feature)) chosen.add(feature);
  return [...FEATURES.filter((each) => chosen.has(each)), ...features.filter((each) => !isEngineered(each))];
}
