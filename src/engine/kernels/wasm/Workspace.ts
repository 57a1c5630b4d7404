/**
 * Scratch memory of one call in a single allocation: panels of every layer, gradients, packed kernels. Sizes are bounded by
 * the chunk, not by the batch or data set.
 */
import { ACTIVATION_FUNCTIONS } from '#nn/activations.ts';
import { layerOffsets, type LayerOffsets, type NetworkShape } from '#nn/NetworkShape.ts';
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';
import type { Allocator } from './Allocator.ts';
import type { LayerAddresses } from './CallDescriptor.ts';
import type { CallWord } from './callLayout.ts';

/**
 * Weights of a layer from which packing pays. Measured in Chromium 156 on two cores of an Intel Xeon, November 2026: training
 * with batches of 32 and more crosses over between 64 × 64 and 96 × 96 (batches of 10 a little later); inference already packs
 * at 64 × 64, because its packed kernels are cached.
 */
const WIDE_FROM_WEIGHTS = { train: 6_144, forward: 2_048 } as const;
/** Samples per chunk: its activations should stay in the L2 cache. */
const WIDE_CHUNK = 128;
const NARROW_CHUNK = 96;
/** Staging buffer of gathered batches: a part of the L1 cache. */
const STAGE_BYTES = 16_384;
/** Padding behind a panel for the rows that fill up a tile of four. */
const PADDING = 3 * 8;

const isWideLayer = ({ inputs, units }: LayerOffsets, kernel: keyof typeof WIDE_FROM_WEIGHTS): boolean =>
  inputs * units >= WIDE_FROM_WEIGHTS[kernel];

export function isWide(shape: NetworkShape, kernel: keyof typeof WIDE_FROM_WEIGHTS): boolean {
  return layerOffsets(shape).some((layer) => isWideLayer(layer, kernel));
}

const roundUp = (count: number, multiple: number): number => Math.ceil(count / multiple) * multiple;

/** The forward pass stores derivatives that do not follow from the value. */
const storesDerivative = (activation: Activation | OutputActivation): boolean =>
  activation !== 'softmax' && ACTIVATION_FUNCTIONS[activation].derivativeFrom === 'z';

export interface WorkspaceRequest {
  /** Samples of the largest batch. */
  readonly samples: number;
  readonly train: boolean;
  readonly dropout: boolean;
  /** Addresses of kernels that are already packed in tiles of 4 units. */
  readonly packed?: readonly number[] | undefined;
}

export interface Workspace {
  readonly words: Partial<Record<CallWord, number>>;
  readonly layers: readonly LayerAddresses[];
  readonly free: () => void;
}

/** Elements of a kernel packed in tiles of four units. */
export const packedElements = (inputs: number, units: number): number => inputs * roundUp(units, 4);

export function layOutWorkspace(
  allocator: Allocator,
  shape: NetworkShape,
  call: WorkspaceRequest,
): Workspace {
  const kernel = call.train ? 'train' : 'forward';
  const wide = isWide(shape, kernel);
  const chunk = wide ? WIDE_CHUNK : NARROW_CHUNK;
  const chunkSamples = Math.min(chunk, roundUp(Math.max(1, call.samples), wide ? 8 : 4));
  const offsetsOfLayers = layerOffsets(shape);
  const largestUnits = Math.max(...offsetsOfLayers.map(({ units }) => units));
  const largestInputs = Math.max(...offsetsOfLayers.map(({ inputs }) => inputs));
  const outputs = offsetsOfLayers.at(-1)!.units;

  let bytes = 0;
  const take = (elements: number): number => {
    const offset = bytes;
    bytes += roundUp(4 * elements, 64);
    return offset;
  };
  const offsets: Partial<Record<CallWord, number>> = {
    // Shared with the CSR copy of the inputs, which may exceed the panels by one row.
    inputPanels: take(shape.inputs * (chunkSamples + 2) + 8),
    scratchTile: take(128),
  };
  // CSR row begin and end of every sample, and the CSC end of every input.
  if (isWideLayer(offsetsOfLayers[0]!, kernel))
    offsets.rowPointers = take(2 * chunkSamples + (call.train ? shape.inputs : 0));
  if (call.train) {
    offsets.targetPanels = take(outputs * chunkSamples);
    offsets.logits = take(outputs * chunkSamples);
    offsets.delta = take(largestUnits * chunkSamples + PADDING);
    offsets.deltaBefore = take(largestUnits * chunkSamples + PADDING);
    if (!wide) offsets.stage = take(STAGE_BYTES / 4);
    else {
      offsets.transposedInputs = take(roundUp(largestInputs, 4) * chunkSamples);
      offsets.transposedDelta = take(roundUp(largestUnits, 32) * chunkSamples);
    }
  }
  const layers = offsetsOfLayers.map(({ inputs, units }, index) => {
    const { activation } = shape.layers[index]!;
    const isHidden = index < offsetsOfLayers.length - 1;
    const hasDerivatives = call.train && (storesDerivative(activation) || (call.dropout && isHidden));
    return {
      values: take(units * chunkSamples + PADDING),
      derivatives: hasDerivatives ? take(units * chunkSamples) : undefined,
      packedUnits: wide && !call.packed ? take(packedElements(inputs, units)) : undefined,
      packedInputs: wide && call.train && index > 0 ? take(packedElements(units, inputs)) : undefined,
    };
  });

  const start = allocator.allocate(bytes);
  const address = (offset: number | undefined): number => (offset === undefined ? 0 : start + offset);
  const words: Partial<Record<CallWord, number>> = {
    wide: wide ? 1 : 0,
    chunk,
    stageBytes: STAGE_BYTES,
    rowPointers: 0,
    dataRowPointers: 0,
    finite: 0,
    unitTiles: 0,
  };
  for (const [name, offset] of Object.entries(offsets)) words[name as CallWord] = start + offset;
  return {
    words,
    layers: layers.map(({ values, derivatives, packedUnits, packedInputs }, index) => ({
      values: start + values,
      derivatives: address(derivatives),
      packedUnits: call.packed?.[index] ?? address(packedUnits),
      packedInputs: address(packedInputs),
    })),
    free: () => allocator.free(start),
  };
}
