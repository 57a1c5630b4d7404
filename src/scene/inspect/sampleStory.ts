/** One sample on its way through one unit: the terms of its sum, the way back of the loss, and what an update makes of its weights. */
import { unitIndex } from '#canvas/networkScene.ts';
import { ACTIVATION_FUNCTIONS } from '#nn/activations.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { FollowedRow } from '#state/inspectStore.ts';
import type { UnitId } from '#state/uiStore.ts';

export interface Term {
  /** The unit it comes from; −1 for the bias. */
  readonly from: number;
  readonly weight: number;
  /** What comes in; 1 for the bias. */
  readonly input: number;
  readonly product: number;
  /** ∂loss/∂weight and the weight after the update; null without a target. */
  readonly gradient: number | null;
  readonly after: number | null;
}

/** A unit of the next layer through which the loss comes back. */
export interface WayBack {
  readonly to: number;
  readonly weight: number;
  readonly delta: number;
}

export interface UnitStory {
  readonly unit: UnitId;
  /** In their order, or the largest first where there are more than are shown; the bias last. */
  readonly terms: readonly Term[];
  /** Terms that are not shown, and their sum. */
  readonly others: { readonly count: number; readonly sum: number } | null;
  readonly z: number;
  readonly a: number;
  /** ∂loss/∂z; null without a target. */
  readonly delta: number | null;
  /** f′(z); null where the activation looks at a whole row. */
  readonly slope: number | null;
  /** Of a hidden unit; empty for an output. */
  readonly waysBack: readonly WayBack[];
  /** Ways that are not shown, and their sum of weight times delta. */
  readonly otherWays: { readonly count: number; readonly sum: number } | null;
}

/** As many as a line and a chart have room for. */
const MOST_TERMS = 12;
const MOST_WAYS = 6;

export function unitStory({ row, inspection }: FollowedRow, { layer, unit }: UnitId): UnitStory | null {
  const { shape, parameters, z, a, backward } = inspection;
  const offsets = layerOffsets(shape);
  const place = offsets[layer];
  const spec = shape.layers[layer];
  if (!place || !spec || unit >= place.units) return null;
  const first = unitIndex(shape, layer);
  const below = layer === 0 ? row : a.subarray(unitIndex(shape, layer - 1), first);
  const term = (from: number): Term => {
    const index = from < 0 ? place.biasOffset + unit : place.kernelOffset + from * place.units + unit;
    const weight = parameters[index]!;
    const input = from < 0 ? 1 : below[from]!;
    return {
      from,
      weight,
      input,
      product: weight * input,
      gradient: backward ? backward.gradient[index]! : null,
      after: backward ? backward.after[index]! : null,
    };
  };
  const all = Array.from({ length: place.inputs }, (_, from) => term(from));
  const [shown, others] = largest(all, MOST_TERMS, ({ product }) => product);
  const next = offsets[layer + 1];
  const ways =
    next && backward
      ? Array.from({ length: next.units }, (_, to) => ({
          to,
          weight: parameters[next.kernelOffset + unit * next.units + to]!,
          delta: backward.delta[unitIndex(shape, layer + 1) + to]!,
        }))
      : [];
  const [waysBack, otherWays] = largest(ways, MOST_WAYS, ({ weight, delta }) => weight * delta);
  const [sum, value] = [z[first + unit]!, a[first + unit]!];
  const rule = spec.activation === 'softmax' ? undefined : ACTIVATION_FUNCTIONS[spec.activation];
  return {
    unit: { layer, unit },
    terms: [...shown, term(-1)],
    others,
    z: sum,
    a: value,
    delta: backward ? backward.delta[first + unit]! : null,
    slope: rule ? rule.derivative(sum, value) : null,
    waysBack,
    otherWays,
  };
}

/** All, or the largest `most` and what the rest adds up to. */
function largest<T>(
  all: readonly T[],
  most: number,
  sizeOf: (one: T) => number,
): [readonly T[], { count: number; sum: number } | null] {
  if (all.length <= most) return [all, null];
  const order = all.toSorted((p, q) => Math.abs(sizeOf(q)) - Math.abs(sizeOf(p)));
  const rest = order.slice(most);
  return [order.slice(0, most), { count: rest.length, sum: rest.reduce((sum, one) => sum + sizeOf(one), 0) }];
}

/** Running totals of the terms, for a waterfall: the bars reach from one to the next; the rest stands before the bias. */
export function waterfall({ terms, others }: Pick<UnitStory, 'terms' | 'others'>): {
  readonly from: number | null;
  readonly low: number;
  readonly high: number;
}[] {
  let total = 0;
  const bar = (from: number | null, size: number) => {
    const start = total;
    total += size;
    return { from, low: start, high: total };
  };
  const bars = terms.filter(({ from }) => from >= 0).map(({ from, product }) => bar(from, product));
  if (others) bars.push(bar(null, others.sum));
  const bias = terms.find(({ from }) => from < 0);
  return bias ? [...bars, bar(-1, bias.product)] : bars;
}
