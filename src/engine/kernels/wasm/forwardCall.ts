/**
 * One DenseForward call on the compiled module. Parameters and rows come in as views of any memory and are copied,
 * but for rows that lie in the module's memory already; the answer is a view of that memory, good until the next call.
 * The packed kernels of one wide network are kept by the identity of its parameters: serving asks the same network
 * again and again.
 */
import { unitCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { Keyed, KernelMemory } from './KernelMemory.ts';
import { PlanMemory } from './planMemory.ts';
import { isWide, layOut, packedElements } from './Workspace.ts';

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

/** [networks, samples, outputs], or with `everyLayer` [networks, U, samples]. */
export function forwardCall(memory: KernelMemory, call: ForwardCall): Float32Array {
  const { shape, parameters, networks, x, samples, everyLayer } = call;
  const count = networks * samples * (everyLayer ? unitCount(shape) : shape.layers.at(-1)!.units);
  // Looked at before anything is allocated: growth of the memory would void the view.
  const inPlace = x.buffer === memory.exports.memory.buffer ? x.byteOffset : undefined;
  const { length } = x;
  const kept = keepPacked(memory, call);
  const workspace = layOut(memory.arena, shape, {
    samples,
    train: false,
    dropout: false,
    packed: kept?.packed,
  });
  const own = kept ? 0 : parameters.values.length + OVERREAD;
  const block = memory.block([inPlace === undefined ? length : 0, count, own]);
  const [copiedRows, output, copied] = block.addresses as [number, number, number];
  if (!kept) memory.floats(copied, parameters.values.length).set(parameters.values);
  if (inPlace === undefined) memory.floats(copiedRows, length).set(x);
  const plan = new PlanMemory(memory.exports.memory, shape);
  plan.set(workspace.words);
  plan.set({ networks, state: kept?.address ?? copied, samples, output });
  plan.set({ x: inPlace ?? copiedRows });
  if (kept) plan.set({ finite: kept.isFinite ? 1 : 0, unitBlocks: kept.unitBlocks });
  plan.set({ everyLayer: everyLayer ? 1 : 0, packed: kept ? 1 : 0 });
  plan.setLayers(shape, workspace.layers);
  memory.exports.forward();
  workspace.free();
  block.free();
  return memory.floats(output, count);
}

/** Parameters and packed kernels of one network. */
interface Packed {
  readonly address: number;
  /** One address a layer. */
  readonly packed: readonly number[];
  /** The first kernel as products from lists read it. */
  readonly unitBlocks: number;
  /** Looked up once, for it takes a pass over the whole first kernel: products from lists may skip zeros. */
  readonly isFinite: boolean;
}

function keepPacked(memory: KernelMemory, { shape, parameters, networks }: ForwardCall): Packed | undefined {
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
  const blocksAt = bytes;
  bytes += 4 * shape.inputs * shape.layers[0]!.units;
  const finiteAt = bytes;
  bytes += 4;
  if (!memory.kept.fits(bytes)) return undefined;
  const packedAt = (address: number): number[] => offsets.map((offset) => address + offset);
  const address = memory.kept.place(key, bytes, [], (fresh) => {
    const call = { samples: 1, train: false, dropout: false, packed: packedAt(fresh) };
    const workspace = layOut(memory.arena, shape, call);
    memory.floats(fresh, values.length).set(values);
    const plan = new PlanMemory(memory.exports.memory, shape);
    plan.set({ state: fresh, unitBlocks: fresh + blocksAt });
    plan.setLayers(shape, workspace.layers);
    memory.words(fresh + finiteAt, 1)[0] = memory.exports.pack();
    workspace.free();
  });
  const isFinite = memory.words(address + finiteAt, 1)[0] === 1;
  return { address, packed: packedAt(address), unitBlocks: address + blocksAt, isFinite };
}
