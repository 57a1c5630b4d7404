/** A measured solution of each challenge that the mathematics can judge, and the mark that it reaches: what tests play. */
import type { ExperimentInput } from '#experiment/experiment.ts';
import type { Activation } from '#nn/vocabulary.ts';

export interface Solution {
  readonly challenge: string;
  /** What is changed of the start. */
  readonly change: ExperimentInput;
  readonly marks: 1 | 2 | 3;
  /** Weights set by hand. */
  readonly parameters?: readonly number[];
}

const layers = (activation: Activation, ...units: number[]) =>
  units.map((count) => ({ units: count, activation }));
const [SINE, HALF] = [0.7 * 0.87, 0.7 * 0.5];

export const SOLUTIONS: readonly Solution[] = [
  { challenge: 'smallest-xor', change: { network: { hidden: layers('relu', 3), seed: 1 } }, marks: 2 },
  {
    challenge: 'smallest-xor',
    change: {
      network: {
        hidden: [
          { units: 2, activation: 'tanh' },
          { units: 1, activation: 'silu' },
        ],
        seed: 9,
      },
      training: { optimizer: { name: 'adam', learningRate: 0.1 } },
    },
    marks: 3,
  },
  {
    challenge: 'circle-nothing-hidden',
    change: {
      data: { features: ['x1^2', 'x2^2'] },
      network: { seed: 7, output: { activation: 'sigmoid' } },
      training: { loss: 'binaryCrossentropy', optimizer: { name: 'adam', learningRate: 0.3 } },
    },
    marks: 3,
  },
  { challenge: 'bare-spiral', change: { network: { hidden: layers('gelu', 16), seed: 3 } }, marks: 1 },
  {
    challenge: 'quick-circle',
    change: {
      network: { hidden: layers('silu', 16), seed: 1 },
      training: { optimizer: { name: 'adam', learningRate: 0.1 } },
    },
    marks: 3,
  },
  { challenge: 'any-seed', change: { network: { hidden: layers('relu', 6) } }, marks: 3 },
  {
    challenge: 'through-the-noise',
    change: {
      data: { features: ['x1^2', 'x2^2'] },
      network: { hidden: [] },
      training: { l2: 0.01 },
    },
    marks: 3,
  },
  {
    challenge: 'ripple-in-a-hundred',
    change: { network: { hidden: layers('silu', 5, 5, 5), seed: 6 } },
    marks: 3,
  },
  {
    challenge: 'be-the-optimiser',
    change: {},
    parameters: [0, SINE, -SINE, 0.7, -HALF, -HALF, 1.4, 1.4, 1.4, 4, 4, 4, -6],
    marks: 3,
  },
  {
    challenge: 'fifteen-flowers',
    change: { network: { hidden: [], seed: 3 }, training: { l2: 0.01 } },
    marks: 3,
  },
  {
    challenge: 'the-edge',
    change: { training: { optimizer: { name: 'sgd', learningRate: 0.163 } } },
    marks: 3,
  },
];
