/** One request at a time, as soon as an instance is free. */
import type { BatchPolicy } from '../BatchPolicy.ts';
import { tritonDelay } from './triton.ts';

export const none: BatchPolicy<'none'> = {
  name: 'none',
  label: 'No batching',
  about: 'Every request is computed by itself.',
  create: () => tritonDelay({ maxBatchSize: 1, maxQueueDelayUs: 0 }),
};
