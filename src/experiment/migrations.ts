/**
 * Migrations of an Experiment from an older version: one entry for each version that was ever shared, from that version to the
 * next.
 * When a field changes its meaning: raise EXPERIMENT_VERSION, add the entry here, keep an old link as its test.
 */
import { bug } from '#messages/bug.ts';
import type { Json } from './copyJson.ts';

export type JsonObject = { [key: string]: Json };
/** From the raw JSON of its version to that of the next; fields may be missing, as in a link. */
export type Migration = (old: JsonObject) => JsonObject;

export const MIGRATIONS: Readonly<Record<number, Migration>> = {
  // Before, the weights of every set were drawn with seed 1 where no other was given.
  1: (old) => {
    const network = old['network'] ?? {};
    if (typeof network !== 'object' || network === null || Array.isArray(network)) return old;
    return { ...old, network: { seed: 1, ...network } };
  },
};

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
    if (!step) throw bug(`no migration from version ${version}`);
    value = step(value);
  }
  return { ...value, version: to };
}
