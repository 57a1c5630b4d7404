/** Whether two networks have the same layers, so that the numbers of one may be drawn in the frame of the other. */
import type { NetworkShape } from '../../spec/networkShape.ts';

export function isSameShape(a: NetworkShape, b: NetworkShape): boolean {
  return (
    a.inputs === b.inputs &&
    a.layers.length === b.layers.length &&
    a.layers.every(
      (layer, i) => layer.units === b.layers[i]?.units && layer.activation === b.layers[i]?.activation,
    )
  );
}
