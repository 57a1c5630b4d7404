/** Four normal clouds, one class each. Noise widens them. */
import { clouds } from '../clouds.ts';
import { planeSet } from '../planeSet.ts';
import { EASY } from '../start.ts';

export const blobs = planeSet({
  name: 'blobs',
  label: '4 blobs',
  about: 'Four clouds, four classes: the output has one unit a class.',
  noise: 'clouds',
  task: 'multiclass',
  classes: ['A', 'B', 'C', 'D'],
  start: EASY,
  generate: clouds([
    [-3, 3],
    [3, 3],
    [-3, -3],
    [3, -3],
  ]),
});
