/**
 * One DenseForward call on the compiled module. Parameters and rows are copied into its memory, except rows that are there
 * already; the result is a view of that memory, valid until the next call. The packed kernels of a wide network are cached by
 * the identity of its parameters: serving runs the same network again and again.
 */
import { type NetworkShape, outputLayer, unitCount } from '#nn/NetworkShape.ts';
import { CallDescriptor } from './CallDescriptor.ts';
import type { Keyed, KernelMemory } from './KernelMemory.ts';
import { isWide, layOutWorkspace, packedElements } from './Workspace.ts';

export interface ForwardCall {
  readonly shape: NetworkShape;
  /** [networks, P] */
  readonly parameters: Keyed;
  readonly networks: number;
  /** [samples, inputs] */
  readonly x: Float32Array;
  readonly samples: number;
  readonly everyLayer: boolean;
}

/** Elements that packing may read past the end of a kernel. */
const OVERREAD = 4;

/** Predictions [networks, samples, outputs], or with `everyLayer` the activations of all layers, [networks, U, samples]. */
export function forwardCall(memory: KernelMemory, call: ForwardCall): Float32Array {
  const { shape, parameters, networks, x, samples, everyLayer } = call;
  const count = networks * samples * (everyLayer ? unitCount(shape) : outputLayer(shape).units);
  // Read before anything is allocated: growth of the memory detaches the view.
  const inPlace = x.buffer === memory.exports.memory.buffer ? x.byteOffset : undefined;
  const { length } = x;
  const cached = cachePacked(memory, call);
  const workspace = layOutWorkspace(memory.allocator, shape, {
    samples,
    train: false,
    dropout: false,
    packed: cached?.packed,
  });
  const own = cached ? 0 : parameters.values.length + OVERREAD;
  const arrays = memory.allocateArrays([inPlace === undefined ? length : 0, count, own]);
  const [copiedRows, output, copied] = arrays.addresses as [number, number, number];
  if (!cached) memory.floats(copied, parameters.values.length).set(parameters.values);
  if (inPlace === undefined) memory.floats(copiedRows, length).set(x);
  const descriptor = new CallDescriptor(memory.exports.memory, shape);
  descriptor.set(workspace.words);
  descriptor.set({ networks, state: cached?.address ?? copied, samples, output });
  descriptor.set({ x: inPlace ?? copiedRows });
  if (cached) descriptor.set({ finite: cached.isFinite ? 1 : 0, unitTiles: cached.unitTiles });
  descriptor.set({ everyLayer: everyLayer ? 1 : 0, packed: cached ? 1 : 0 });
  descriptor.setLayers(shape, workspace.layers);
  memory.exports.forward();
  workspace.free();
  arrays.free();
  return memory.floats(output, count);
}

/** Parameters and packed kernels of one network. */
interface Packed {
  readonly address: number;
  /** One address a layer. */
  readonly packed: readonly number[];
  /** The first kernel in tiles of 32 units, for the sparse product. */
  readonly unitTiles: number;
  /** Whether the sparse product may skip zeros; computed once, because it takes a pass over the whole first kernel. */
  readonly isFinite: boolean;
}

function cachePacked(memory: KernelMemory, { shape, parameters, networks }: ForwardCall): Packed | undefined {
  const { key, values } = parameters;
  if (!key || networks !== 1 || !isWide(shape, 'forward')) return undefined;
  let bytes = Math.ceil((4 * (values.length + OVERREAD)) / 64) * 64;
  let inputs = shape.inputs;
  const offsets = shape.layers.map(({ units }) => {
    const offset = bytes;
    bytes += 4 * packedElements(inputs, units);
    inputs = units;
    return offset;
  });
  const tilesOffset = bytes;
  bytes += 4 * shape.inputs * shape.layers[0]!.units;
  const finiteOffset = bytes;
  bytes += 4;
  if (!memory.cache.fits(bytes)) return undefined;
  const addressesFrom = (address: number): number[] => offsets.map((offset) => address + offset);
  const address = memory.cache.getOrAllocate(key, bytes, [], (fresh) => {
    const call = { samples: 1, train: false, dropout: false, packed: addressesFrom(fresh) };
    const workspace = layOutWorkspace(memory.allocator, shape, call);
    memory.floats(fresh, values.length).set(values);
    const descriptor = new CallDescriptor(memory.exports.memory, shape);
    descriptor.set({ state: fresh, unitTiles: fresh + tilesOffset });
    descriptor.setLayers(shape, workspace.layers);
    memory.words(fresh + finiteOffset, 1)[0] = memory.exports.pack();
    workspace.free();
  });
  const isFinite = memory.words(address + finiteOffset, 1)[0] === 1;
  return { address, packed: addressesFrom(address), unitTiles: address + tilesOffset, isFinite };
}
