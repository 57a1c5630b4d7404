import type { NetworkShape } from './NetworkShape.ts';

/** Whether two networks have the same layers, so that parameters and outputs of one fit the other. */
export function isSameShape(a: NetworkShape, b: NetworkShape): boolean {
  return (
    a.inputs === b.inputs &&
    a.layers.length === b.layers.length &&
    a.layers.every(
      ({ units, activation }, i) => units === b.layers[i]?.units && activation === b.layers[i]?.activation,
    )
  );
}
