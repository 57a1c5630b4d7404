/** Which settings an Experiment has, by the schema: names in conditions are held to it, so that a misspelt one is found where it is written. */
import { experimentSchema } from './experiment.ts';

/** What this reads of a schema's definition; zod has it for its own tools. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
}
interface Schema {
  readonly _zod: { readonly def: unknown };
}

/** Keys below a place, 'length' and any index for a list; null where it holds a plain value. */
type Below = { readonly keys: readonly string[]; readonly at: (key: string | number) => Schema[] };

function below(schemas: readonly Schema[]): Below {
  const parts = schemas.flatMap(unwrapped);
  const keys = parts.flatMap(({ shape, element }) =>
    shape ? Object.keys(shape) : element ? ['length'] : [],
  );
  return {
    keys: [...new Set(keys)],
    at: (key) =>
      parts.flatMap(({ shape, element }) => {
        if (typeof key === 'number') return element ? [element] : [];
        return shape && Object.hasOwn(shape, key) ? [shape[key]!] : [];
      }),
  };
}

function unwrapped({ _zod: { def } }: Schema): Definition[] {
  const definition = def as Definition;
  const { innerType, options } = definition;
  if (innerType) return unwrapped(innerType);
  return options ? options.flatMap(unwrapped) : [definition];
}

/**
 * @returns the first key that does not exist, by its index, and what there is in its place; null where the whole path does
 * @example missingSetting(['training', 'l3']) // { index: 1, instead: ['loss', 'optimizer', …] }
 */
export function missingSetting(
  path: readonly (string | number)[],
): { readonly index: number; readonly instead: readonly string[] } | null {
  let schemas: Schema[] = [experimentSchema];
  for (const [index, key] of path.entries()) {
    const { keys, at } = below(schemas);
    if (key === 'length' && keys.includes('length') && index === path.length - 1) return null;
    schemas = at(key);
    if (schemas.length === 0) return { index, instead: keys };
  }
  return null;
}
