/**
 * Runs every batch size in use once, so that no request pays for shader compilation or for growing memory. Stops when
 * it has taken long enough: then the sizes that are left are slow for their arithmetic, not for their first use.
 */
import { parameterCount, type NetworkShape } from '../../spec/networkShape.ts';
import type { Clock } from './Clock.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

const BUDGET_MS = 1_000;

/** @param isWanted asked before each size; warming up ends when another network or device has come. */
export async function warmUp(
  infer: Infer,
  shape: NetworkShape,
  model: Model | null,
  sizes: readonly number[],
  clock: Clock,
  isWanted: () => boolean,
): Promise<void> {
  const any = model ?? { shape, parameters: new Float32Array(parameterCount(shape)), step: 0 };
  const startMs = clock.nowMs();
  for (const size of sizes) {
    if (!isWanted() || clock.nowMs() - startMs > BUDGET_MS) return;
    await infer(any, new Float32Array(size * shape.inputs), size);
    // Lets requests in between.
    await new Promise<void>((resolve) => clock.soon(resolve));
  }
}
