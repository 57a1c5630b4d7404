/** A variable of a formula, with its index below the line. */
import type { Symbol } from '#scene/inspect/inspectNames.ts';

export function Variable({ symbol: { letter, index } }: { readonly symbol: Symbol }) {
  if (index === '') return <span className="variable-name">{letter}</span>;
  return (
    <span className="variable">
      <i>{letter}</i>
      <sub>{index}</sub>
    </span>
  );
}

/** The colour of a number says its sign, besides the sign itself. */
export const signClass = (value: number): string => (value < 0 ? 'value-neg' : value > 0 ? 'value-pos' : '');
