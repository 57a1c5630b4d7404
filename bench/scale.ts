/**
 * The scale works: one network in five sizes from about 100 to 1,000,000 parameters, with the same samples a batch, so
 * that time per sample can be held against the parameters.
 */
import { networkOf } from './networks.ts';
import type { Work } from './work.ts';

const workOf = (widths: readonly number[]): Work => ({
  name: `${widths.join('-')} relu softmax, batch 32`,
  shape: networkOf(widths, 'relu', 'softmax'),
  batchSize: 32,
  samples: 320,
  loss: 'categoricalCrossentropy',
  learningRate: 0.01,
});

export const SCALE_WORKS: Readonly<Record<string, Work>> = {
  'scale-100': workOf([4, 8, 5, 3]),
  'scale-1k': workOf([16, 24, 20, 4]),
  'scale-10k': workOf([64, 96, 36, 8]),
  'scale-100k': workOf([256, 256, 128, 10]),
  'scale-1M': workOf([784, 900, 320, 10]),
};
