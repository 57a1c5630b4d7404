/** Training in plain JavaScript in time slices, for wide networks on large batches, whose steps take up to minutes. */
import { yieldToMessages } from '#engine/trainer/yieldToMessages.ts';
import type { Numbers } from '#nn/Numbers.ts';
import { trainInChunks, type Trained } from '#nn/train.ts';

const SLICE_MS = 40;

/** Like `trainSteps`, but yields to the event loop after each slice; null if `mayGoOn` then returns false. */
export async function trainInSlices<T extends Numbers>(
  mayGoOn: () => boolean,
  ...given: Parameters<typeof trainInChunks<T>>
): Promise<Trained<T> | null> {
  const chunks = trainInChunks(...given);
  let sliceEndMs = performance.now() + SLICE_MS;
  for (;;) {
    const { done, value } = chunks.next();
    if (done) return value;
    if (performance.now() < sliceEndMs) continue;
    await yieldToMessages();
    if (!mayGoOn()) return null;
    sliceEndMs = performance.now() + SLICE_MS;
  }
}
