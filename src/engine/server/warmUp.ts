/**
 * Warm-up: runs every batch size in use twice before requests need it, so that no request pays for shader compilation
 * or growing memory, and so that the cost of the first run is known. Ends after BUDGET_MS: sizes left by then are slow
 * for their arithmetic, not for compilation.
 */
import type { Clock } from '#engine/clock/Clock.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import type { ServerEvents } from '#protocol/server.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

const BUDGET_MS = 1_000;

/** Sizes that are warm, by executor, for one network shape. */
const warm = new WeakMap<Infer, { readonly shape: NetworkShape; readonly sizes: Set<number> }>();

/** The compiled kernels of this executor are gone: all sizes are cold again. */
export const coolDown = (infer: Infer): boolean => warm.delete(infer);

export interface WarmUp {
  readonly infer: Infer;
  readonly shape: NetworkShape;
  readonly model: Model | null;
  readonly sizes: readonly number[];
  readonly clock: Clock;
  /** Asked before each batch; false once another network or device has come. */
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
  if (!known || !isSameShape(known.shape, shape)) warm.set(infer, (known = { shape, sizes: new Set() }));
  const sizes = rest.sizes.filter((size) => !known.sizes.has(size));
  const any = model ?? { shape, parameters: new Float32Array(parameterCount(shape)), step: 0 };
  const endMs = clock.nowMs() + BUDGET_MS;

  /** Duration of a batch of zeros; NaN when there is no time left for it. */
  async function measure(size: number): Promise<number> {
    const startMs = clock.nowMs();
    if (!isWanted() || startMs > endMs) return NaN;
    await infer(any, new Float32Array(size * shape.inputs), size);
    const tookMs = clock.nowMs() - startMs;
    // Yields to requests.
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
