/** Three normal clouds, one class each. Noise widens them. */
import { clouds } from '../clouds.ts';
import { planeSet } from '../planeSet.ts';
import { EASY } from '../start.ts';

export const blobs3 = planeSet({
  name: 'blobs3',
  label: '3 blobs',
  about: 'Three clouds, three classes, one output unit per class.',
  noise: 'clouds',
  task: 'multiclass',
  classes: ['A', 'B', 'C'],
  start: EASY,
  generate: clouds([
    [0, 3],
    [-3, -2],
    [3, -2],
  ]),
});
