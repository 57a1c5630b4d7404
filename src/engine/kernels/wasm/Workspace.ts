/**
 * The memory of one call, laid out in one block: panels of every layer, gradients, packed kernels. In goes the
 * shape and what the call does, out come addresses. Sizes are bounded by the chunk, not by the batch or data set.
 */
import { layerPlaces, type LayerPlace, type NetworkShape } from '../../../spec/networkShape.ts';
import type { Activation, OutputActivation } from '../../../spec/vocabulary.ts';
import type { Arena } from './Arena.ts';
import type { LayerAddresses, PlanWord } from './planMemory.ts';

/**
 * Weights of a layer from which packing pays, by measurement in Chromium: learning with batches of 32 and more crosses
 * between 64 × 64 and 96 × 96 (with batches of 10 later, but by little); answering already packs at 64 × 64, because
 * its packed kernels are kept.
 */
const WIDE_FROM_WEIGHTS = { train: 6_144, forward: 2_048 } as const;
/** Samples worked on at a time: the activations of a chunk should stay in a core's second cache. */
const WIDE_CHUNK = 128;
const NARROW_CHUNK = 96;
/** Batches gathered ahead: a part of a core's first cache. */
const STAGE_BYTES = 16_384;
/** Room behind a panel for the rows that fill up a block of four. */
const SLACK = 3 * 8;

const isWideLayer = ({ inputs, units }: LayerPlace, kernel: keyof typeof WIDE_FROM_WEIGHTS): boolean =>
  inputs * units >= WIDE_FROM_WEIGHTS[kernel];

export function isWide(shape: NetworkShape, kernel: keyof typeof WIDE_FROM_WEIGHTS): boolean {
  return layerPlaces(shape).some((place) => isWideLayer(place, kernel));
}

const upTo = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple;

const keepsSlope = (activation: Activation | OutputActivation): boolean =>
  activation === 'gelu' || activation === 'silu' || activation === 'softplus';

export interface Call {
  /** Samples of the largest batch. */
  readonly samples: number;
  readonly train: boolean;
  readonly dropout: boolean;
  /** Kernels in blocks of 4 units are kept elsewhere, at these addresses. */
  readonly packed?: readonly number[] | undefined;
}

export interface Workspace {
  readonly words: Partial<Record<PlanWord, number>>;
  readonly layers: readonly LayerAddresses[];
  readonly free: () => void;
}

/** Elements of a kernel in blocks of four units. */
export const packedElements = (inputs: number, units: number): number => inputs * upTo(units, 4);

export function layOut(arena: Arena, shape: NetworkShape, call: Call): Workspace {
  const kernel = call.train ? 'train' : 'forward';
  const wide = isWide(shape, kernel);
  const chunk = wide ? WIDE_CHUNK : NARROW_CHUNK;
  const lanes = Math.min(chunk, upTo(Math.max(1, call.samples), wide ? 8 : 4));
  const places = layerPlaces(shape);
  const largestUnits = Math.max(...places.map(({ units }) => units));
  const largestInputs = Math.max(...places.map(({ inputs }) => inputs));
  const outputs = places.at(-1)!.units;

  let bytes = 0;
  const take = (elements: number): number => {
    const offset = bytes;
    bytes += upTo(4 * elements, 64);
    return offset;
  };
  const offsets: Partial<Record<PlanWord, number>> = {
    // Lists of inputs lie where the panels would: room for the row by which they may exceed their share.
    inputPanels: take(shape.inputs * (lanes + 2) + 8),
    edge: take(128),
  };
  // The place of every sample's list, and of every input's.
  if (isWideLayer(places[0]!, kernel)) offsets.lists = take(2 * lanes + (call.train ? shape.inputs : 0));
  if (call.train) {
    offsets.targetPanels = take(outputs * lanes);
    offsets.logits = take(outputs * lanes);
    offsets.delta = take(largestUnits * lanes + SLACK);
    offsets.deltaBefore = take(largestUnits * lanes + SLACK);
    if (!wide) offsets.stage = take(STAGE_BYTES / 4);
    else {
      offsets.turnedInputs = take(upTo(largestInputs, 4) * lanes);
      offsets.turnedDelta = take(upTo(largestUnits, 32) * lanes);
    }
  }
  const layers = places.map(({ inputs, units }, index) => {
    const { activation } = shape.layers[index]!;
    const isHidden = index < places.length - 1;
    const slopes = call.train && (keepsSlope(activation) || (call.dropout && isHidden));
    return {
      values: take(units * lanes + SLACK),
      slopes: slopes ? take(units * lanes) : undefined,
      forUnits: wide && !call.packed ? take(packedElements(inputs, units)) : undefined,
      forInputs: wide && call.train && index > 0 ? take(packedElements(units, inputs)) : undefined,
    };
  });

  const start = arena.allocate(bytes);
  const address = (offset: number | undefined): number => (offset === undefined ? 0 : start + offset);
  const words: Partial<Record<PlanWord, number>> = {
    wide: wide ? 1 : 0,
    chunk,
    stageBytes: STAGE_BYTES,
    lists: 0,
    dataLists: 0,
    finite: 0,
    unitBlocks: 0,
  };
  for (const [name, offset] of Object.entries(offsets)) words[name as PlanWord] = start + offset;
  return {
    words,
    layers: layers.map(({ values, slopes, forUnits, forInputs }, index) => ({
      values: start + values,
      slopes: address(slopes),
      forUnits: call.packed?.[index] ?? address(forUnits),
      forInputs: address(forInputs),
    })),
    free: () => arena.free(start),
  };
}
