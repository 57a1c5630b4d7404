/**
 * Runs every batch size in use before requests need it, so that none of them pays for shader compilation or for growing
 * memory, and again, so that what the first use has cost can be told. Stops when it has taken long enough: then the sizes
 * that are left are slow for their arithmetic, not for their first use.
 */
import { parameterCount, type NetworkShape } from '../../spec/networkShape.ts';
import type { ServerEvents } from '../../wire/server.ts';
import type { Clock } from './Clock.ts';
import type { Infer } from './Infer.ts';
import { sameShape, type Model } from './ServedModel.ts';

const BUDGET_MS = 1_000;

/** Which sizes of which network are warm already, where. */
const warm = new WeakMap<Infer, { readonly shape: NetworkShape; readonly sizes: Set<number> }>();

/** What was compiled for a device is gone: all sizes are cold again. */
export const coolDown = (infer: Infer): boolean => warm.delete(infer);

export interface WarmUp {
  readonly infer: Infer;
  readonly shape: NetworkShape;
  readonly model: Model | null;
  readonly sizes: readonly number[];
  readonly clock: Clock;
  /** Asked before each batch; warming up ends when another network or device has come. */
  readonly isWanted: () => boolean;
  readonly warmed: (cost: ServerEvents['batchSizeWarmed']) => void;
}

export async function warmUp({
  infer,
  shape,
  model,
  clock,
  isWanted,
  warmed,
  ...rest
}: WarmUp): Promise<void> {
  let known = warm.get(infer);
  if (!known || !sameShape(known.shape, shape)) warm.set(infer, (known = { shape, sizes: new Set() }));
  const sizes = rest.sizes.filter((size) => !known.sizes.has(size));
  const any = model ?? { shape, parameters: new Float32Array(parameterCount(shape)), step: 0 };
  const endMs = clock.nowMs() + BUDGET_MS;

  /** How long a batch of zeros takes; NaN when there is no time left for it. */
  async function measure(size: number): Promise<number> {
    const startMs = clock.nowMs();
    if (!isWanted() || startMs > endMs) return NaN;
    await infer(any, new Float32Array(size * shape.inputs), size);
    const tookMs = clock.nowMs() - startMs;
    // Lets requests in between.
    await new Promise<void>((resolve) => clock.soon(resolve));
    return tookMs;
  }

  const firsts: number[] = [];
  for (const size of sizes) firsts.push(await measure(size));
  for (const [index, size] of sizes.entries()) {
    const secondMs = await measure(size);
    const firstMs = firsts[index] ?? NaN;
    if (Number.isNaN(firstMs) || Number.isNaN(secondMs)) return;
    known.sizes.add(size);
    warmed({ size, firstMs, secondMs });
  }
}
