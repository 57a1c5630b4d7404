/**
 * The works that every contender does: a shape, its samples and one optimiser (plain SGD, so that no contender pays for
 * a richer rule). Samples are seeded, so that all see the same numbers.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { NetworkShape } from '../src/nn/NetworkShape.ts';
import { networkOf } from './networks.ts';

export interface Work {
  readonly name: string;
  readonly shape: NetworkShape;
  readonly batchSize: number;
  readonly samples: number;
  readonly loss: 'halfSquaredError' | 'categoricalCrossentropy';
  readonly learningRate: number;
}

export const TRAINING_WORKS: Readonly<Record<string, Work>> = {
  small: {
    name: '2-4-2-1 tanh, batch 10',
    shape: networkOf([2, 4, 2, 1], 'tanh', 'tanh'),
    batchSize: 10,
    samples: 250,
    loss: 'halfSquaredError',
    learningRate: 0.03,
  },
  deep: {
    name: '2-8×6-1 tanh, batch 10',
    shape: networkOf([2, 8, 8, 8, 8, 8, 8, 1], 'tanh', 'tanh'),
    batchSize: 10,
    samples: 250,
    loss: 'halfSquaredError',
    learningRate: 0.03,
  },
  digits: {
    name: '784-128-10 relu softmax, batch 128',
    shape: networkOf([784, 128, 10], 'relu', 'softmax'),
    batchSize: 128,
    samples: 1280,
    loss: 'categoricalCrossentropy',
    learningRate: 0.03,
  },
};

export interface Samples {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Seeded samples: a circle inside a ring for narrow works, sparse grey pixels for wide ones. */
export function samplesOf(work: Work): Samples {
  const random = xoroshiro128plus(1234);
  const uniform = (): number => (random.next() >>> 0) / 4294967296;
  const { inputs, layers } = work.shape;
  const outputs = layers.at(-1)?.units ?? 1;
  const x = new Float32Array(work.samples * inputs);
  const y = new Float32Array(work.samples * outputs);
  for (let i = 0; i < work.samples; i++) {
    if (outputs === 1) {
      const inner = i % 2 === 0;
      const radius = inner ? uniform() * 2.5 : 3.5 + uniform() * 1.5;
      const angle = uniform() * 2 * Math.PI;
      x[2 * i] = radius * Math.sin(angle);
      x[2 * i + 1] = radius * Math.cos(angle);
      y[i] = inner ? 1 : -1;
    } else {
      for (let j = 0; j < inputs; j++) x[i * inputs + j] = uniform() < 0.19 ? uniform() : 0;
      y[i * outputs + (i % outputs)] = 1;
    }
  }
  return { x, y };
}
