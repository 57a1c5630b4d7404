/**
 * One DenseForward call on the compiled module. Parameters and rows come in as views of any memory and are copied;
 * the answer is a view of the module's memory, good until the next call. The packed kernels of one wide network are
 * kept by the identity of its parameters: serving asks the same network again and again.
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
  const kept = keepPacked(memory, call);
  const workspace = layOut(memory.arena, shape, {
    samples,
    train: false,
    dropout: false,
    packed: kept?.packed,
  });
  const own = kept ? 0 : parameters.values.length + OVERREAD;
  const block = memory.block([x.length, count, own]);
  const [rows, output, copied] = block.addresses as [number, number, number];
  if (!kept) memory.floats(copied, parameters.values.length).set(parameters.values);
  memory.floats(rows, x.length).set(x);
  const plan = new PlanMemory(memory.exports.memory, shape);
  plan.set(workspace.words);
  plan.set({ networks, state: kept?.address ?? copied, x: rows, samples, output });
  plan.set({ everyLayer: everyLayer ? 1 : 0, packed: kept ? 1 : 0 });
  plan.setLayers(shape, workspace.layers);
  memory.exports.forward();
  workspace.free();
  block.free();
  return memory.floats(output, count);
}

function keepPacked(
  memory: KernelMemory,
  { shape, parameters, networks }: ForwardCall,
): { address: number; packed: readonly number[] } | undefined {
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
  if (!memory.kept.fits(bytes)) return undefined;
  const packedAt = (address: number): number[] => offsets.map((offset) => address + offset);
  const address = memory.kept.place(key, bytes, [], (fresh) => {
    const call = { samples: 1, train: false, dropout: false, packed: packedAt(fresh) };
    const workspace = layOut(memory.arena, shape, call);
    memory.floats(fresh, values.length).set(values);
    const plan = new PlanMemory(memory.exports.memory, shape);
    plan.set({ state: fresh });
    plan.setLayers(shape, workspace.layers);
    memory.exports.pack();
    workspace.free();
  });
  return { address, packed: packedAt(address) };
}
