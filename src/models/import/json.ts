/** Reads untrusted JSON: only a value's own fields are ever looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** The text as an object; null for anything else. */
export function jsonObject(bytes: Uint8Array): Json | null {
  try {
    return asObject(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

export const asObject = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** A field of an object; undefined where it has none of its own, or is none. */
export function fieldOf(value: unknown, name: string): unknown {
  const object = asObject(value);
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whole numbers from 0 on; null for anything else. */
export const shapeOf = (value: unknown): number[] | null =>
  Array.isArray(value) && value.every((dim) => Number.isSafeInteger(dim) && dim >= 0)
    ? (value as number[])
    : null;
