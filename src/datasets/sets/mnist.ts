/** MNIST, 70,000 handwritten digits. `scripts/buildDigits.mjs` writes the files; source and licence in THIRD_PARTY_DATA.md. */
import { imageSet } from '../imageSet.ts';
import { layers } from '../start.ts';
import { heldDigits } from '../heldDigits.ts';

export const mnist = imageSet({
  name: 'mnist',
  label: 'Digits',
  about:
    'Handwritten digits, 28 × 28 grey pixels each, written by clerks and pupils. The classic first task of image recognition.',
  task: 'multiclass',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  samples: { default: heldDigits.default, min: 100, max: heldDigits.most },
  imageSide: 28,
  folder: 'data/digits/',
  // By different writers.
  parts: { train: heldDigits.train, test: heldDigits.test },
  start: {
    hidden: layers('relu', 128),
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 128,
    trainShare: 10 / 12,
    noise: 0,
    seed: 1,
  },
  thumb: {
    strokes: [
      'M10 17 C11 11 20 11 20 17 C20 21 16 22 14.500 22.500 C18 22.500 21.500 24.500 21 29.500 C20 36 11 36 9.500 30.500',
      'M37.500 15 C33 12 28 15 28 19 C28 25 37.500 26 37.500 31 C37.500 36 28 36.500 27.500 31 C27 25.500 38 22 37.500 15 Z',
    ],
  },
});
