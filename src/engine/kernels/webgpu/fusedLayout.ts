/**
 * Where everything of one network lies in a workgroup's memory while it trains there, and whether it fits at all:
 * the documented choice between the fused and the tiled path. All places are counted in floats from the start of one
 * WGSL array. Rows are one unit's values over the samples in flight: every layer but the output has its activations
 * (and a row of ones, so that a bias is a weight like any other), every layer but the input its deltas.
 */
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';

export interface WorkgroupLimits {
  readonly maxComputeWorkgroupStorageSize: number;
}

export interface FusedLayout {
  readonly workgroupSize: number;
  /** Samples in flight; a larger batch is worked off in chunks whose gradients are added up. */
  readonly samples: number;
  /** Lanes that share one sample's units. With one lane a sample, layers need no barrier between them. */
  readonly lanes: number;
  /** Floats from one row to the next; odd, so that neighbouring rows fall into different memory banks. */
  readonly stride: number;
  readonly slotsFit: boolean;
  readonly chunked: boolean;
  readonly gradientAt: number;
  readonly partialsAt: number;
  readonly inputAt: number;
  /** Per layer: rows it reads, rows it writes (unused by the output), rows of its deltas. */
  readonly layers: readonly { readonly from: number; readonly to: number; readonly delta: number }[];
  /** Length of the WGSL array, in steps of 4 KiB, so that few distinct shaders arise. */
  readonly floats: number;
}

/** Fewest samples in flight for which the fused path is still worth taking. */
const LEAST_SAMPLES = 8;
const FLOATS_PER_STEP = 1024;
const MOST_LANES = 256;
const SOFTWARE_LANES = 64;

/** Rows of activations and deltas, counted once a sample. */
function rowCount(shape: NetworkShape): number {
  const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0);
  const inputs = shape.inputs + units - (shape.layers.at(-1)?.units ?? 0);
  return inputs + shape.layers.length + units;
}

const oddFrom = (n: number): number => n | 1;

/**
 * Where a network trains. `fused`: parameters, their gradient and eight samples' activations and deltas fit into the
 * workgroup memory that the device offers (16 KiB at least, often 32 or 48); then one workgroup runs whole steps on its
 * own. `tiled`: everything else; each product of a step is a dispatch over many workgroups.
 */
export function webgpuPath(
  shape: NetworkShape,
  _plan: Pick<TrainPlan, 'optimizer'>,
  limits: WorkgroupLimits,
): 'fused' | 'tiled' {
  const floats = 2 * parameterCount(shape) + rowCount(shape) * oddFrom(LEAST_SAMPLES) + 2 * MOST_LANES;
  return 4 * floats <= limits.maxComputeWorkgroupStorageSize ? 'fused' : 'tiled';
}

const powerOf2From = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, n)));

/**
 * Lays out a network that takes the fused path. On hardware a sample's units are spread over lanes; a software adapter
 * has four lanes at a time, so there one lane takes a whole sample and saves the barriers.
 */
export function fusedLayout(
  shape: NetworkShape,
  plan: Pick<TrainPlan, 'optimizer'>,
  largestBatch: number,
  limits: WorkgroupLimits,
  software: boolean,
): FusedLayout {
  const available = Math.floor(limits.maxComputeWorkgroupStorageSize / 4);
  const parameters = parameterCount(shape);
  const rows = rowCount(shape);
  const room = (fixed: number): number => Math.floor((available - fixed - 2 * MOST_LANES) / rows) - 1;
  const wanted = Math.min(largestBatch, software ? SOFTWARE_LANES : MOST_LANES);
  const chunked = wanted < largestBatch || room(parameters) < wanted;
  const fixed = parameters * (chunked ? 2 : 1);
  const samples = Math.max(1, Math.min(wanted, room(fixed)));
  const stride = oddFrom(samples);

  const widest = Math.max(...shape.layers.map((layer) => layer.units), shape.inputs);
  const workgroupSize = software
    ? Math.ceil(samples / 4) * 4
    : Math.min(MOST_LANES, Math.max(64, powerOf2From(samples * widest)));
  const lanes = software ? 1 : Math.min(widest, Math.floor(workgroupSize / samples));

  const slots = parameters * SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const rest = fixed + 2 * workgroupSize + rows * stride;
  const slotsFit = slots > 0 && rest + slots <= available;
  const gradientAt = parameters + (slotsFit ? slots : 0);
  const partialsAt = gradientAt + (chunked ? parameters : 0);
  const inputAt = partialsAt + 2 * workgroupSize;

  let place = inputAt + (shape.inputs + 1) * stride;
  const deltas = inputAt + (rows - shape.layers.reduce((sum, layer) => sum + layer.units, 0)) * stride;
  let delta = deltas;
  let from = inputAt;
  const layers = shape.layers.map(({ units }) => {
    const layer = { from, to: place, delta };
    from = place;
    place += (units + 1) * stride;
    delta += units * stride;
    return layer;
  });
  const floats = Math.min(available, Math.ceil(delta / FLOATS_PER_STEP) * FLOATS_PER_STEP);
  return {
    workgroupSize,
    samples,
    lanes,
    stride,
    slotsFit,
    chunked,
    gradientAt,
    partialsAt,
    inputAt,
    layers,
    floats,
  };
}

const KERNEL_BIT = 2 ** 31;

/**
 * For every parameter the two rows whose product is its gradient, in one word: place of the activations in bits 0–15,
 * of the deltas in bits 16–30, and bit 31 for a kernel (biases take no penalty).
 */
export function gradientTable(shape: NetworkShape, layout: FusedLayout): Uint32Array {
  const table = new Uint32Array(parameterCount(shape));
  for (const [index, { inputs, units, kernelOffset }] of layerPlaces(shape).entries()) {
    const { from, delta } = layout.layers[index]!;
    for (let i = 0; i <= inputs; i++) {
      for (let j = 0; j < units; j++) {
        const rows = from + i * layout.stride + (delta + j * layout.stride) * 65536;
        table[kernelOffset + i * units + j] = rows + (i < inputs ? KERNEL_BIT : 0);
      }
    }
  }
  return table;
}
