/**
 * Weights of an edited network from those before: what still has a place keeps its very bits, the rest is drawn anew. Parameters and
 * optimiser slots alike.
 */
import { layerOffsets, parameterCount, type LayerOffsets, type NetworkShape } from './NetworkShape.ts';

/** Where a unit of the new network was in the old one; null for a new unit. */
export type Place = { readonly layer: number; readonly unit: number; readonly isRedrawn?: boolean } | null;

/** For each layer of the new network, the output layer included, the old place of each unit. */
export interface Places {
  /** For each input the old input, or null. */
  readonly inputs: readonly (number | null)[];
  readonly layers: readonly (readonly Place[])[];
}

/**
 * Rows of a kernel follow their units. A new unit of a layer that stays feeds the next with weights of 0, so that the network computes
 * what it did; the copies of a unit share its outgoing weights (Net2WiderNet, Chen, Goodfellow & Shlens 2016). After a layer
 * that was not there before, rows stay by their place: a layer that moves takes its kernel along.
 * @param state the old row [parameters | slots]
 * @param fresh a row of the new network from its start; of its slots, too
 * @returns a row of the new network
 */
export function carryState(
  from: NetworkShape,
  state: Float32Array,
  to: NetworkShape,
  fresh: Float32Array,
  { inputs, layers }: Places,
): Float32Array {
  const next = fresh.slice();
  const [oldCount, newCount] = [parameterCount(from), parameterCount(to)];
  const oldLayers = layerOffsets(from);
  const blocks = Math.min(state.length / oldCount, fresh.length / newCount);
  for (const [l, target] of layerOffsets(to).entries()) {
    const feeding: Feeding =
      l === 0
        ? { layer: -1, rows: inputs }
        : { layer: layerOf(layers[l - 1]!), rows: unitsOf(layers[l - 1]!) };
    for (const [j, place] of layers[l]!.entries()) {
      if (!place || place.isRedrawn) continue;
      const source = oldLayers[place.layer]!;
      for (let block = 0; block < blocks; block++) {
        const old = state.subarray(block * oldCount, (block + 1) * oldCount);
        const now = next.subarray(block * newCount, (block + 1) * newCount);
        now[target.biasOffset + j] = old[source.biasOffset + place.unit]!;
        carryColumn(old, source, place, now, target, j, feeding, block === 0);
      }
    }
  }
  return next;
}

/** The units that feed a layer: the old layer that they are of, and their places there. */
interface Feeding {
  readonly layer: number | null;
  readonly rows: readonly (number | null)[];
}

const layerOf = (places: readonly Place[]): number | null => places.find((place) => place)?.layer ?? null;
const unitsOf = (places: readonly Place[]): (number | null)[] => places.map((place) => place?.unit ?? null);

function carryColumn(
  old: Float32Array,
  source: LayerOffsets,
  place: { readonly layer: number; readonly unit: number },
  now: Float32Array,
  target: LayerOffsets,
  column: number,
  feeding: Feeding,
  isParameters: boolean,
): void {
  const isSame = feeding.layer === place.layer - 1;
  const copies = new Map<number, number>();
  if (isSame) for (const row of feeding.rows) if (row !== null) copies.set(row, (copies.get(row) ?? 0) + 1);
  for (let i = 0; i < target.inputs; i++) {
    const row = isSame ? feeding.rows[i]! : i;
    const at = target.kernelOffset + i * target.units + column;
    if (row === null) {
      if (isParameters) now[at] = 0;
    } else if (row < source.inputs) {
      const value = old[source.kernelOffset + row * source.units + place.unit]!;
      const share = isParameters ? (copies.get(row) ?? 1) : 1;
      now[at] = share === 1 ? value : value / share;
    }
  }
}
