/**
 * How an Experiment of an older version becomes one of the present version: one entry for each version that was ever
 * shared, from that version to the next. Version 1 is the first, so the table is empty.
 * When a field changes its meaning: raise EXPERIMENT_VERSION, add the entry here, keep an old link as its test.
 */
import type { Json } from './copyJson.ts';

export type JsonObject = { [key: string]: Json };
/** Takes the raw JSON of its version, gives that of the next; fields may be missing, as in a link. */
export type Migration = (old: JsonObject) => JsonObject;

export const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** Applies one entry after the other; the result carries the version `to`. */
export function migrate(
  old: JsonObject,
  from: number,
  to: number,
  table: Readonly<Record<number, Migration>> = MIGRATIONS,
): JsonObject {
  let value = old;
  for (let version = from; version < to; version++) {
    const step = table[version];
    if (!step) throw new RangeError(`No migration from version ${version}.`);
    value = step(value);
  }
  return { ...value, version: to };
}
