import type { Tensor } from '@tensorflow/tfjs-core';

/** Frees tensors. One of a lost device cannot always be freed, and need not be: its memory went with the device. */
export function disposeQuietly(...tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    try {
      tensor.dispose();
    } catch {
      // nothing is left to free
    }
  }
}
